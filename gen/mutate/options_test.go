package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Errors in the command line are reported before any mutant is tried, and nothing is written.
func TestUsageErrors(t *testing.T) {
	dir := t.TempDir()
	tests := map[string]struct {
		args []string
		want string
	}{
		"argument":     {[]string{"tie"}, `mutate: unexpected argument "tie" (mutants are named with -run)`},
		"unknown flag": {[]string{"-x"}, "flag provided but not defined: -x"},
		"regexp":       {[]string{"-run", "("}, "missing closing )"},
		"no mutant":    {[]string{"-run", "none such"}, `no mutant's name matches "none such"`},
		"some mutants": {[]string{"-run", mutants()[0].name, "-o", filepath.Join(dir, "page")}, "without -run"},
		"no mutants":   {[]string{"-list", "-o", filepath.Join(dir, "page")}, "-list tries none"},
		"no folder":    {[]string{"-o", filepath.Join(dir, "none", "page")}, "mutate: open "},
		"a folder":     {[]string{"-o", dir}, "mutate: open "},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			assert.Equal(t, 2, run(tt.args, &stdout, &stderr))
			assert.Contains(t, stderr.String(), tt.want)
			assert.Empty(t, stdout.String())
		})
	}
	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Empty(t, left)
}

func TestOptions(t *testing.T) {
	page := filepath.Join(t.TempDir(), "page")
	var stderr bytes.Buffer
	o, err := parseOptions([]string{"-o", page}, &stderr)
	require.NoError(t, err)
	assert.Equal(t, mutants(), o.mutants)
	assert.Equal(t, page, o.page)
	assert.NoFileExists(t, page)
	assert.Empty(t, stderr.String())
}
