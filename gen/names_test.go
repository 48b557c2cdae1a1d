package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
	"github.com/marginrank/marginrank/gen/internal/hinge"
)

// backends lists the packages that know what a column is, but no column by its name.
var backends = []string{"catalogue", "arithmetic", "isa", "assembly", "golang"}

// excused has words that are names of columns, but mean something else in these places.
var excused = map[string]string{
	"assembly/cells.go Out":      "a field of Move",
	"golang/cells.go Out":        "a field of Move",
	"golang/cells.go out":        "a variable of the portable moves",
	"golang/golang.go out":       "a list",
	"golang/args.go out":         "what rounding left out",
	"golang/lanes.go out":        "what rounding left out",
	"assembly/prefetch.go scale": "of an index",
	"assembly/cells.go y":        "a register of 256 bits",
	"assembly/cells.go Y":        "a register of 256 bits",
	"assembly/words.go Y":        "a register of 256 bits",
	"assembly/words.go X1":       "a register of 128 bits",
	"isa/amd64.go y":             "a register of 256 bits",
	"isa/amd64.go Y":             "a register of 256 bits",
	"isa/avx2.go y":              "a register of 256 bits",
	"isa/avx512.go y":            "a register of 256 bits",
	"isa/func.go y":              "a name of registers",
	"isa/text.go out":            "out of registers",
	"isa/neon.go y":              "a name of registers",
	"isa/isa.go Signs":           "an operation on integers", "isa/isa.go signs": "of integers",
	"isa/avx512.go Signs": "an operation on integers", "isa/avx512.go signs": "of integers",
	"isa/isa.go y":        "an operand",
	"assembly/lanes.go y": "an operand",
	"assembly/sum.go y":   "an operand",
}

// In the backends, no identifier and no word of a string is the name of a column, scalar, count or flag of the
// hinge family. A backend that asked for a column by its name would have to be changed for each new column.
func TestBackendsKnowNoNames(t *testing.T) {
	names := map[string]bool{}
	for _, c := range hinge.Family.Columns {
		names[c.Field], names[c.Name] = true, true
	}
	for _, s := range hinge.Family.Scalars {
		names[s.Field], names[s.Name] = true, true
	}
	for _, c := range hinge.Family.Counts {
		names[c.Field], names[c.Name] = true, true
	}
	for _, f := range hinge.Family.Flags {
		names[f.Field] = true
	}
	delete(names, cat.Stream.Field) // the catalogue's own
	for _, name := range []string{"Weights", "weights", "Margins", "upstream", "gx1", "Counted", "Least", "wrong"} {
		require.True(t, names[name], name)
	}

	used := map[string]bool{}
	for _, folder := range backends {
		files, err := filepath.Glob(filepath.Join("internal", folder, "*.go"))
		require.NoError(t, err)
		files = slices.DeleteFunc(files, func(name string) bool { return strings.HasSuffix(name, "_test.go") })
		require.NotEmpty(t, files, folder)
		for _, path := range files {
			for _, word := range words(t, path) {
				if place := folder + "/" + filepath.Base(path) + " " + word; names[word] {
					used[place] = true
					assert.Contains(t, excused, place)
				}
			}
		}
	}
	for place := range excused {
		assert.Contains(t, used, place, "needs no excuse any more")
	}
}

var word = regexp.MustCompile(`[A-Za-z0-9]+`)

// words lists the identifiers of a Go file, and the words of its strings.
func words(t *testing.T, path string) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
	require.NoError(t, err)
	var list []string
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			list = append(list, n.Name)
		case *ast.BasicLit:
			if n.Kind == token.STRING {
				text, err := strconv.Unquote(n.Value)
				require.NoError(t, err)
				list = append(list, word.FindAllString(text, -1)...)
			}
		}
		return true
	})
	return list
}
