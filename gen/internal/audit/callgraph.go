package audit

import (
	"go/ast"
	"go/token"
	"path"
	"slices"
	"strings"
)

// A callGraph has the calls between functions of the package with the portable variants, and from there to
// kernels, that a user of the program can reach.
type callGraph struct {
	functions map[string]*ast.FuncDecl // all functions, reachable or not
	calls     map[key][]site           // the calls of each callee
}

// A site is where a function is called. The function that picks kernels has a part for each operation on an element
// type, since operations may share a kernel.
type site struct {
	caller string
	part   ast.Node
}

// callGraph follows the calls in a build.
func (g *group) callGraph(t target) *callGraph {
	graph := &callGraph{g.callable(t), map[key][]site{}}
	reached := g.roots(t)
	for seen := map[key]bool{}; len(reached) > 0; {
		at := reached[0]
		reached = reached[1:]
		if f := graph.functions[at.name]; f != nil && at.folder == g.twins && !seen[at] {
			seen[at] = true
			for _, part := range parts(f) {
				g.eachCall(part, func(callee key) {
					graph.calls[callee] = append(graph.calls[callee], site{at.name, part})
					reached = append(reached, callee)
				})
			}
		}
	}
	return graph
}

// parts returns the parts of a function that are apart from each other.
func parts(f *ast.FuncDecl) (list []ast.Node) {
	if !isEntry(f) {
		return []ast.Node{f.Body}
	}
	for _, dtype := range dtypeCases(f) {
		for _, op := range cases(dtype.Body, "op") {
			list = append(list, op)
		}
	}
	return list
}

// callable returns the functions and methods of the package with the portable variants in a build.
func (g *group) callable(t target) map[string]*ast.FuncDecl {
	functions := map[string]*ast.FuncDecl{}
	for _, file := range g.parsed(g.twins) {
		if !g.builds(t, file) {
			continue
		}
		for _, d := range g.syntax[file].Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Body != nil {
				functions[nameOf(f)] = f
			}
		}
	}
	return functions
}

// roots lists what is reached from outside in a build. If the portable variants have a package between the kernels
// and the users, these are the names of that package that others use. Otherwise the package itself has users: these
// are its exported functions, its methods, and what its variables begin with.
func (g *group) roots(t target) (list []key) {
	if g.twins != g.folder {
		for _, folder := range g.importers(g.twins) {
			if !g.isPublic(folder, nil) {
				continue
			}
			for _, file := range g.parsed(folder) {
				if g.builds(t, file) {
					g.eachNamed(g.syntax[file], g.twins, func(name string) { list = append(list, key{g.twins, name}) })
				}
			}
		}
		return list
	}
	for name := range g.callable(t) {
		if token.IsExported(name) || strings.Contains(name, ".") || name == "main" || name == "init" {
			list = append(list, key{g.twins, name})
		}
	}
	for _, file := range g.parsed(g.twins) {
		if !g.builds(t, file) {
			continue
		}
		for _, d := range g.syntax[file].Decls {
			if d, ok := d.(*ast.GenDecl); ok && d.Tok == token.VAR {
				g.eachCall(d, func(callee key) { list = append(list, callee) })
			}
		}
	}
	return list
}

// isPublic reports whether users of the program can import a package, or one that imports it.
func (p *Program) isPublic(folder string, seen []string) bool {
	if slices.Contains(seen, folder) {
		return false
	}
	if !slices.Contains(strings.Split(path.Clean(folder), "/"), "internal") {
		return true
	}
	return slices.ContainsFunc(p.importers(folder), func(other string) bool { return p.isPublic(other, append(seen, folder)) })
}
