package audit

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/format"
	"go/types"
	"strings"
)

// Assembly is called in a switch between tiers of this form. A switch of another form might never call the
// assembly, and no result would show that.
//
//	switch tier {
//	case cpuid.AVX2:
//		asm.KernelAVX2(a)
//	default:
//		KernelPortable(a)
//	}

// choice returns the kernel that the statements run, in the variant for the tier and with the given argument. If
// they are not of the right form, it says what is wrong.
func (g *group) choice(list []ast.Stmt, argument string) (kernel, wrong string) {
	if len(list) == 0 {
		return "", "no choice of a tier"
	}
	if kernel, ok := g.portableCall(list, argument); ok {
		return kernel, ""
	}
	s, ok := list[0].(*ast.SwitchStmt)
	if !ok || len(list) > 1 || s.Init != nil || s.Tag == nil || types.ExprString(s.Tag) != "tier" || len(s.Body.List) == 0 {
		return "", fmt.Sprintf("%q is not the choice of a tier", firstLine(g.text(list[0])))
	}
	last := len(s.Body.List) - 1
	for i := range s.Body.List { // the last case comes first
		i = (i + last) % (last + 1)
		c := s.Body.List[i].(*ast.CaseClause)
		if i == last {
			kernel, ok = g.portableCall(c.Body, argument)
			ok = ok && c.List == nil
		} else {
			ok = g.isTierCase(c, kernel, argument)
		}
		if !ok {
			return "", fmt.Sprintf("%q is not what case %d of a choice is", g.text(c), i+1)
		}
	}
	return kernel, ""
}

// portableCall returns the kernel whose portable variant is all that statements run, with the given argument.
func (g *group) portableCall(list []ast.Stmt, argument string) (kernel string, ok bool) {
	callee, ok := g.soleCall(list, argument)
	return strings.TrimSuffix(callee.name, portable), ok && g.isTwin(callee)
}

// isTierCase reports whether a case runs a kernel's variant for the tier of the case.
func (g *group) isTierCase(c *ast.CaseClause, kernel, argument string) bool {
	callee, ok := g.soleCall(c.Body, argument)
	if !ok || len(c.List) != 1 || !g.isAssembly(callee) {
		return false
	}
	suffix, ok := strings.CutPrefix(callee.name, kernel)
	tier := g.named(c.List[0])
	return ok && tier.folder == g.tiers && strings.EqualFold(tier.name, suffix)
}

// soleCall returns the function that is all that statements call, with the given argument.
func (g *group) soleCall(list []ast.Stmt, argument string) (callee key, ok bool) {
	if len(list) != 1 {
		return key{}, false
	}
	s, ok := list[0].(*ast.ExprStmt)
	if !ok {
		return key{}, false
	}
	call, ok := s.X.(*ast.CallExpr)
	if !ok || len(call.Args) != 1 || types.ExprString(call.Args[0]) != argument {
		return key{}, false
	}
	return g.named(call.Fun), true
}

// parameters returns the names of a function's parameters.
func parameters(f *ast.FuncDecl) []string {
	var names []string
	for _, list := range f.Type.Params.List {
		for _, n := range list.Names {
			names = append(names, n.Name)
		}
	}
	return names
}

// text returns a node as gofmt writes it, without comments.
func (p *Program) text(n ast.Node) string {
	var b bytes.Buffer
	if err := format.Node(&b, p.position, n); err != nil {
		return err.Error()
	}
	return b.String()
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}
