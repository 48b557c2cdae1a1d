package audit

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"
)

// from returns the arrays from which an expression is computed.
func (r *reading) from(e ast.Expr) (fieldSet, error) {
	all := func(list ...ast.Expr) (from fieldSet, err error) {
		for _, x := range list {
			set, err := r.from(x)
			if err != nil {
				return 0, err
			}
			from |= set
		}
		return from, nil
	}
	switch e := e.(type) {
	case *ast.BasicLit:
		return 0, nil
	case *ast.Ident:
		if v := r.variables[e.Name]; v != nil {
			return v.from, nil
		}
		return 0, nil
	case *ast.ParenExpr:
		return r.from(e.X)
	case *ast.UnaryExpr:
		return r.from(e.X)
	case *ast.BinaryExpr:
		return all(e.X, e.Y)
	case *ast.IndexExpr:
		v := r.variables[types.ExprString(e.X)]
		if v == nil || v.array < 0 {
			return all(e.X, e.Index)
		}
		if r.absent>>v.array&1 != 0 {
			return 0, errAbsent
		}
		return r.use(v.array), nil
	case *ast.SelectorExpr:
		if f := r.field(e); f >= 0 && r.scalars[f] == 0 {
			r.scalars[f] = r.args.fields[f].size
		}
		return 0, nil
	case *ast.CallExpr:
		if r.slice(e) >= 0 {
			return 0, nil
		}
		if s, ok := e.Fun.(*ast.SelectorExpr); ok {
			if f := r.field(s.X); f >= 0 {
				r.scalars[f] = scalarBytes[strings.ToLower(s.Sel.Name)]
				return 0, nil
			}
			from, err := all(append([]ast.Expr{s.X}, e.Args...)...)
			if v := r.variables[types.ExprString(s.X)]; v != nil {
				v.from |= from
			}
			return from, err
		}
		return all(e.Args...)
	}
	return 0, r.strange(e)
}

// scalarBytes has the number of bytes that the methods of a scalar read.
var scalarBytes = map[string]int{"float32": 4, "float64": 8}

// use notes that elements of an array are read.
func (r *reading) use(array int) fieldSet {
	r.used |= 1 << array
	return 1 << array
}

// field returns the index of a field of the argument, or -1 if the expression is not a field.
func (r *reading) field(e ast.Expr) int {
	s, ok := e.(*ast.SelectorExpr)
	if !ok || types.ExprString(s.X) != r.a {
		return -1
	}
	return r.args.index(s.Sel.Name)
}

// slice returns the index of the field of which an expression makes a slice, or -1 if it makes none. The function
// array makes a slice that may be nil.
func (r *reading) slice(e ast.Expr) int {
	call, ok := e.(*ast.CallExpr)
	if !ok || len(call.Args) != 2 {
		return -1
	}
	fun := types.ExprString(call.Fun)
	if fun != "array" && fun != "unsafe.Slice" {
		return -1
	}
	pointer, size := call.Args[0], 0
	if conversion, ok := pointer.(*ast.CallExpr); ok && len(conversion.Args) == 1 {
		pointer, size = conversion.Args[0], r.elementBytes(conversion.Fun)
	}
	f := r.field(pointer)
	if f < 0 {
		return -1
	}
	if size == 0 {
		size = r.args.fields[f].element
	}
	_, _ = r.from(call.Args[1]) // notes that the number of elements is read
	if !slices.Contains(r.arrays, f) {
		r.arrays = append(r.arrays, f)
	}
	r.elements[f] = size
	if fun == "array" {
		r.optional |= 1 << f
	}
	return f
}

// elementBytes returns the size of the elements of a pointer type, or 0 if kernels do not have such elements.
func (r *reading) elementBytes(pointer ast.Expr) int {
	if p, ok := r.g.typeOf(pointer, mostAliases).(*types.Pointer); ok {
		return int(sizes.Sizeof(p.Elem()))
	}
	return 0
}
