package audit

import (
	"go/ast"
	"go/types"
	"path"
	"strings"
)

// A callGraph is the calls between the functions of package generated, and from
// there to package asm, that package loss and what it imports may make.
type callGraph struct {
	functions map[string]*ast.FuncDecl // all, reached or not
	calls     map[string][]site        // by callee
}

// A site is where a call is: in which function, under which condition.
type site struct{ caller, condition string }

// callGraph follows the calls from package loss in a build.
func (p *Program) callGraph(t target) *callGraph {
	g := &callGraph{map[string]*ast.FuncDecl{}, map[string][]site{}}
	for _, file := range p.goFiles(dispatcher) {
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
	for _, folder := range p.imported("loss") {
		for _, file := range p.goFiles(folder) {
			if p.builds(t, file) {
				eachNamed(p.syntax[file], dispatcher, func(name string) { reached = append(reached, name) })
			}
		}
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

// module is the path that packages are imported below.
const module = "github.com/marginrank/marginrank/"

// imported lists a package and those that it imports, directly or not, but for package generated.
func (p *Program) imported(folder string) []string {
	list := []string{folder}
	seen := map[string]bool{folder: true, dispatcher: true}
	for i := 0; i < len(list); i++ {
		for _, file := range p.goFiles(list[i]) {
			for _, spec := range p.syntax[file].Imports {
				name, ok := strings.CutPrefix(strings.Trim(spec.Path.Value, `"`), module)
				if name = path.Clean(name); ok && !seen[name] {
					seen[name] = true
					list = append(list, name)
				}
			}
		}
	}
	return list
}

// eachSite visits the calls below a node with the conditions of the cases and ifs
// around them.
func eachSite(n ast.Node, conditions []string, visit func(callee, condition string)) {
	tags := map[*ast.CaseClause]string{}
	ast.Inspect(n, func(child ast.Node) bool {
		var inner []string
		switch c := child.(type) {
		case *ast.SwitchStmt:
			for _, clause := range c.Body.List {
				if clause, ok := clause.(*ast.CaseClause); ok && c.Tag != nil {
					tags[clause] = types.ExprString(c.Tag) + ": "
				}
			}
			return true
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
			inner[0] = tags[c] + inner[0]
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
