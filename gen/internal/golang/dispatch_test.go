package golang_test

import (
	"go/ast"
	"go/types"
	"maps"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// Arguments go to the parameters of their names: x1 and x2 have one type, and so
// have the gradients, and the compiler would not mind.
func TestArguments(t *testing.T) {
	asm, generated := syntax(t, "asm"), syntax(t, "generated")
	for _, arch := range cat.Architectures {
		callees := map[string]*ast.FuncDecl{}
		for _, form := range []string{"hinge_", "weighted_"} {
			maps.Copy(callees, funcs(t, asm[form+arch+".go"]))
		}
		for _, form := range []string{"", "weighted_"} {
			for _, d := range cat.DTypes {
				maps.Copy(callees, funcs(t, generated["portable_"+form+strings.ToLower(d.Name)+".go"]))
			}
		}
		calls := 0
		visit := func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			name := strings.TrimPrefix(types.ExprString(call.Fun), "asm.")
			if callee := callees[name]; callee != nil {
				calls++
				var passed []string
				for _, a := range call.Args {
					passed = append(passed, core(a))
				}
				require.Equal(t, wanted(callee), passed, name)
			}
			return true
		}
		ast.Inspect(generated["tier_"+arch+".go"], visit)
		ast.Inspect(generated["tier_weighted_"+arch+".go"], visit)
		want := 0
		for _, k := range cat.Kernels() {
			want++ // portable
			for _, tier := range cat.TiersOf(arch) {
				want++
				if k.Streams(tier) {
					want++
				}
			}
		}
		assert.Equal(t, want, calls, arch)
	}
}

// wanted lists the arguments that a kernel's parameters stand for: those of their names.
func wanted(callee *ast.FuncDecl) []string {
	var list []string
	for _, field := range callee.Type.Params.List {
		for _, p := range field.Names {
			list = append(list, p.Name)
		}
	}
	return list
}

// core strips an argument of what only adapts it: the address of the first element, a
// conversion, the array at an address.
func core(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.CallExpr:
		return core(e.Args[0])
	case *ast.UnaryExpr:
		return core(e.X)
	case *ast.IndexExpr:
		return core(e.X)
	case *ast.SliceExpr:
		return core(e.X)
	}
	return types.ExprString(e)
}
