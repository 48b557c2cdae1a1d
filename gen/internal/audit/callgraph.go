package audit

import (
	"go/ast"
	"go/types"
	"path"
	"strings"
)

// A callGraph has the calls between functions of package generated, and from there to package asm, that are
// reachable from package loss and the packages that it imports.
type callGraph struct {
	functions map[string]*ast.FuncDecl // all functions, reachable or not
	calls     map[string][]string      // the callers of each callee
}

// callGraph follows the calls from package loss in a build.
func (p *Program) callGraph(t target) *callGraph {
	g := &callGraph{map[string]*ast.FuncDecl{}, map[string][]string{}}
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
			eachCall(f.Body, func(callee string) {
				g.calls[callee] = append(g.calls[callee], name)
				reached = append(reached, callee)
			})
		}
	}
	return g
}

// module is the prefix of the import paths of this module's packages.
const module = "github.com/marginrank/marginrank/"

// imported lists a package and the packages that it imports, directly or indirectly, except for package
// generated.
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

// eachCall visits the calls below a node.
func eachCall(n ast.Node, visit func(callee string)) {
	ast.Inspect(n, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			visit(types.ExprString(call.Fun))
		}
		return true
	})
}
