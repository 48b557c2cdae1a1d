package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// No output overwrites an input, by whatever path, or the other output.
func TestOutputs(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	const text = "1 qid:1 1:1\n0 qid:1 1:2\n"
	data := filepath.Join(dir, "data")
	require.NoError(t, os.WriteFile(data, []byte(text), 0o600))
	another := filepath.Join(dir, ".", "x", "..", "data")
	for _, args := range [][]string{
		{"-train", data, "-save", data},
		{"-train", data, "-plot", another},
		{"-train", data, "-valid", another, "-save", another},
		{"-save", filepath.Join(dir, "out"), "-plot", filepath.Join(dir, "out")},
		{"-save", filepath.Join(dir, "missing", "out")},
	} {
		var stdout, stderr bytes.Buffer
		assert.Equal(t, 2, run(args, &stdout, &stderr), args)
		assert.Regexp(t, "would overwrite the file of|no such file|cannot find", stderr.String())
		assert.Empty(t, stdout.String())
	}
	after, err := os.ReadFile(data)
	require.NoError(t, err)
	assert.Equal(t, text, string(after))
}
