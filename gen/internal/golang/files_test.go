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

// emitted returns what the generator writes. It runs the generator once for all tests.
var emitted = sync.OnceValue(func() map[string][]byte { return golang.Files(hinge.Family) })

// syntax returns the syntax of the emitted files in a folder, by name.
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

// funcs returns the functions of a file by name, without methods.
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

// Emitted files begin with the line by which tools recognize emitted code, and are formatted as gofmt does it.
func TestFormat(t *testing.T) {
	for path, text := range emitted() {
		first, _, _ := strings.Cut(string(text), "\n")
		assert.Regexp(t, `^// Code generated .* DO NOT EDIT\.$`, first, path)
		formatted, err := format.Source(text)
		require.NoError(t, err, path)
		assert.Equal(t, string(formatted), string(text), path)
	}
}

// The generator writes the same files every time. An order that comes from a map would differ from run to run.
func TestDeterministic(t *testing.T) {
	for range 3 {
		again := golang.Files(hinge.Family)
		require.Equal(t, slices.Sorted(maps.Keys(emitted())), slices.Sorted(maps.Keys(again)))
		for path, text := range emitted() {
			assert.Equal(t, string(text), string(again[path]), path)
		}
	}
}
