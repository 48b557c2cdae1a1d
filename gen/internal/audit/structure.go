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

// A field is a field of a structure. Each pointer of an array is a field of its own.
type field struct {
	name         string // for the pointers of an array, the name in assembly, such as In+8
	offset, size int
	pointer      bool
	element      int    // the size in bytes of what a typed pointer points to, or 0 if it is not known
	typ          string // the type in the source
}

// index returns the index of a field by its name, or -1 if there is none.
func (s *structure) index(name string) int {
	return slices.IndexFunc(s.fields, func(f *field) bool { return f.name == name })
}

// field returns a field by its name, or nil if there is none.
func (s *structure) field(name string) *field {
	if i := s.index(name); i >= 0 {
		return s.fields[i]
	}
	return nil
}

// at returns the index of the field that begins at an offset, or -1 if there is none.
func (s *structure) at(offset int) int {
	return slices.IndexFunc(s.fields, func(f *field) bool { return f.offset == offset })
}

// sizes has the sizes of types on 64-bit platforms, since all architectures with assembly are such platforms.
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

// typeOf returns the type of a field, or nil if kernels do not have fields of that kind.
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

// maxPointers is larger than the number of pointers in any field.
const maxPointers = 16
