package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSizesErrors(t *testing.T) {
	tests := map[string]struct{ text, want string }{
		"word":           {"1\n\ntwo", `f.query:3: "two" is no number of documents`},
		"below 0":        {"2\n-1", `f.query:2: "-1" is no number of documents`},
		"far below 0":    {"-9223372036854775809", `f.query:1: "-9223372036854775809" is no number of documents`},
		"fraction":       {"2.5", `f.query:1: "2.5" is no number of documents`},
		"two":            {"2 3", `f.query:1: "2 3" is no number of documents`},
		"colour":         {"\x1b[31m2", `f.query:1: "\x1b[31m2" is no number of documents`},
		"too large":      {"9223372036854775808", `f.query:1: "9223372036854775808" is too large`},
		"sum, too large": {"1\n9223372036854775807\n9223372036854775807\n1", `f.query:2: "9223372036854775807" is too large`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := readSizes("f.query", strings.NewReader(tt.text))
			assert.EqualError(t, err, tt.want)
		})
	}
}

// LightGBM looks for sizes in a file with .query behind the name of the documents', XGBoost for .group.
func TestSizesBeside(t *testing.T) {
	name := write(t, twoQueries)
	beside := func(suffix, text string) { require.NoError(t, os.WriteFile(name+suffix, []byte(text), 0o600)) }
	s, err := loadSizes(name)
	assert.NoError(t, err)
	assert.Nil(t, s)

	for _, suffix := range []string{".query", ".group"} {
		beside(suffix, "1\n2\n")
		d := loaded(t, name)
		assert.Equal(t, []int{0, 1, 3}, d.queries, suffix)
		beside(suffix, "1\ntwo\n")
		_, err := open(name)
		assert.EqualError(t, err, name+suffix+`:2: "two" is no number of documents`)
		require.NoError(t, os.Remove(name+suffix))
	}

	beside(".query", "1\n2\n")
	beside(".group", "1\n0\n2\n")
	assert.Equal(t, []int{1, 2}, lengths(loaded(t, name)), "the same queries")
	for group, want := range map[string]string{
		"2\n1\n":    `.group:1: a query of 2, but ` + name + `.query:1 has one of 1`,
		"1\n0\n3":   `.group:3: a query of 3, but ` + name + `.query:2 has one of 2`,
		"1\n":       `.group has 1 query with documents, but ` + name + `.query has 2`,
		"1\n2\n3\n": `.group has 3 queries with documents, but ` + name + `.query has 2`,
		"1 2":       `.group:1: "1 2" is no number of documents`,
	} {
		beside(".group", group)
		_, err := open(name)
		assert.EqualError(t, err, name+want)
	}
}

// A name that is there and cannot be read is not taken for one that is not there.
func TestSizesThatCannotBeRead(t *testing.T) {
	name := write(t, twoQueries)
	require.NoError(t, os.Mkdir(name+".group", 0o700))
	_, err := open(name)
	assert.ErrorContains(t, err, filepath.Base(name)+".group")
}
