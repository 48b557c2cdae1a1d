package main

import (
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

// sizesOf reads sizes as a file f.query has them.
func sizesOf(t *testing.T, text string) *sizes {
	t.Helper()
	s, err := readSizes("f.query", strings.NewReader(text))
	require.NoError(t, err)
	return s
}

func TestReadWithSizes(t *testing.T) {
	d, err := readDocuments("x", strings.NewReader(twoQueries), sizesOf(t, "2\n0\n 1\n\n"), newFeatures())
	require.NoError(t, err)
	assert.Equal(t, []float32{2, 0, 1}, d.relevance)
	assert.Equal(t, []int{0, 2, 2, 3}, d.queries)
	assert.Equal(t, []document{
		{[]int32{0, 1}, []float32{0.5, -10}},
		{[]int32{2}, []float32{1}},
		{[]int32{0}, []float32{0.25}},
	}, documents(d))
	assert.Equal(t, []int{1, 3, 2}, d.features.number)
}

func TestReadWithQid(t *testing.T) {
	d, err := readDocuments("x", strings.NewReader("1 qid:7 1:1\n0 qid:7 1:2\n1 qid:8 1:3\n\n"), nil, newFeatures())
	require.NoError(t, err)
	assert.Equal(t, []int{0, 2, 3}, d.queries)
	assert.Equal(t, [][]float32{{1}, {2}, {3}}, values(d))
}

// scikit-learn writes features from 0.
func TestFeaturesFromZero(t *testing.T) {
	d, err := readDocuments("x", strings.NewReader("1 qid:1 0:5 1:6\n"), nil, newFeatures())
	require.NoError(t, err)
	assert.Equal(t, []int{0, 1}, d.features.number)
	assert.Equal(t, [][]float32{{5, 6}}, values(d))
}

const noSizes = "none"

// readBoth reads documents and, unless there are none, the sizes of their queries.
func readBoth(text, sizeText string) (*dataset, error) {
	var s *sizes
	if sizeText != noSizes {
		var err error
		if s, err = readSizes("f.query", strings.NewReader(sizeText)); err != nil {
			return nil, err
		}
	}
	return readDocuments("f", strings.NewReader(text), s, newFeatures())
}

func TestReadErrors(t *testing.T) {
	tests := map[string]struct {
		text, sizes, want string
	}{
		"relevance":        {"x 1:1", "1", `f:1: relevance: "x" is no finite number`},
		"NaN":              {"NaN 1:1", "1", `f:1: relevance: "NaN" is no finite number`},
		"negative":         {"1 1:1\n-1 1:1", "2", `f:2: relevance: "-1" is not from 0 to 30`},
		"gain overflows":   {"2000 1:1", "1", `f:1: relevance: "2000" is not from 0 to 30`},
		"no grade":         {"30.5 1:1", "1", `f:1: relevance: "30.5" is not from 0 to 30`},
		"value":            {"1 1:1\n1 1:y", "2", `f:2: "1:y": "y" is no finite number`},
		"infinite":         {"1 1:Inf", "1", `f:1: "1:Inf": "Inf" is no finite number`},
		"too large":        {"1 1:1e39", "1", `f:1: "1:1e39": "1e39" is too large for float32`},
		"too small":        {"1 1:-3.5e38", "1", `f:1: "1:-3.5e38": "-3.5e38" is too large for float32`},
		"for float64, too": {"1 1:1e999", "1", `f:1: "1:1e999": "1e999" is too large for float32`},
		"large relevance":  {"1e39 1:1", "1", `f:1: relevance: "1e39" is too large for float32`},
		"no value":         {"1 1", "1", `f:1: "1": "" is no finite number`},
		"feature":          {"1 2147483648:1", "1", `f:1: "2147483648:1": no feature from 0 to 2147483647`},
		"feature below 0":  {"1 -1:1", "1", `f:1: "-1:1": no feature from 0`},
		"order":            {"1 2:1 2:1", "1", `f:1: "2:1": features must increase`},
		"0 twice":          {"1 0:1 0:1", "1", `f:1: "0:1": features must increase`},
		"qid comes late":   {"1 1:1 qid:1", noSizes, `f:1: "qid:1": no feature from 0`},
		"sizes, few":       {"1 1:1\n1 1:1", "1", "f.query: sizes add up to 1, f has 2 documents"},
		"sizes, many":      {"1 1:1\n1 1:1", "1\n0\n2", "f.query:3: a query of 2, but f has only 2 documents, 1 of them left"},
		"sizes, none":      {"1 1:1", "", "f.query: sizes add up to 0, f has 1 document"},
		"no queries":       {"1 1:1", noSizes, "f:1: no qid, and no file f.query or f.group"},
		"qid is empty":     {"1 qid: 1:1", noSizes, "f:1: no qid, and no file"},
		"qid missing":      {"1 qid:1 1:1\n1 1:1", noSizes, "f:2: no qid"},
		"qid comes back":   {"1 qid:1 1:1\n1 qid:2 1:1\n\n0 qid:1 1:1", noSizes, `f:4: qid "1" was above, and others since`},
		"qid of colour":    {"1 qid:\x1b[31m 1:1\n1 qid:2 1:1\n\n0 qid:\x1b[31m 1:1", noSizes, `f:4: qid "\x1b[31m" was above`},
		"empty":            {"", "", "f: no documents"},
		"empty, with qids": {"", noSizes, "f: no documents"},
		"long line":        {"1 1:1\n1 1:1 #" + strings.Repeat("x", maxLine), "2", "f:2: the line has more than 16 MiB"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := readBoth(tt.text, tt.sizes)
			assert.ErrorContains(t, err, tt.want)
		})
	}
}

// Where the lines have a qid and a file has sizes, both must cut the same queries.
func TestQidsAndSizes(t *testing.T) {
	const text = "1 qid:1 1:1\n0 qid:1 1:2\n1 qid:7 1:1\n0 qid:7 1:2\n0 qid:7 1:3\n"
	for _, sizes := range []string{"2\n3", "0\n2\n0\n0\n3\n0"} {
		d, err := readBoth(text, sizes)
		require.NoError(t, err, sizes)
		assert.Equal(t, []int{2, 3}, lengths(d))
		assert.Len(t, d.queries, len(strings.Fields(sizes))+1, "queries without documents are queries")
	}

	tests := map[string]struct {
		text, sizes, want string
	}{
		"too early":                   {text, "1\n4", `f:2: qid "1" goes on where f.query:1 has the end of a query`},
		"too late":                    {text, "\n3\n2", `f:3: qid "7" begins within the query of 3 that f.query:2 has here`},
		"with an empty query between": {text, "1\n0\n4", `f:2: qid "1" goes on where f.query:1 has the end of a query`},
		"one too many":                {text, "2\n2\n1", `f:5: qid "7" goes on where f.query:2 has the end of a query`},
		"one too few":                 {text, "5", `f:3: qid "7" begins within the query of 5 that f.query:1 has here`},
		"fewer documents":             {text, "2\n4", "f.query:2: a query of 4, but f has only 5 documents, 3 of them left"},
		"more documents":              {text, "2", "f.query: sizes add up to 2, f has 5 documents"},
		"more in the last":            {text, "2\n2", "f.query: sizes add up to 4, f has 5 documents"},
		"some without qid":            {"1 qid:1 1:1\n0 1:2\n", "2", "f:2: no qid, but the documents above have one"},
		"some with qid":               {"1 1:1\n0 qid:1 1:2\n", "2", `f:2: qid "1", but the documents above have none`},
		"comes back": {"1 qid:1 1:1\n1 qid:2 1:1\n0 qid:1 1:1\n", "1\n1\n1",
			`f:3: qid "1" was above, and others since: sort the lines by qid`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := readBoth(tt.text, tt.sizes)
			assert.EqualError(t, err, tt.want)
		})
	}
}

// lengths are the numbers of documents of the queries that have any.
func lengths(d *dataset) []int {
	var list []int
	for q := range len(d.queries) - 1 {
		if n := d.queries[q+1] - d.queries[q]; n > 0 {
			list = append(list, n)
		}
	}
	return list
}
