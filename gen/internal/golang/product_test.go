package golang_test

import (
	"go/ast"
	"go/token"
	"go/types"
	"testing"

	"github.com/stretchr/testify/assert"
)

// A compiler may fuse a product into the sum around it, and Go's compiler does so on arm64. Then the result is
// rounded only once and has other bits. Only a conversion prevents that.
func TestProductsAreConverted(t *testing.T) {
	products := 0
	for name, file := range syntax(t, "generated") {
		constants := constantsOf(file)
		converted := map[ast.Expr]bool{}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				if f, ok := n.Fun.(*ast.Ident); ok && (f.Name == "float32" || f.Name == "float64") {
					converted[n.Args[0]] = true
				}
			case *ast.BinaryExpr:
				if n.Op == token.MUL && !(constant(n.X, constants) && constant(n.Y, constants)) {
					products++
					assert.True(t, converted[n], "%s: %s without conversion", name, types.ExprString(n))
				}
			case *ast.AssignStmt:
				assert.NotEqual(t, token.MUL_ASSIGN, n.Tok, "%s: %v", name, n.Lhs)
			case *ast.SelectorExpr:
				assert.NotEqual(t, "FMA", n.Sel.Name, name)
			}
			return true
		})
	}
	assert.Equal(t, wantProducts, products)
}

// productsOf returns the number of products in all kernels of an element type with ops operations, of which grads
// store gradients and losses compute losses. Kernels with labels have y·d and, with gradients, y·gm. All kernels
// with gradients have gm·d. Weighted kernels multiply losses and gradients by weights.
func productsOf(ops, grads, losses int) int {
	return 2*(ops+grads) + 2*2*grads + 2*(losses+grads)
}

// Elements of 16 bits have no kernels for gradients alone.
var wantProducts = 2*productsOf(5, 3, 4) + 2*productsOf(4, 2, 4) + squaredProducts

// Kernels of the squared hinge have y·d, h·h and, with gradients, also y·gm, gm·d and g·2h. Weights make two more. For each
// element type two kernels have weights and one has none; float32 and float64 also have one for sums alone.
const squaredProducts = 4*(2*(2+3+2)+2+3) + 2*2

// constantsOf returns the names of a file's constants.
func constantsOf(file *ast.File) map[string]bool {
	names := map[string]bool{}
	for _, d := range file.Decls {
		if d, ok := d.(*ast.GenDecl); ok && d.Tok == token.CONST {
			for _, s := range d.Specs {
				for _, name := range s.(*ast.ValueSpec).Names {
					names[name.Name] = true
				}
			}
		}
	}
	return names
}

func constant(e ast.Expr, names map[string]bool) bool {
	switch e := e.(type) {
	case *ast.BasicLit:
		return true
	case *ast.Ident:
		return names[e.Name]
	}
	return false
}
