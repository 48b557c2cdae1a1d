package golang_test

import (
	"fmt"
	"go/ast"
	"go/types"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
	"github.com/marginrank/marginrank/gen/internal/hinge"
)

// pointer returns the Go type of a column's field.
func pointer(c *cat.Column) string {
	if c.Elem == cat.Int8 {
		return "*int8"
	}
	return "unsafe.Pointer"
}

// The struct of arguments has the fields of the family and the fields of every family, in their order.
func TestArgs(t *testing.T) {
	var want []string
	for _, c := range hinge.Family.Columns {
		want = append(want, c.Field+" "+pointer(c))
	}
	want = append(want, "N int")
	for _, s := range hinge.Family.Scalars {
		want = append(want, s.Field+" Scalar")
	}
	want = append(want, "Sum float64", "Left float64")
	for _, c := range hinge.Family.Counts {
		want = append(want, c.Field+" uint32")
	}
	for _, f := range hinge.Family.Flags {
		want = append(want, f.Field+" bool")
	}
	var got []string
	for _, field := range structOf(t, "Args").Fields.List {
		for _, name := range field.Names {
			got = append(got, name.Name+" "+types.ExprString(field.Type))
		}
	}
	assert.Equal(t, want, got)
}

func structOf(t *testing.T, name string) *ast.StructType {
	t.Helper()
	var found *ast.StructType
	ast.Inspect(syntax(t, "asm")["args.go"], func(n ast.Node) bool {
		if spec, ok := n.(*ast.TypeSpec); ok && spec.Name.Name == name {
			found, _ = spec.Type.(*ast.StructType)
		}
		return true
	})
	require.NotNil(t, found)
	return found
}

// method finds a method of Args.
func method(t *testing.T, name string) *ast.FuncDecl {
	t.Helper()
	for _, d := range syntax(t, "asm")["args.go"].Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Recv != nil && f.Name.Name == name {
			return f
		}
	}
	require.Fail(t, "no method "+name)
	return nil
}

// Part moves the address of every column and changes no other field. A column that may be nil stays nil. (The
// tests of internal/kernels call Part and Arrays.)
func TestPart(t *testing.T) {
	body := method(t, "Part").Body.List
	require.Equal(t, []string{"part := *a", "part.N = n"}, texts(body[:2]))
	var want []string
	for _, c := range hinge.Family.Columns {
		set := "part." + c.Field + " = unsafe.Add(part." + c.Field + ", lo * int(size))"
		if c.Elem == cat.Int8 {
			set = "part." + c.Field + " = (*int8)(unsafe.Add(unsafe.Pointer(part." + c.Field + "), lo * 1))"
		}
		if c.Optional {
			set = "if part." + c.Field + " != nil { " + set + " }"
		}
		want = append(want, set)
	}
	assert.Equal(t, append(want, "return part"), texts(body[2:]))
}

// Arrays returns every column, with the size of its elements and whether it is an output.
func TestArrays(t *testing.T) {
	want := fmt.Sprintf("return [%d]Array{", len(hinge.Family.Columns))
	for _, c := range hinge.Family.Columns {
		array := "a." + c.Field + ", size"
		if c.Elem == cat.Int8 {
			array = "unsafe.Pointer(a." + c.Field + "), 1"
		}
		want += fmt.Sprintf("{%s, %t}, ", array, c.Output)
	}
	arrays := method(t, "Arrays").Body.List
	require.Len(t, arrays, 1)
	list := arrays[0].(*ast.ReturnStmt).Results[0].(*ast.CompositeLit)
	got := "return " + types.ExprString(list.Type) + "{"
	for _, e := range list.Elts {
		var parts []string
		for _, part := range e.(*ast.CompositeLit).Elts {
			parts = append(parts, types.ExprString(part))
		}
		got += "{" + strings.Join(parts, ", ") + "}, "
	}
	assert.Equal(t, want, got)

	var fields []string
	for _, field := range structOf(t, "Array").Fields.List {
		fields = append(fields, field.Names[0].Name+" "+types.ExprString(field.Type))
	}
	assert.Equal(t, []string{"Start unsafe.Pointer", "Size uintptr", "Output bool"}, fields)
}

// texts returns the text of each statement.
func texts(list []ast.Stmt) []string {
	var all []string
	for _, s := range list {
		all = append(all, text(s))
	}
	return all
}

func text(s ast.Stmt) string {
	switch s := s.(type) {
	case *ast.ExprStmt:
		return types.ExprString(s.X)
	case *ast.AssignStmt:
		return types.ExprString(s.Lhs[0]) + " " + s.Tok.String() + " " + types.ExprString(s.Rhs[0])
	case *ast.ReturnStmt:
		return "return " + types.ExprString(s.Results[0])
	case *ast.IfStmt:
		body := ""
		for _, inner := range s.Body.List {
			body += " " + text(inner)
		}
		return "if " + types.ExprString(s.Cond) + " {" + body + " }"
	}
	return "?"
}
