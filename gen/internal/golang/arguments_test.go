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

// arguments says what the dispatcher hands to each parameter.
var arguments = map[string]string{
	"acc": "acc", "n": "n",
	"out": "b.Out", "gx1": "b.GX1", "gx2": "b.GX2", "gy": "b.GY",
	"x1": "b.X1", "x2": "b.X2", "y": "b.Y", "signs": "b.Signs",
	"upstream": "b.Upstream", "margin": "b.Margin",
}

// Arguments go to the parameters of their names: x1 and x2 have one type, and so
// have the gradients, and the compiler would not mind.
func TestArguments(t *testing.T) {
	asm, generated := syntax(t, "asm"), syntax(t, "generated")
	for _, arch := range cat.Architectures {
		callees := funcs(t, asm["hinge_"+arch+".go"])
		for _, d := range cat.DTypes {
			maps.Copy(callees, funcs(t, generated["portable_"+strings.ToLower(d.Name)+".go"]))
		}
		calls := 0
		addresses := map[string]string{} // local variables of the function: the arrays that they point to
		ast.Inspect(generated["tier_"+arch+".go"], func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				clear(addresses)
			case *ast.AssignStmt:
				if call, ok := n.Rhs[0].(*ast.CallExpr); ok && types.ExprString(call.Fun) == "unsafe.SliceData" {
					addresses[types.ExprString(n.Lhs[0])] = core(call)
				}
			}
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			name := strings.TrimPrefix(types.ExprString(call.Fun), "asm.")
			if callee := callees[name]; callee != nil {
				calls++
				var passed []string
				for _, a := range call.Args {
					argument := core(a)
					if array, ok := addresses[argument]; ok {
						argument = array
					}
					passed = append(passed, argument)
				}
				require.Equal(t, wanted(callee), passed, name)
			}
			return true
		})
		assert.Equal(t, len(cat.Kernels())*(len(cat.TiersOf(arch))+1), calls, arch)
	}
}

// wanted lists the arguments that a kernel's parameters stand for. One upstream
// value for all pairs has another field than one a pair.
func wanted(callee *ast.FuncDecl) []string {
	var list []string
	for _, field := range callee.Type.Params.List {
		_, scalar := field.Type.(*ast.Ident)
		for _, p := range field.Names {
			if p.Name == "upstream" && scalar {
				list = append(list, "b.Scale")
			} else {
				list = append(list, arguments[p.Name])
			}
		}
	}
	return list
}

// core strips an argument of what only adapts it: the first element or the rest of a
// slice, its address, a conversion.
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
