package golang_test

import (
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/gen/internal/golang"
	"github.com/marginrank/marginrank/gen/internal/hinge"
)

// emitted is what the generator writes, once for all tests.
var emitted = sync.OnceValue(func() map[string][]byte { return golang.Files(hinge.Family) })

// syntax parses the emitted files in a folder, by name.
func syntax(t *testing.T, folder string) map[string]*ast.File {
	t.Helper()
	files := map[string]*ast.File{}
	for path, text := range emitted() {
		if name, ok := strings.CutPrefix(path, folder+"/"); ok {
			file, err := parser.ParseFile(token.NewFileSet(), path, text, parser.ParseComments)
			require.NoError(t, err)
			files[name] = file
		}
	}
	require.NotEmpty(t, files)
	return files
}

// funcs returns a file's functions by name, methods left out.
func funcs(t *testing.T, file *ast.File) map[string]*ast.FuncDecl {
	t.Helper()
	require.NotNil(t, file)
	all := map[string]*ast.FuncDecl{}
	for _, d := range file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil {
			assert.NotContains(t, all, f.Name.Name)
			all[f.Name.Name] = f
		}
	}
	return all
}

// Tools know emitted code by its first line, and gofmt has nothing to do.
func TestFormat(t *testing.T) {
	for path, text := range emitted() {
		first, _, _ := strings.Cut(string(text), "\n")
		assert.Regexp(t, `^// Code generated .* DO NOT EDIT\.$`, first, path)
		formatted, err := format.Source(text)
		require.NoError(t, err, path)
		assert.Equal(t, string(formatted), string(text), path)
	}
}

// Emitted files are compared with a fresh emission: an order that a map chose
// would differ from one to the next.
func TestDeterministic(t *testing.T) {
	for range 3 {
		again := golang.Files(hinge.Family)
		require.Equal(t, slices.Sorted(maps.Keys(emitted())), slices.Sorted(maps.Keys(again)))
		for path, text := range emitted() {
			assert.Equal(t, string(text), string(again[path]), path)
		}
	}
}
