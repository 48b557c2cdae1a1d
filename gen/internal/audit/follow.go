package audit

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// follow returns the kernel that statements run if the given fields are not nil, or true. If the statements are
// not of the right form, it says what is wrong.
func (c *chooser) follow(list []ast.Stmt, there uint64) (name, wrong string) {
	if len(list) == 1 {
		if s, ok := list[0].(*ast.IfStmt); ok {
			is, ok := c.holds(s.Cond, there)
			switch otherwise := s.Else.(type) {
			case *ast.BlockStmt:
				list = otherwise.List
			case *ast.IfStmt:
				list = []ast.Stmt{otherwise}
			default:
				ok = false
			}
			if is {
				list = s.Body.List
			}
			if !ok || s.Init != nil {
				return "", "a choice of another form"
			}
			return c.follow(list, there)
		}
	}
	return c.choice(list, "a")
}

// holds reports whether an expression is true if the given fields are not nil, or true. ok is false if the
// expression is not a condition on fields.
func (c *chooser) holds(e ast.Expr, there uint64) (yes, ok bool) {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return c.holds(e.X, there)
	case *ast.SelectorExpr:
		i := slices.Index(c.fields, e.Sel.Name)
		return i >= 0 && there>>i&1 != 0, true
	case *ast.BinaryExpr:
		if e.Op == token.EQL || e.Op == token.NEQ {
			yes, ok = c.holds(e.X, there)
			return yes == (e.Op == token.NEQ), ok && types.ExprString(e.Y) == "nil"
		}
		x, okX := c.holds(e.X, there)
		y, okY := c.holds(e.Y, there)
		if e.Op == token.LAND {
			return x && y, okX && okY
		}
		return x || y, okX && okY && e.Op == token.LOR
	}
	return false, false
}
