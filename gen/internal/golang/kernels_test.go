package golang_test

import (
	"go/ast"
	"go/types"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// Every kernel has one declaration a tier, in the file of its architecture. Without
// noescape every slice of a caller would move to the heap.
func TestDeclarations(t *testing.T) {
	files := syntax(t, "asm")
	for _, arch := range cat.Architectures {
		declared := funcs(t, files["hinge_"+arch+".go"])
		for _, tier := range cat.TiersOf(arch) {
			for _, k := range cat.Kernels() {
				name := k.Variant(tier)
				f := declared[name]
				if assert.NotNil(t, f, name) {
					assert.Nil(t, f.Body, name)
					require.NotNil(t, f.Doc, name)
					assert.Equal(t, "//go:noescape", f.Doc.List[len(f.Doc.List)-1].Text, name)
				}
				delete(declared, name)
			}
		}
		assert.Empty(t, slices.Collect(maps.Keys(declared)), "no kernels of %s", arch)
	}
}

// Every kernel has one portable variant, in the file of its element type.
func TestPortable(t *testing.T) {
	files := syntax(t, "generated")
	for _, d := range cat.DTypes {
		defined := funcs(t, files["portable_"+strings.ToLower(d.Name)+".go"])
		for _, k := range cat.Kernels() {
			if k.DType == d {
				assert.Contains(t, defined, k.Variant(cat.Portable))
				delete(defined, k.Variant(cat.Portable))
			}
		}
		assert.Empty(t, slices.Collect(maps.Keys(defined)), "no kernels of %s", d.Name)
	}
}

// A kernel's function in the dispatcher calls each tier's variant once, under that
// tier, then the portable one; no other function does.
func TestDispatch(t *testing.T) {
	for _, arch := range append([]string{"none"}, cat.Architectures...) {
		file := syntax(t, "generated")["tier_"+arch+".go"]
		dispatch := funcs(t, file)
		for _, k := range cat.Kernels() {
			f := dispatch[k.Name()]
			if !assert.NotNil(t, f, "%s on %s", k.Name(), arch) {
				continue
			}
			var want []string
			for _, tier := range cat.TiersOf(arch) {
				want = append(want, "tier == cpuid."+tier.Name+": asm."+k.Variant(tier))
			}
			want = append(want, ": "+k.Variant(cat.Portable))
			assert.Equal(t, want, kernelCalls(f), "%s on %s", k.Name(), arch)
			delete(dispatch, k.Name())
		}
		delete(dispatch, "chunks")
		assert.Empty(t, slices.Collect(maps.Keys(dispatch)), "no kernels, on %s", arch)
	}
}

// kernelCalls lists a function's calls of kernels, each behind the condition of its case.
func kernelCalls(f *ast.FuncDecl) []string {
	var calls []string
	var visit func(n ast.Node, condition string)
	visit = func(n ast.Node, condition string) {
		ast.Inspect(n, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CaseClause:
				var list []string
				for _, e := range n.List {
					list = append(list, types.ExprString(e))
				}
				for _, s := range n.Body {
					visit(s, strings.Join(list, ", "))
				}
				return false
			case *ast.CallExpr:
				if name := types.ExprString(n.Fun); strings.Contains(name, "Hinge") {
					calls = append(calls, condition+": "+name)
				}
			}
			return true
		})
	}
	visit(f.Body, "")
	return calls
}
