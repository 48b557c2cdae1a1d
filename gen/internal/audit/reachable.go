package audit

import (
	"go/ast"
	"maps"
	"slices"
	"strings"
)

var reachable = Check{
	Name: "reachable",
	Why:  "a kernel that no call reaches is a slower one in its place, or a wrong one",
	Run: func(p *Program) []Finding {
		var found findings
		for _, t := range targets {
			g := p.callGraph(t)
			for _, f := range p.functions {
				if !p.builds(t, f.file) {
					continue
				}
				if text := p.reached(g, t, f); text != "" {
					found.function(f, "%s on %s", text, t)
				}
			}
			for _, name := range slices.Sorted(maps.Keys(g.functions)) {
				f, text := g.functions[name], ""
				switch {
				case strings.HasSuffix(name, portable):
					text = g.fault(name)
				case name != "Run" && callsAssembly(f):
					text = p.ownChoice(f)
				}
				if text != "" {
					found = append(found, p.at(f.Pos(), name, text+" on "+t.String()))
				}
			}
		}
		return found
	},
}

// portable is the suffix of the names of portable variants.
const portable = "Portable"

// reached says what is wrong with the calls of a kernel. It returns "" if nothing is wrong.
func (p *Program) reached(g *callGraph, t target, f *function) string {
	if f.folder() == kernelFolder {
		return g.fault("asm." + f.name)
	}
	return p.elsewhere(t, f)
}

// ownChoice says what is wrong with how the dispatcher's function of a kernel picks the variant. It returns "" if
// nothing is wrong. The check choices reports what is wrong with Run.
func (p *Program) ownChoice(f *ast.FuncDecl) string {
	params := parameters(f)
	if len(params) != 2 || params[0] != "tier" {
		return "does not take a tier and arguments"
	}
	kernel, wrong := p.choice(f.Body.List, params[1])
	if wrong == "" && kernel != f.Name.Name {
		wrong = "picks a variant of " + kernel
	}
	return wrong
}

// eachNamed visits the names of a package that a file uses.
func eachNamed(file *ast.File, pkg string, visit func(name string)) {
	ast.Inspect(file, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if from, ok := s.X.(*ast.Ident); ok && from.Name == pkg {
				visit(s.Sel.Name)
			}
		}
		return true
	})
}

// fault says what is wrong with the calls of a variant, which must be called exactly once. It returns "" if
// nothing is wrong.
func (g *callGraph) fault(variant string) string {
	switch sites := g.calls[variant]; len(sites) {
	case 0:
		return "package loss does not reach it"
	case 1:
		return ""
	default:
		return sites[1] + " calls it again"
	}
}

// callsAssembly reports whether a function contains a call of a kernel in assembly, reachable or not.
func callsAssembly(f *ast.FuncDecl) bool {
	calls := false
	eachCall(f.Body, func(callee string) { calls = calls || strings.HasPrefix(callee, "asm.") })
	return calls
}
