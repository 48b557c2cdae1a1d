package audit

import (
	"go/ast"
	"maps"
	"slices"
)

var reachable = Check{
	Name: "reachable",
	Why:  "a kernel that no call reaches is a slower one in its place, or a wrong one",
	Run: eachGroup(func(g *group, found *findings) {
		for _, t := range targets {
			graph := g.callGraph(t)
			for _, f := range g.functions {
				if f.group != g || !g.builds(t, f.file) {
					continue
				}
				if text := g.reached(graph, t, f); text != "" {
					found.function(f, "%s on %s", text, t)
				}
			}
			for _, name := range slices.Sorted(maps.Keys(graph.functions)) {
				f, text := graph.functions[name], ""
				switch at := (key{g.twins, name}); {
				case g.isTwin(at):
					text = graph.fault(at)
				case !isEntry(f) && g.calls(f, g.isAssembly):
					text = g.ownChoice(f)
				}
				if text != "" {
					*found = append(*found, g.at(f.Pos(), name, text+" on "+t.String()))
				}
			}
		}
	}),
}

// reached says what is wrong with the calls of a kernel. It returns "" if nothing is wrong.
func (g *group) reached(graph *callGraph, t target, f *function) string {
	if g.twins != "" {
		return graph.fault(key{g.folder, f.name})
	}
	return g.elsewhere(t, f)
}

// ownChoice says what is wrong with how the dispatcher's function of a kernel picks the variant. It returns "" if
// nothing is wrong. The check choices reports what is wrong with Run.
func (g *group) ownChoice(f *ast.FuncDecl) string {
	params := parameters(f)
	if len(params) != 2 || params[0] != "tier" {
		return "does not take a tier and arguments"
	}
	kernel, wrong := g.choice(f.Body.List, params[1])
	if wrong == "" && kernel != f.Name.Name {
		wrong = "picks a variant of " + kernel
	}
	return wrong
}

// fault says what is wrong with the calls of a variant. One function must call it, once for each operation that it
// serves. It returns "" if nothing is wrong.
func (g *callGraph) fault(variant key) string {
	sites := g.calls[variant]
	if len(sites) == 0 {
		return "no call reaches it"
	}
	for i, s := range sites {
		if s.caller != sites[0].caller || slices.Contains(sites[:i], s) {
			return s.caller + " calls it again"
		}
	}
	return ""
}
