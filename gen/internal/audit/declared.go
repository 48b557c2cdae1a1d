package audit

import (
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// A declaration is the Go declaration of a function of a package with kernels. The function takes the address of
// a struct of that package.
type declaration struct {
	name     string
	file     string
	pos      token.Pos
	pragma   string // the last line above it
	body     bool
	argument string
	*structure
}

// of returns the declaration of a function, or nil if there is none.
func (p *Program) of(f *function) *declaration { return p.declared[key{f.folder(), f.name}] }

// declare reads the declarations of the kernels: the functions without a body, and those that have text, too.
func (g *group) declare() {
	for _, file := range g.parsed(g.folder) {
		for _, decl := range g.syntax[file].Decls {
			f, ok := decl.(*ast.FuncDecl)
			if ok && f.Recv == nil && (f.Body == nil || g.hasText(f.Name.Name)) {
				g.declareOne(file, f)
			}
		}
	}
}

// hasText reports whether there is assembly for a function.
func (g *group) hasText(name string) bool {
	return slices.ContainsFunc(g.functions, func(f *function) bool { return f.folder() == g.folder && f.name == name })
}

func (g *group) declareOne(file string, f *ast.FuncDecl) {
	d := &declaration{name: f.Name.Name, file: file, pos: f.Pos(), body: f.Body != nil}
	if f.Doc != nil {
		d.pragma = f.Doc.List[len(f.Doc.List)-1].Text
	}
	at := key{g.folder, d.name}
	err := d.signature(g, f.Type)
	if err == nil && g.declared[at] != nil {
		err = errors.New("declared twice")
	}
	if err != nil {
		g.unread = append(g.unread, g.at(f.Pos(), d.name, err.Error()))
		return
	}
	g.declared[at] = d
}

// signature reads the argument of a function.
func (d *declaration) signature(g *group, f *ast.FuncType) error {
	if f.Results != nil {
		return errors.New("has results")
	}
	if len(f.Params.List) != 1 || len(f.Params.List[0].Names) != 1 {
		return errors.New("does not take one argument")
	}
	param := f.Params.List[0]
	pointer, ok := param.Type.(*ast.StarExpr)
	if !ok {
		return fmt.Errorf("takes a %s, no address of a struct", types.ExprString(param.Type))
	}
	d.argument, d.structure = param.Names[0].Name, g.structure(pointer.X)
	if d.structure == nil {
		return fmt.Errorf("takes the address of a %s, no struct of the package", types.ExprString(pointer.X))
	}
	return nil
}
