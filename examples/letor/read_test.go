package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const twoQueries = `# libsvm
2 1:0.5 3:-1e1 # a comment
0 2:1

1 1:0.25
`

func TestReadWithSizes(t *testing.T) {
	d, err := readDocuments("x", strings.NewReader(twoQueries), []int{2, 0, 1})
	require.NoError(t, err)
	assert.Equal(t, []float32{2, 0, 1}, d.relevance)
	assert.Equal(t, []int{0, 2, 2, 3}, d.queries)
	assert.Equal(t, []int{0, 2, 3, 4}, d.rows)
	assert.Equal(t, []int32{0, 2, 1, 0}, d.column)
	assert.Equal(t, []float32{0.5, -10, 1, 0.25}, d.value)
	assert.Equal(t, 3, d.width)
}

func TestReadWithQid(t *testing.T) {
	d, err := readDocuments("x", strings.NewReader("1 qid:7 1:1\n0 qid:7 1:2\n1 qid:8 1:3\n"), nil)
	require.NoError(t, err)
	assert.Equal(t, []int{0, 2, 3}, d.queries)
	assert.Equal(t, []float32{1, 2, 3}, d.value)
}

func TestLoadFindsSizesBeside(t *testing.T) {
	name := filepath.Join(t.TempDir(), "train")
	require.NoError(t, os.WriteFile(name, []byte(twoQueries), 0o600))
	require.NoError(t, os.WriteFile(name+".query", []byte("1\n2\n"), 0o600))
	d, err := load(name)
	require.NoError(t, err)
	assert.Equal(t, []int{0, 1, 3}, d.queries)

	require.NoError(t, os.WriteFile(name+".query", []byte("1\ntwo\n"), 0o600))
	_, err = load(name)
	assert.EqualError(t, err, name+`.query:2: "two" is no number of documents`)
}

func TestReadErrors(t *testing.T) {
	tests := map[string]struct {
		text  string
		sizes []int
		want  string
	}{
		"relevance":   {"x 1:1", []int{1}, `f:1: relevance: "x" is no finite number`},
		"NaN":         {"NaN 1:1", []int{1}, `f:1: relevance: "NaN" is no finite number`},
		"value":       {"1 1:1\n1 1:y", []int{2}, `f:2: "1:y": "y" is no finite number`},
		"infinite":    {"1 1:Inf", []int{1}, `f:1: "1:Inf": "Inf" is no finite number`},
		"too large":   {"1 1:1e39", []int{1}, `"1e39" is no finite number`},
		"no value":    {"1 1", []int{1}, `f:1: "1": "" is no finite number`},
		"feature 0":   {"1 0:1", []int{1}, `f:1: "0:1": no feature from 1 to 16777216`},
		"feature":     {"1 99999999:1", []int{1}, `no feature from 1 to`},
		"order":       {"1 2:1 2:1", []int{1}, `f:1: "2:1": features must increase`},
		"sizes":       {"1 1:1", []int{2}, "f.query: sizes add up to 2, f has 1 document"},
		"no queries":  {"1 1:1", nil, "f:1: no qid, and no file f.query"},
		"qid missing": {"1 qid:1 1:1\n1 1:1", nil, "f:2: no qid"},
		"empty":       {"", []int{}, "f: no documents"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := readDocuments("f", strings.NewReader(tt.text), tt.sizes)
			assert.ErrorContains(t, err, tt.want)
		})
	}
}
