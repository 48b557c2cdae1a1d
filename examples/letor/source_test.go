package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// loaded reads the documents of a file.
func loaded(t *testing.T, name string) *dataset {
	t.Helper()
	files, err := open(name)
	require.NoError(t, err)
	d, err := files[0].read(newFeatures(), io.Discard)
	require.NoError(t, err)
	require.NoError(t, closeAll(files))
	return d
}

// What is wrong with the files themselves is said before the first of them is read, which may take minutes: here it has
// an error of its own.
func TestAllFilesAreOpenedFirst(t *testing.T) {
	const good = "1 qid:1 1:1\n0 qid:1 1:2\n"
	train, folder := write(t, "not a document\n"), t.TempDir()
	withSizes := write(t, good)
	require.NoError(t, os.WriteFile(withSizes+".query", []byte("two"), 0o600))
	missing := filepath.Join(folder, "missing")
	for test, want := range map[string]string{
		missing:   "letor: open " + missing,
		folder:    "letor: " + folder + " is a folder",
		withSizes: "letor: " + withSizes + `.query:1: "two" is no number of documents`,
	} {
		var stdout, stderr bytes.Buffer
		assert.Equal(t, 1, run([]string{"-train", train, "-test", test}, &stdout, &stderr))
		assert.Contains(t, stderr.String(), want)
		assert.Empty(t, stdout.String())
	}
}

func TestSizeOfFiles(t *testing.T) {
	name := write(t, "1 qid:1 1:1\n")
	files, err := open(name, os.DevNull)
	require.NoError(t, err)
	assert.EqualValues(t, 12, files[0].size)
	assert.Zero(t, files[1].size, "of a device or a pipe nobody knows it")
	require.NoError(t, closeAll(files))
	assert.Error(t, closeAll(files))
}
