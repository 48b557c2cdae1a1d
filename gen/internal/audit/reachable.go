package audit

import (
	"fmt"
	"go/ast"
	"go/types"
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
				if p.builds(t, f.file) {
					tier := strings.ToUpper(f.tier)
					condition := "tier == cpuid." + tier
					if strings.Contains(f.name, stream) {
						condition += " && stream"
					}
					if text := g.fault("asm."+f.name, tier, condition); text != "" {
						found.function(f, "%s on %s", text, t)
					}
				}
			}
			for _, name := range slices.Sorted(maps.Keys(g.functions)) {
				f, text := g.functions[name], ""
				switch {
				case strings.HasSuffix(name, portable):
					condition := ""
					if caller := g.functions[strings.TrimSuffix(name, portable)]; caller != nil && callsAssembly(caller) {
						condition = "default"
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

// Words in the names of variants.
const (
	portable = "Portable"
	stream   = "Stream"
)

// A callGraph is the calls between the functions of package generated, and from
// there to package asm, that package loss may make.
type callGraph struct {
	functions map[string]*ast.FuncDecl // all, reached or not
	calls     map[string][]site        // by callee
}

// A site is where a call is: in which function, under which condition.
type site struct{ caller, condition string }

// fault says what is wrong with the calls of a kernel, if anything: it has one, in
// the function of its name without the tier, under the condition of its tier.
func (g *callGraph) fault(kernel, tier, condition string) string {
	caller := strings.Replace(strings.TrimSuffix(strings.TrimPrefix(kernel, "asm."), tier), stream, "", 1)
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

// callGraph follows the calls from package loss in a build.
func (p *Program) callGraph(t target) *callGraph {
	g := &callGraph{map[string]*ast.FuncDecl{}, map[string][]site{}}
	for _, file := range p.goFiles("generated") {
		if !p.builds(t, file) {
			continue
		}
		for _, d := range p.syntax[file].Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Body != nil {
				g.functions[f.Name.Name] = f
			}
		}
	}
	var reached []string
	for _, file := range p.goFiles("loss") {
		if !p.builds(t, file) {
			continue
		}
		ast.Inspect(p.syntax[file], func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok {
				if from, ok := s.X.(*ast.Ident); ok && from.Name == "generated" {
					reached = append(reached, s.Sel.Name)
				}
			}
			return true
		})
	}
	for seen := map[string]bool{}; len(reached) > 0; {
		name := reached[0]
		reached = reached[1:]
		if f := g.functions[name]; f != nil && !seen[name] {
			seen[name] = true
			eachSite(f.Body, nil, func(callee, condition string) {
				g.calls[callee] = append(g.calls[callee], site{name, condition})
				reached = append(reached, callee)
			})
		}
	}
	return g
}

// eachSite visits the calls below a node with the conditions of the cases and ifs
// around them.
func eachSite(n ast.Node, conditions []string, visit func(callee, condition string)) {
	ast.Inspect(n, func(child ast.Node) bool {
		var inner []string
		switch c := child.(type) {
		case *ast.CallExpr:
			visit(types.ExprString(c.Fun), strings.Join(conditions, " && "))
			return true
		case *ast.CaseClause:
			for _, e := range c.List {
				inner = append(inner, types.ExprString(e))
			}
			if c.List == nil {
				inner = []string{"default"}
			}
		case *ast.IfStmt:
			inner = []string{types.ExprString(c.Cond)}
		default:
			return true
		}
		if child == n {
			return true
		}
		eachSite(child, append(conditions[:len(conditions):len(conditions)], strings.Join(inner, ", ")), visit)
		return false
	})
}
