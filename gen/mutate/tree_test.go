package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A copy has all files that the tests read. A mutant can be applied to it and undone.
func TestTree(t *testing.T) {
	tree, err := newTree("../..")
	require.NoError(t, err)
	for _, name := range []string{"go.mod", "asm/doc.go", "loss/testdata/pairs.json"} {
		assert.FileExists(t, tree.path(name))
	}
	for _, name := range []string{".git", ".ci", "gen/mutate"} {
		assert.NoDirExists(t, tree.path(name))
	}

	m := mutants()[0]
	before, err := os.ReadFile(tree.path(m.file))
	require.NoError(t, err)
	undo, err := tree.apply(m)
	require.NoError(t, err)
	_, err = tree.apply(m)
	assert.ErrorContains(t, err, "0 times")
	require.NoError(t, undo())
	after, err := os.ReadFile(tree.path(m.file))
	require.NoError(t, err)
	assert.Equal(t, string(before), string(after))

	tree.remove()
	assert.NoDirExists(t, tree.root)
}

func TestTreeOfAnotherModule(t *testing.T) {
	_, err := newTree(filepath.Join(t.TempDir(), "none"))
	assert.ErrorContains(t, err, "go.mod")
	_, err = newTree("../../bench")
	assert.ErrorContains(t, err, "not the root of module github.com/marginrank/marginrank")
}
