package main

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// If the report cannot be written to its folder, the program ends before it measures anything: it prints no
// progress.
func TestNoRoomForTheReport(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	tests := map[string]string{"a file": file, "below a file": filepath.Join(file, "report")}
	for _, name := range reportFiles {
		tests[name+" is a folder"] = filepath.Join(dir, "with "+name)
		require.NoError(t, os.MkdirAll(filepath.Join(dir, "with "+name, name), 0o700))
	}
	for name, folder := range tests {
		t.Run(name, func(t *testing.T) {
			stdout, stderr := temporary(t), temporary(t)
			assert.Error(t, run(options{quick: true, filter: "^small$", dir: folder}, stdout, stderr))
			assert.Empty(t, written(t, stdout)+written(t, stderr))
		})
	}
}

func TestNoTemporaryFolder(t *testing.T) {
	none := filepath.Join(t.TempDir(), "none")
	stdout, stderr := temporary(t), temporary(t)
	t.Setenv("TMPDIR", none)
	t.Setenv("TMP", none)
	assert.Error(t, run(options{quick: true, filter: "^small$"}, stdout, stderr))
	assert.Empty(t, written(t, stdout)+written(t, stderr))
}

// A complete report goes to the folder of its CPU in the clone. A partial one never replaces it.
func TestFolder(t *testing.T) {
	someClone := t.TempDir()
	below := filepath.Join(someClone, "bench", "report")
	require.NoError(t, os.MkdirAll(below, 0o700))
	assert.Empty(t, root(below), "docs/report makes a clone")
	require.NoError(t, os.MkdirAll(filepath.Join(someClone, reports), 0o700))
	assert.Equal(t, someClone, root(someClone))
	assert.Equal(t, someClone, root(below))

	if _, file, _, _ := runtime.Caller(0); filepath.IsAbs(file) {
		top, err := filepath.Abs(filepath.Join("..", ".."))
		require.NoError(t, err)
		assert.Equal(t, top, clone())
	}

	whole := filepath.Join(someClone, "docs", "report", "amd-zen5")
	for name, test := range map[string]struct {
		options
		clone, want string
	}{
		"whole":           {options{}, someClone, whole},
		"named":           {options{dir: "here"}, someClone, "here"},
		"named, no clone": {options{dir: "here"}, "", "here"},
		"quick":           {options{quick: true}, someClone, ""},
		"a section":       {options{filter: "small"}, someClone, ""},
		"other sizes":     {options{sizes: "64"}, someClone, ""},
		"named and quick": {options{quick: true, dir: "here"}, someClone, "here"},
		"part, no clone":  {options{quick: true}, "", ""},
	} {
		got, err := test.folder(test.clone, "amd-zen5")
		assert.NoError(t, err, name)
		assert.Equal(t, test.want, got, name)
	}
	_, err := options{}.folder("", "amd-zen5")
	assert.ErrorContains(t, err, "-o")
}

// directory does not change the report in a folder.
func TestDirectoryKeepsTheLastReport(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "report")
	got, err := directory(dir)
	require.NoError(t, err)
	assert.Equal(t, dir, got)
	require.NoError(t, os.WriteFile(filepath.Join(dir, tableFile), []byte("the last"), 0o600))
	_, err = directory(dir)
	require.NoError(t, err)
	text, err := os.ReadFile(filepath.Join(dir, tableFile))
	require.NoError(t, err)
	assert.Equal(t, "the last", string(text))
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, entries, 1)
}

// write makes the files that reportFiles lists, and no others.
func TestReportFiles(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, sample().write(dir))
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	assert.ElementsMatch(t, reportFiles, names)
}

func temporary(t *testing.T) *os.File {
	t.Helper()
	f, err := os.CreateTemp(t.TempDir(), "")
	require.NoError(t, err)
	t.Cleanup(func() { f.Close() })
	return f
}

func written(t *testing.T, f *os.File) string {
	t.Helper()
	text, err := os.ReadFile(f.Name())
	require.NoError(t, err)
	return string(text)
}
