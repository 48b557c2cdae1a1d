package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// If anything is wrong with the command line, nothing is written.
func TestUsageErrors(t *testing.T) {
	elsewhere := t.TempDir()
	tests := map[string]struct {
		args   []string
		status int
		want   string
	}{
		"argument":              {[]string{"foo", "bar"}, 2, `gen: unexpected argument "foo"`},
		"argument behind flags": {[]string{"-list", "foo"}, 2, `gen: unexpected argument "foo"`},
		"root without its flag": {[]string{elsewhere}, 2, "gen: unexpected argument"},
		"unknown flag":          {[]string{"-x"}, 2, "flag provided but not defined: -x"},
		"the folder of gen":     {nil, 1, "gen: not the root of module github.com/marginrank/marginrank: "},
		"elsewhere":             {[]string{"-root", elsewhere}, 1, "gen: not the root of module"},
		"a folder that is not":  {[]string{"-root", filepath.Join(elsewhere, "none")}, 1, "gen: not the root of module"},
		"another module":        {[]string{"-root", "../bench"}, 1, `is the root of module "github.com/marginrank/marginrank/bench"`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			assert.Equal(t, tt.status, run(tt.args, &stdout, &stderr))
			assert.Contains(t, stderr.String(), tt.want)
			assert.Empty(t, stdout.String())
		})
	}
	left, err := os.ReadDir(elsewhere)
	require.NoError(t, err)
	assert.Empty(t, left)
	for _, folder := range folders {
		assert.NoDirExists(t, folder, "below the folder of gen")
		assert.NoDirExists(t, filepath.Join("../bench", folder))
	}
}

func TestRunWritesTheModule(t *testing.T) {
	root := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(root, "go.mod"), []byte("module github.com/marginrank/marginrank\n"), 0o600))
	var stdout, stderr bytes.Buffer
	assert.Zero(t, run([]string{"-root", root}, &stdout, &stderr))
	assert.Empty(t, stdout.String()+stderr.String())
	emitted, err := files()
	require.NoError(t, err)
	for name := range emitted {
		assert.FileExists(t, filepath.Join(root, name))
	}
}

func TestHelp(t *testing.T) {
	var stdout, stderr bytes.Buffer
	assert.Zero(t, run([]string{"-h"}, &stdout, &stderr))
	assert.Contains(t, stderr.String(), "-list")
	assert.Contains(t, stderr.String(), "-root")
}
