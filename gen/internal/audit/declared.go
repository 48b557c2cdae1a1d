package audit

import (
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"path"
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

// key names a function of a package.
type key struct{ folder, name string }

// of returns the declaration of a function, or nil if there is none.
func (p *Program) of(f *function) *declaration { return p.declared[key{f.folder(), f.name}] }

// declare reads the declarations of the packages with kernels.
func (p *Program) declare() {
	for _, folder := range folders {
		structures := p.structures(folder)
		p.structs[folder] = structures
		for _, file := range p.goFiles(folder) {
			for _, decl := range p.syntax[file].Decls {
				if f, ok := decl.(*ast.FuncDecl); ok && f.Recv == nil {
					p.declareOne(file, f, structures)
				}
			}
		}
	}
}

func (p *Program) declareOne(file string, f *ast.FuncDecl, structures map[string]*structure) {
	d := &declaration{name: f.Name.Name, file: file, pos: f.Pos(), body: f.Body != nil}
	if f.Doc != nil {
		d.pragma = f.Doc.List[len(f.Doc.List)-1].Text
	}
	at := key{path.Dir(file), d.name}
	err := d.signature(f.Type, structures)
	if err == nil && p.declared[at] != nil {
		err = errors.New("declared twice")
	}
	if err != nil {
		p.unread = append(p.unread, p.at(f.Pos(), d.name, err.Error()))
		return
	}
	p.declared[at] = d
}

// signature reads the argument of a function.
func (d *declaration) signature(f *ast.FuncType, structures map[string]*structure) error {
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
	d.argument, d.structure = param.Names[0].Name, structures[types.ExprString(pointer.X)]
	if d.structure == nil {
		return fmt.Errorf("takes the address of a %s, no struct of the package", types.ExprString(pointer.X))
	}
	return nil
}
