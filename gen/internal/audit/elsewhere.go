package audit

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"
)

// A kernel without a portable variant is called, in its tier, by a package that imports the kernel's package, or it is
// in a list of kernels by name.

// elsewhere says what is wrong with the calls of such a kernel in a build. It returns "" if nothing is wrong.
func (g *group) elsewhere(t target, f *function) string {
	if g.isListed(t, f) {
		return ""
	}
	reached := false
	for _, caller := range g.callerFunctions(t) {
		for _, tier := range g.tiersOf(t) {
			calls, _ := g.inTier(caller.Body.List, tier)
			switch own := tier == strings.ToUpper(f.tier); {
			case !slices.Contains(calls, f.name):
			case !own:
				return caller.Name.Name + " calls it in tier " + tier
			default:
				reached = true
			}
		}
	}
	if !reached {
		return "nothing calls it in its tier"
	}
	return ""
}

// callerFunctions lists the functions of the packages that may call the kernels, in a build.
func (g *group) callerFunctions(t target) (list []*ast.FuncDecl) {
	for _, folder := range g.callers {
		for _, file := range g.parsed(folder) {
			if !g.builds(t, file) {
				continue
			}
			for _, d := range g.syntax[file].Decls {
				if f, ok := d.(*ast.FuncDecl); ok && f.Body != nil {
					list = append(list, f)
				}
			}
		}
	}
	return list
}

// isListed reports whether a map of the package has the kernel under its name.
func (g *group) isListed(t target, f *function) bool {
	listed := false
	for _, file := range g.parsed(g.folder) {
		if !g.builds(t, file) {
			continue
		}
		ast.Inspect(g.syntax[file], func(n ast.Node) bool {
			if v, ok := n.(*ast.KeyValueExpr); ok && types.ExprString(v.Value) == f.name {
				listed = listed || types.ExprString(v.Key) == strconv.Quote(f.name)
			}
			return true
		})
	}
	return listed
}

// tiersOf lists the tiers for which the package has kernels in a build.
func (g *group) tiersOf(t target) []string {
	var list []string
	for _, f := range g.functions {
		if tier := strings.ToUpper(f.tier); f.group == g && g.builds(t, f.file) && !slices.Contains(list, tier) {
			list = append(list, tier)
		}
	}
	return list
}

// inTier lists the kernels that statements call in a tier, and reports whether they return.
func (g *group) inTier(list []ast.Stmt, tier string) (calls []string, returns bool) {
	for _, s := range list {
		var inner []ast.Stmt
		switch s := s.(type) {
		case *ast.ReturnStmt:
			return calls, true
		case *ast.IfStmt:
			is, ok := g.isTier(s.Cond, tier)
			if !ok || is {
				inner = s.Body.List
			} else if b, ok := s.Else.(*ast.BlockStmt); ok {
				inner = b.List
			}
		case *ast.SwitchStmt:
			inner = g.caseOf(s, tier)
		default:
			g.eachCall(s, func(callee key) {
				if g.isAssembly(callee) {
					calls = append(calls, callee.name)
				}
			})
			continue
		}
		more, returns := g.inTier(inner, tier)
		if calls = append(calls, more...); returns {
			return calls, true
		}
	}
	return calls, false
}

// isTier reports whether an expression is true in a tier. ok is false if the expression does not compare the
// tier.
func (g *group) isTier(e ast.Expr, tier string) (is, ok bool) {
	c, ok := e.(*ast.BinaryExpr)
	if !ok || types.ExprString(c.X) != "tier" || c.Op != token.EQL && c.Op != token.NEQ {
		return false, false
	}
	return (g.named(c.Y) == key{g.tiers, tier}) == (c.Op == token.EQL), true
}

// caseOf returns the statements that a switch between tiers runs in a tier.
func (g *group) caseOf(s *ast.SwitchStmt, tier string) (body []ast.Stmt) {
	for _, c := range s.Body.List {
		c := c.(*ast.CaseClause)
		for _, e := range c.List {
			if g.named(e) == (key{g.tiers, tier}) {
				return c.Body
			}
		}
		if c.List == nil {
			body = c.Body
		}
	}
	return body
}
