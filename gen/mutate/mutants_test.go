package main

import (
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Every mutant can be applied to the code as it is now, and changes it.
func TestMutants(t *testing.T) {
	names := map[string]bool{}
	for _, m := range mutants() {
		assert.False(t, names[m.name], "%s: twice", m.name)
		names[m.name] = true
		assert.NotEmpty(t, m.breaks, m.name)
		assert.Contains(t, []string{"", "avx2", "avx512", "neon"}, m.tier, m.name)

		text, err := os.ReadFile(filepath.Join("../..", filepath.FromSlash(m.file)))
		if !assert.NoError(t, err, m.name) {
			continue
		}
		mutated, err := m.mutate(text)
		if assert.NoError(t, err, m.name) {
			assert.NotEqual(t, string(text), string(mutated), m.name)
			_, err = parser.ParseFile(token.NewFileSet(), m.file, mutated, 0)
			assert.NoError(t, err, m.name)
		}
	}
	assert.GreaterOrEqual(t, len(names), 130)
}

// mutants includes every list of mutants.
func TestEveryMutantIsListed(t *testing.T) {
	files, err := filepath.Glob("*.go")
	require.NoError(t, err)
	written := 0
	for _, file := range files {
		if text, err := os.ReadFile(file); assert.NoError(t, err) && !strings.HasSuffix(file, "_test.go") {
			written += strings.Count(string(text), "name: \"")
		}
	}
	assert.Equal(t, written, len(mutants()))
}
