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

// structure returns the struct type that an expression names, or nil if it names none that kernels can have.
func (p *Program) structure(e ast.Expr) *structure {
	name := p.named(e)
	for range mostAliases {
		if alias := p.types[name]; alias != nil {
			if next := p.named(alias); p.types[next] != nil {
				name = next
			}
		}
	}
	s, ok := p.structs[name]
	if list, is := p.types[name].(*ast.StructType); is && !ok {
		var err error
		if s, err = p.layout(name.name, list); err != nil {
			p.unread = append(p.unread, p.at(list.Pos(), name.name, err.Error()))
		}
		p.structs[name] = s
	}
	return s
}

// mostAliases is larger than the number of names that a type has.
const mostAliases = 8

func (p *Program) layout(name string, list *ast.StructType) (*structure, error) {
	s := &structure{name: name}
	var vars []*types.Var
	var exprs []ast.Expr
	for _, f := range list.Fields.List {
		typ := p.typeOf(f.Type, mostAliases)
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

// typeOf returns the type of a field, or nil if kernels do not have fields of that kind. A type may have some more
// names.
func (p *Program) typeOf(e ast.Expr, names int) types.Type {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return p.typeOf(e.X, names)
	case *ast.StarExpr:
		if elem := p.typeOf(e.X, names); elem != nil {
			return types.NewPointer(elem)
		}
	case *ast.ArrayType:
		elem, length := p.typeOf(e.Elt, names), e.Len
		if n, ok := length.(*ast.BasicLit); ok && elem != nil {
			if k := number(n.Value); k > 0 && k <= maxPointers {
				return types.NewArray(elem, int64(k))
			}
		}
	case *ast.Ident:
		if t, ok := types.Universe.Lookup(e.Name).(*types.TypeName); ok {
			return t.Type()
		}
		return p.typeNamed(e, names)
	case *ast.SelectorExpr:
		switch types.ExprString(e) {
		case "unsafe.Pointer":
			return types.Typ[types.UnsafePointer]
		case "float16.Float16": // of github.com/x448/float16
			return types.Typ[types.Uint16]
		}
		return p.typeNamed(e, names)
	}
	return nil
}

// typeNamed returns the type that a name of the program stands for.
func (p *Program) typeNamed(e ast.Expr, names int) types.Type {
	if typ := p.types[p.named(e)]; typ != nil && names > 0 {
		return p.typeOf(typ, names-1)
	}
	return nil
}

// maxPointers is larger than the number of pointers in any field.
const maxPointers = 16
