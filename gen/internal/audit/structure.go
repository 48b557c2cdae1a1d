package audit

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
)

// A structure is a struct type of a package with kernels, laid out as the compiler does.
type structure struct {
	name   string
	fields []*field
}

// A field is one of a structure. The pointers of an array are one each.
type field struct {
	name         string // in assembly what is behind it, as in In+8
	offset, size int
	pointer      bool
	element      int    // of what a typed pointer points to, in bytes; 0 if it tells nothing
	typ          string // as in the source
}

// index is the place of a field by its name, -1 if there is none.
func (s *structure) index(name string) int {
	return slices.IndexFunc(s.fields, func(f *field) bool { return f.name == name })
}

// field finds one by its name, nil if there is none.
func (s *structure) field(name string) *field {
	if i := s.index(name); i >= 0 {
		return s.fields[i]
	}
	return nil
}

// at is the place of the field that begins at an offset, -1 if none does.
func (s *structure) at(offset int) int {
	return slices.IndexFunc(s.fields, func(f *field) bool { return f.offset == offset })
}

// sizes are those of 64-bit platforms: all that have assembly.
var sizes = types.SizesFor("gc", "amd64")

// structures reads the struct types of a package.
func (p *Program) structures(folder string) map[string]*structure {
	named, all := map[string]ast.Expr{}, map[string]*structure{}
	for _, file := range p.goFiles(folder) {
		ast.Inspect(p.syntax[file], func(n ast.Node) bool {
			if spec, ok := n.(*ast.TypeSpec); ok {
				named[spec.Name.Name] = spec.Type
			}
			return true
		})
	}
	for name, typ := range named {
		if list, ok := typ.(*ast.StructType); ok {
			s, err := layout(name, list, named)
			if err != nil {
				p.unread = append(p.unread, p.at(typ.Pos(), name, err.Error()))
				continue
			}
			all[name] = s
		}
	}
	return all
}

func layout(name string, list *ast.StructType, named map[string]ast.Expr) (*structure, error) {
	s := &structure{name: name}
	var vars []*types.Var
	var exprs []ast.Expr
	for _, f := range list.Fields.List {
		typ := typeOf(f.Type, named)
		if typ == nil || len(f.Names) == 0 {
			return nil, fmt.Errorf("a field of type %s", types.ExprString(f.Type))
		}
		for _, n := range f.Names {
			vars = append(vars, types.NewVar(token.NoPos, nil, n.Name, typ))
			exprs = append(exprs, f.Type)
		}
	}
	for i, offset := range sizes.Offsetsof(vars) {
		v, typ, n := vars[i], vars[i].Type(), 1
		array, ok := typ.(*types.Array)
		if ok {
			typ, n = array.Elem(), int(array.Len())
		}
		for k := range n {
			f := &field{name: v.Name(), size: int(sizes.Sizeof(typ)), typ: types.ExprString(exprs[i])}
			if f.offset = int(offset) + k*f.size; k > 0 {
				f.name += "+" + strconv.Itoa(k*f.size)
			}
			switch t := typ.(type) {
			case *types.Pointer:
				f.pointer, f.element = true, int(sizes.Sizeof(t.Elem()))
			case *types.Basic:
				f.pointer = t.Kind() == types.UnsafePointer
			}
			s.fields = append(s.fields, f)
		}
	}
	return s, nil
}

// typeOf is the type of a field, nil if no kernel has one of that kind.
func typeOf(e ast.Expr, named map[string]ast.Expr) types.Type {
	switch e := e.(type) {
	case *ast.StarExpr:
		if elem := typeOf(e.X, named); elem != nil {
			return types.NewPointer(elem)
		}
	case *ast.ArrayType:
		elem, length := typeOf(e.Elt, named), e.Len
		if n, ok := length.(*ast.BasicLit); ok && elem != nil {
			if k := number(n.Value); k > 0 && k <= maxPointers {
				return types.NewArray(elem, int64(k))
			}
		}
	case *ast.Ident:
		if t, ok := types.Universe.Lookup(e.Name).(*types.TypeName); ok {
			return t.Type()
		}
		if typ, ok := named[e.Name].(*ast.Ident); ok && typ.Name != e.Name {
			return typeOf(typ, nil)
		}
	case *ast.SelectorExpr:
		if types.ExprString(e) == "unsafe.Pointer" {
			return types.Typ[types.UnsafePointer]
		}
	}
	return nil
}

// maxPointers is more than any field has.
const maxPointers = 16
