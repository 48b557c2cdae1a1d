package audit

import (
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"slices"
	"strconv"
	"strings"
)

// A kernel that is not in package asm is called, in its tier, by the package that contains the kernel's package,
// or it is in a list of kernels by name.

// elsewhere says what is wrong with the calls of such a kernel in a build. It returns "" if nothing is wrong.
func (p *Program) elsewhere(t target, f *function) string {
	if p.isListed(t, f) {
		return ""
	}
	reached := false
	for _, file := range p.goFiles(path.Dir(f.folder())) {
		if !p.builds(t, file) {
			continue
		}
		for _, d := range p.syntax[file].Decls {
			caller, ok := d.(*ast.FuncDecl)
			if !ok || caller.Body == nil {
				continue
			}
			for _, tier := range p.tiers(t, f.folder()) {
				calls, _ := inTier(caller.Body.List, tier)
				switch own := tier == strings.ToUpper(f.tier); {
				case !slices.Contains(calls, f.name):
				case !own:
					return caller.Name.Name + " calls it in tier " + tier
				default:
					reached = true
				}
			}
		}
	}
	if !reached {
		return "nothing calls it in its tier"
	}
	return ""
}

// isListed reports whether a map of the package has the kernel under its name.
func (p *Program) isListed(t target, f *function) bool {
	listed := false
	for _, file := range p.goFiles(f.folder()) {
		if !p.builds(t, file) {
			continue
		}
		ast.Inspect(p.syntax[file], func(n ast.Node) bool {
			if v, ok := n.(*ast.KeyValueExpr); ok && types.ExprString(v.Value) == f.name {
				listed = listed || types.ExprString(v.Key) == strconv.Quote(f.name)
			}
			return true
		})
	}
	return listed
}

// tiers lists the tiers for which a package has kernels in a build.
func (p *Program) tiers(t target, folder string) []string {
	var list []string
	for _, f := range p.functions {
		if tier := strings.ToUpper(f.tier); f.folder() == folder && p.builds(t, f.file) && !slices.Contains(list, tier) {
			list = append(list, tier)
		}
	}
	return list
}

// inTier lists the functions of package asm that statements call in a tier, and reports whether they return.
func inTier(list []ast.Stmt, tier string) (calls []string, returns bool) {
	for _, s := range list {
		var inner []ast.Stmt
		switch s := s.(type) {
		case *ast.ReturnStmt:
			return calls, true
		case *ast.IfStmt:
			is, ok := isTier(s.Cond, tier)
			if !ok || is {
				inner = s.Body.List
			} else if b, ok := s.Else.(*ast.BlockStmt); ok {
				inner = b.List
			}
		case *ast.SwitchStmt:
			inner = caseOf(s, tier)
		default:
			ast.Inspect(s, func(n ast.Node) bool {
				if call, ok := n.(*ast.CallExpr); ok {
					if name, ok := strings.CutPrefix(types.ExprString(call.Fun), "asm."); ok {
						calls = append(calls, name)
					}
				}
				return true
			})
			continue
		}
		more, returns := inTier(inner, tier)
		if calls = append(calls, more...); returns {
			return calls, true
		}
	}
	return calls, false
}

// isTier reports whether an expression is true in a tier. ok is false if the expression does not compare the
// tier.
func isTier(e ast.Expr, tier string) (is, ok bool) {
	c, ok := e.(*ast.BinaryExpr)
	if !ok || types.ExprString(c.X) != "tier" || c.Op != token.EQL && c.Op != token.NEQ {
		return false, false
	}
	return (types.ExprString(c.Y) == "cpuid."+tier) == (c.Op == token.EQL), true
}

// caseOf returns the statements that a switch between tiers runs in a tier.
func caseOf(s *ast.SwitchStmt, tier string) (body []ast.Stmt) {
	for _, c := range s.Body.List {
		c := c.(*ast.CaseClause)
		for _, e := range c.List {
			if types.ExprString(e) == "cpuid."+tier {
				return c.Body
			}
		}
		if c.List == nil {
			body = c.Body
		}
	}
	return body
}
