package audit

import (
	"fmt"
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
					condition := ""
					if caller := g.functions[strings.TrimSuffix(name, portable)]; caller != nil && callsAssembly(caller) {
						condition = "tier: default"
					}
					text = g.fault(name, portable, condition)
				case callsAssembly(f):
					text = p.choice(f)
				}
				if text != "" {
					found = append(found, p.at(f.Pos(), name, text+" on "+t.String()))
				}
			}
		}
		return found
	},
}

// portable ends the names of variants that are Go.
const portable = "Portable"

// reached says what is wrong with the calls of a kernel, if anything.
func (p *Program) reached(g *callGraph, t target, f *function) string {
	tier := strings.ToUpper(f.tier)
	if f.folder() == kernelFolder {
		return g.fault("asm."+f.name, tier, "tier: cpuid."+tier)
	}
	return p.elsewhere(t, f)
}

// eachNamed visits the names of a package that a file mentions.
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

// fault says what is wrong with the calls of a kernel, if anything: it has one, in
// the function of its name without the tier, under the condition of its tier.
func (g *callGraph) fault(kernel, tier, condition string) string {
	caller := strings.TrimSuffix(strings.TrimPrefix(kernel, "asm."), tier)
	sites := g.calls[kernel]
	switch {
	case len(sites) == 0:
		return "package loss does not reach it"
	case len(sites) > 1:
		return sites[1].caller + " calls it again"
	case sites[0].caller != caller:
		return sites[0].caller + " calls it, not " + caller
	case sites[0].condition != condition:
		return fmt.Sprintf("called under %q, not %q", sites[0].condition, condition)
	}
	return ""
}

// callsAssembly reports whether a function holds a call of a kernel, reached or not.
func callsAssembly(f *ast.FuncDecl) bool {
	calls := false
	eachSite(f.Body, nil, func(callee, _ string) { calls = calls || strings.HasPrefix(callee, "asm.") })
	return calls
}
