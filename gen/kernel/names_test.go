package kernel

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// everyOperation is a package with one kernel, which uses every operation.
func everyOperation() Package {
	x, y, w := Input("X", ""), Input("Y", ""), OptionalInput("W", 1, "")
	out, extra := Output("Out", ""), OptionalOutput("Extra", "")
	s, n := Parameter("Scale", ""), Counter("Large", "")
	return Package{
		Name: "every", Doc: "uses every operation.",
		DTypes: []DType{Float32, Float64, Float16, BFloat16}, Tiers: []Tier{AVX512, AVX2, NEON},
		Columns: []*Column{x, y, w, out, extra}, Scalars: []*Scalar{s}, Counts: []*Count{n},
		Kernels: []Kernel{{Name: "Every", Doc: "uses every operation", Formula: func(b *Builder) {
			v := b.Let("q", b.Div(b.Add(b.Load(x), b.Load(y)), b.Mul(b.Load(w), b.Scalar(s))))
			m := b.LetMask("m", b.Or(b.And(b.AtLeast(v, b.Constant(-1)), b.Above(b.Abs(v), b.Constant(.1))), b.Equal(v, b.Constant(0))))
			v = b.Let("p", b.Max(b.Where(m, v), b.Select(m, b.Neg(v), b.Sub(v, b.Load(x)))))
			b.Sum(v)
			b.Count(n, m)
			b.Store(out, v)
			b.When(extra, func() { b.Store(extra, b.Neg(v)) })
		}}},
	}
}

// parsed returns the Go files that are written for a package.
func parsed(t *testing.T, p Package) map[string]*ast.File {
	t.Helper()
	folder := filepath.Join(t.TempDir(), p.Name)
	require.NoError(t, Write(folder, p))
	names, err := filepath.Glob(filepath.Join(folder, "*.go"))
	require.NoError(t, err)
	files := map[string]*ast.File{}
	for _, name := range names {
		files[filepath.Base(name)], err = parser.ParseFile(token.NewFileSet(), name, nil, 0)
		require.NoError(t, err)
	}
	return files
}

// The lists of names have what the written files declare and use. The formulas in the tests may use no other names, either.
func TestReservedNames(t *testing.T) {
	files := parsed(t, everyOperation())

	declared := map[string]bool{}
	for name, f := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		for object := range f.Scope.Objects {
			declared[object] = ast.IsExported(object) && object != "Every"
		}
	}
	maps.DeleteFunc(declared, func(_ string, ok bool) bool { return !ok })
	assert.Equal(t, exported, slices.Sorted(maps.Keys(declared)))

	ours := regexp.MustCompile(`^(x|y|w|out|extra|scale|large|q|m|p|[xyw]Here|wDefault|every.*Portable|v\d+)$`)
	used := map[string]bool{}
	look := func(n ast.Node) {
		ast.Inspect(n, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok { // what comes after the dot does no harm
				if x, ok := s.X.(*ast.Ident); ok {
					used[x.Name] = true
				}
				return false
			}
			if id, ok := n.(*ast.Ident); ok && types.Universe.Lookup(id.Name) == nil && !ours.MatchString(id.Name) {
				used[id.Name] = true
			}
			return true
		})
	}
	for name, f := range files {
		if strings.HasPrefix(name, "portable_") {
			for _, d := range f.Decls {
				if f, ok := d.(*ast.FuncDecl); ok {
					look(f.Body)
				}
			}
		}
	}
	delete(used, "every")
	for name := range used {
		assert.True(t, slices.Contains(inKernels, name) || slices.Contains(exported, name), "portable kernels use %s", name)
	}
	clear(used)
	look(files["reference_test.go"].Scope.Lookup("everyReference").Decl.(*ast.FuncDecl).Body)
	for name := range used {
		assert.True(t, slices.Contains(inReference, name) || name == "math", "formulas in tests use %s", name)
	}
}
