package letor

import (
	"context"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/memfs"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Blocks of any size have the same queries, whole ones, with a qid, with sizes, and with both.
func TestBlocksNeverCutAQuery(t *testing.T) {
	text, sizes := randomText(60)
	withQID := write(t, "documents", text)
	want, err := queriesOf(withQID, 1<<30)
	require.NoError(t, err)
	require.Len(t, want, 60)
	withBoth := write(t, "documents", text)
	beside(t, withBoth, ".query", sizes)
	withSizes := write(t, "documents", regexp.MustCompile(`qid:\d+`).ReplaceAllString(text, ""))
	beside(t, withSizes, ".group", "0\n"+sizes+"\n0")
	for _, name := range []string{withQID, withBoth, withSizes} {
		for _, size := range []int64{1, 300, 1000, 1 << 30} {
			got, err := queriesOf(name, size)
			require.NoError(t, err)
			for i := range got {
				got[i].File = want[i].File
			}
			assert.Equal(t, want, got, "%s in blocks of %d", name, size)
		}
		blocks, err := blocksOf(name, 1)
		require.NoError(t, err)
		assert.Len(t, blocks, 60)
		blocks, err = blocksOf(name, 1000)
		require.NoError(t, err)
		assert.Greater(t, len(blocks), 5)
		assert.Less(t, len(blocks), 40)
	}
}

// What the reader makes of a text.
func TestParse(t *testing.T) {
	name := write(t, "documents", "\ufeff# first\n2 qid:a 3:0.5 7:-1e1 # more\r\n\n0 qid:a\n 1  qid:b 0:1")
	for _, size := range []int64{1, 1000} {
		got, err := queriesOf(name, size)
		require.NoError(t, err)
		assert.Equal(t, []Query{
			{File: name, Line: 2, Relevance: []float32{2, 0}, Ends: []int{2, 2}, Features: []int{3, 7}, Values: []float32{0.5, -10}},
			{File: name, Line: 5, Relevance: []float32{1}, Ends: []int{1}, Features: []int{0}, Values: []float32{1}},
		}, got)
	}
}

// In files that cannot seek, blocks are found by skipping.
func TestFilesThatCannotSeek(t *testing.T) {
	text, _ := randomText(30)
	memfs.Write("memfs://documents", []byte(text))
	file, err := memfs.New(context.Background()).OpenRead(context.Background(), "memfs://documents")
	require.NoError(t, err)
	_, seeks := file.(interface {
		Seek(offset int64, whence int) (int64, error)
	})
	require.False(t, seeks)
	want, err := queriesOf("memfs://documents", 1<<30)
	require.NoError(t, err)
	got, err := queriesOf("memfs://documents", 1)
	require.NoError(t, err)
	assert.Len(t, got, 30)
	assert.Equal(t, want, got)
}

// A file that changes between the scan and the reading of a block is an error.
func TestFileThatBecomesShorter(t *testing.T) {
	text, _ := randomText(30)
	name := write(t, "documents", text)
	blocks, err := blocksOf(name, 100)
	require.NoError(t, err)
	require.NoError(t, os.Truncate(name, int64(len(text)/2)))
	last := blocks[len(blocks)-1]
	err = last.parse(context.Background(), func(Query) {})
	assert.EqualError(t, err, "letor: "+name+": the file has become shorter while it was read")
}

// What is damaged is named, with its line.
func TestDamagedDocuments(t *testing.T) {
	for text, want := range map[string]string{
		"":                                ": no documents",
		"# nothing\n":                     ": no documents",
		"1 1:1\n":                         ":1: no qid, and no file beside",
		"1 qid:1 1:1\n1 1:1\n":            ":2: no qid, but the documents above have one",
		"1 qid:1\n1 qid:2\n\n1 qid:1\n":   `:4: qid "1" was above, and others since: sort the lines by qid`,
		"1 qid:1\none qid:1\n":            `:2: relevance: "one" is no finite number`,
		"NaN qid:1\n":                     `:1: relevance: "NaN" is no finite number`,
		"31 qid:1\n":                      `:1: relevance: "31" is not from 0 to 30`,
		"-1 qid:1\n":                      `:1: relevance: "-1" is not from 0 to 30`,
		"1 qid:1 1:1\n#\n1 qid:1 2:1 2:1": `:3: "2:1": features must increase`,
		"1 qid:1 1\n":                     `:1: "1": "" is no finite number`,
		"1 qid:1 -1:1\n":                  `:1: "-1:1": no feature from 0 to 2147483647`,
		"1 qid:1 1:1e39\n":                `:1: "1:1e39": "1e39" is too large for float32`,
		"1 qid:1 1:1 qid:2\n":             `:1: "qid:2": no feature from 0`,
		"1 qid:1 " + strings.Repeat("a", maxLine) + "\n": ":1: the line has more than 16 MiB",
	} {
		name := write(t, "documents", text)
		_, err := queriesOf(name, 1)
		assert.ErrorContains(t, err, "letor: "+name+want)
	}
	_, err := queriesOf(t.TempDir()+"/missing", 1)
	assert.ErrorContains(t, err, "missing")
}

func TestDamagedSizes(t *testing.T) {
	const documents = "1 qid:1\n1 qid:1\n1 qid:2\n"
	for _, tt := range []struct{ query, group, want string }{
		{"2\none\n", "", `.query:2: "one" is no number of documents`},
		{"2\n-1\n", "", `.query:2: "-1" is no number of documents`},
		{"99999999999999999999", "", `.query:1: "99999999999999999999" is no number of documents`},
		{"2\n2\n", "", `.query:2: a query of 2 documents, but only 1 are there`},
		{"2\n1\n\n1\n", "", `.query:4: a query whose documents are not there`},
		{"2\n", "", `:3: the queries that {}.query has end before this document`},
		{"1\n2\n", "", `:2: qid "1" goes on where {}.query:2 has another query`},
		{"3\n", "", `:3: qid "2" begins within the query that {}.query:1 has here`},
		{"2\n1\n", "1\n2\n", `.group:1: a query of 1, but {}.query:1 has one of 2`},
		{"2\n1\n", "2\n", `.group has 1 queries, but {}.query has 2`},
	} {
		name := write(t, "documents", documents)
		beside(t, name, ".query", tt.query)
		if tt.group != "" {
			beside(t, name, ".group", tt.group)
		}
		_, err := queriesOf(name, 1)
		assert.EqualError(t, err, "letor: "+name+strings.ReplaceAll(tt.want, "{}", name))
	}
	name := write(t, "documents", "1\n1 qid:1\n")
	beside(t, name, ".query", "2")
	_, err := queriesOf(name, 1)
	assert.EqualError(t, err, "letor: "+name+`:2: qid "1", but the documents above have none`)
}
