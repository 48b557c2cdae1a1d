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

// A name that is there and cannot be read is not taken for one that is not there.
func TestSizesThatCannotBeRead(t *testing.T) {
	name := write(t, twoQueries)
	require.NoError(t, os.Mkdir(name+".query", 0o700))
	_, err := open(name)
	assert.ErrorContains(t, err, filepath.Base(name)+".query")
}
