package audit

import (
	"fmt"
	"go/ast"
	"go/token"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
)

// A Program is the source that is audited: the kernels, and the Go around them. Where the Go is, the program says
// itself, by what imports what: in one package with the kernels, or in several.
type Program struct {
	functions []*function
	groups    []*group
	structs   map[key]*structure // those that kernels take; nil for one that kernels cannot have
	declared  map[key]*declaration
	unread    []Finding // text that could not be read

	// These are about the Go files that are parsed.
	bodies    map[key]*ast.FuncDecl // functions and methods
	types     map[key]ast.Expr
	constants map[key]int

	audited sync.Once
	found   map[string][]Finding // the findings in calls, by check

	packages map[string]*goPackage // by folder
	byPath   map[string]string     // the folders of packages by their import path
	taken    map[string]bool       // the folders whose Go files are parsed
	texts    map[string][]byte
	syntax   map[string]*ast.File // the syntax of the Go files that are parsed
	position *token.FileSet
	built    map[inBuild]bool // the results of builds
}

// Read reads the kernels in a folder and below it, and the Go around them, from the root of a module. The folder is
// relative to the root.
func Read(root fs.FS, folder string) (*Program, error) {
	p := &Program{
		structs: map[key]*structure{}, declared: map[key]*declaration{},
		bodies: map[key]*ast.FuncDecl{}, types: map[key]ast.Expr{}, constants: map[key]int{},
		packages: map[string]*goPackage{}, byPath: map[string]string{}, taken: map[string]bool{},
		texts: map[string][]byte{}, syntax: map[string]*ast.File{}, position: token.NewFileSet(), built: map[inBuild]bool{},
	}
	if err := p.find(root); err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(p.packages)) {
		pkg := p.packages[name]
		if !pkg.kernels || folder != "." && name != folder && !strings.HasPrefix(name, folder+"/") {
			continue
		}
		for _, file := range pkg.assembly {
			p.parse(file, string(p.texts[file]))
		}
		g := p.group(name)
		p.groups = append(p.groups, g)
		g.declare()
	}
	for _, f := range p.functions {
		f.prepare()
		f.group = p.groups[slices.IndexFunc(p.groups, func(g *group) bool { return g.folder == f.folder() })]
	}
	if len(p.groups) == 0 {
		return nil, fmt.Errorf("no kernels in %s", folder)
	}
	return p, nil
}

// at returns a finding in Go source.
func (p *Program) at(pos token.Pos, function, text string) Finding {
	place := p.position.Position(pos)
	return Finding{place.Filename, place.Line, function, text}
}

// parsed lists the parsed Go files of a package, in order.
func (p *Program) parsed(folder string) []string {
	var list []string
	for name := range p.syntax {
		if path.Dir(name) == folder {
			list = append(list, name)
		}
	}
	slices.Sort(list)
	return list
}

// Kernels lists the functions that are audited, by folder and name.
func (p *Program) Kernels() []string {
	var names []string
	for _, f := range p.functions {
		names = append(names, f.folder()+"."+f.name)
	}
	return names
}

// String says what is audited.
func (p *Program) String() string {
	files, tiers := map[string]bool{}, map[string]int{}
	for _, f := range p.functions {
		files[f.file] = true
		tiers[f.tier]++
	}
	var list []string
	for _, tier := range slices.Sorted(maps.Keys(tiers)) {
		list = append(list, fmt.Sprintf("%d for %s", tiers[tier], tier))
	}
	return fmt.Sprintf("kernels: %d (%s); files: %d", len(p.functions), strings.Join(list, ", "), len(files))
}
