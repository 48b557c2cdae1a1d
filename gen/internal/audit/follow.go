package audit

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// follow finds the kernel that statements call where some of the fields are there, or true.
func (c *chooser) follow(list []ast.Stmt, there uint64) (name string, ok bool) {
	if call := onlyCall(list); call != nil {
		return types.ExprString(call.Fun), argumentsOf(call) == "tier, a"
	}
	if len(list) != 1 {
		return "", false
	}
	s, ok := list[0].(*ast.SwitchStmt)
	if !ok || s.Tag != nil || s.Init != nil {
		return "", false
	}
	var otherwise []ast.Stmt
	for _, clause := range s.Body.List {
		clause := clause.(*ast.CaseClause)
		if clause.List == nil {
			otherwise = clause.Body
		}
		yes := false
		for _, e := range clause.List {
			is, ok := c.holds(e, there)
			if !ok {
				return "", false
			}
			yes = yes || is
		}
		if yes {
			return c.follow(clause.Body, there)
		}
	}
	return c.follow(otherwise, there)
}

// argumentsOf lists those of a call.
func argumentsOf(call *ast.CallExpr) string {
	text := ""
	for i, e := range call.Args {
		if i > 0 {
			text += ", "
		}
		text += types.ExprString(e)
	}
	return text
}

// holds reports whether a condition does where some of the fields are there, or true. It is one if ok.
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
