package audit

import (
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// A declaration is a function of package asm, as Go sees it.
type declaration struct {
	name    string
	file    string
	pos     token.Pos
	pragma  string // the last line above it
	body    bool
	params  []*param
	results []*param
}

// A param is a parameter where Go's calling convention for assembly puts it.
type param struct {
	name         string
	offset, size int
	element      int // bytes an element, if it is a pointer
	number       int // among the parameters
}

// place is the parameter in the assembler's language.
func (p *param) place() string { return fmt.Sprintf("%s+%d(FP)", p.name, p.offset) }

// sizes are those of 64-bit platforms: all that have assembly.
var sizes = types.SizesFor("gc", "amd64")

// declare reads what package asm declares.
func (p *Program) declare() {
	for _, file := range p.goFiles("asm") {
		for _, decl := range p.syntax[file].Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			d := &declaration{name: f.Name.Name, file: file, pos: f.Pos(), body: f.Body != nil}
			if f.Doc != nil {
				d.pragma = f.Doc.List[len(f.Doc.List)-1].Text
			}
			var err error
			if d.params, d.results, err = layout(f.Type); err == nil && p.declared[d.name] != nil {
				err = errors.New("declared twice")
			}
			if err != nil {
				p.unread = append(p.unread, p.at(f.Pos(), d.name, err.Error()))
				continue
			}
			p.declared[d.name] = d
		}
	}
}

func layout(f *ast.FuncType) (list, results []*param, err error) {
	var vars []*types.Var
	for _, field := range f.Params.List {
		typ := typeOf(field.Type)
		if typ == nil {
			return nil, nil, fmt.Errorf("a parameter of type %s", types.ExprString(field.Type))
		}
		for _, name := range field.Names {
			p := &param{name: name.Name, size: int(sizes.Sizeof(typ)), number: len(list)}
			if pointer, ok := typ.(*types.Pointer); ok {
				p.element = int(sizes.Sizeof(pointer.Elem()))
			}
			list = append(list, p)
			vars = append(vars, types.NewVar(token.NoPos, nil, name.Name, typ))
		}
	}
	switch {
	case !isSum(f.Results):
		return nil, nil, errors.New("has results other than a sum")
	case len(list) == 0 || len(list) > maxParams:
		return nil, nil, fmt.Errorf("%d parameters", len(list))
	}
	for i, offset := range sizes.Offsetsof(vars) {
		list[i].offset = int(offset)
	}
	last := list[len(list)-1]
	for i, name := range resultNames(f.Results) {
		behind, size := (last.offset+last.size+7)&^7, 8
		if name == counts {
			size = 4
		}
		results = append(results, &param{name: name, size: size, offset: behind + 8*i})
	}
	return list, results, nil
}

// isSum reports whether results are none, a float64 sum, or a sum and what it left out;
// with a sum may come counts, in 32 bits.
func isSum(results *ast.FieldList) bool {
	if results == nil {
		return true
	}
	for _, field := range results.List {
		typ := "float64"
		if field.Names != nil && field.Names[0].Name == counts {
			typ = "uint32"
		}
		if types.ExprString(field.Type) != typ {
			return false
		}
	}
	names := resultNames(results)
	if n := len(names) - 1; n > 0 && names[n] == counts {
		names = names[:n]
	}
	return slices.Equal(names, []string{"sum"}) || slices.Equal(names, []string{"sum", "left"})
}

// counts is the result that counts pairs.
const counts = "counts"

func resultNames(results *ast.FieldList) []string {
	var names []string
	if results != nil {
		for _, field := range results.List {
			for _, name := range field.Names {
				names = append(names, name.Name)
			}
		}
	}
	return names
}

// typeOf is the type of a parameter, nil if no kernel has one of that kind.
func typeOf(e ast.Expr) types.Type {
	switch e := e.(type) {
	case *ast.StarExpr:
		if elem := typeOf(e.X); elem != nil {
			return types.NewPointer(elem)
		}
	case *ast.Ident:
		if t, ok := types.Universe.Lookup(e.Name).(*types.TypeName); ok {
			return t.Type()
		}
	case *ast.SelectorExpr:
		if e.Sel.Name == "Float16" {
			return types.Typ[types.Uint16]
		}
	}
	return nil
}
