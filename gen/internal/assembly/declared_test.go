package assembly_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/gen/internal/golang"
)

// A param is a parameter of a declaration, where Go's calling convention for
// assembly puts it.
type param struct {
	name         string
	offset, size int
	element      int // bytes an element, if it is a pointer
}

// declared lays out the functions that the emitted Go declares for an architecture.
func declared(t *testing.T, arch string) map[string][]param {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "", golang.Files()["asm/hinge_"+arch+".go"], parser.ParseComments)
	require.NoError(t, err)
	sizes := types.SizesFor("gc", arch)
	all := map[string][]param{}
	for _, d := range file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok {
			require.NotContains(t, all, f.Name.Name)
			all[f.Name.Name] = layout(t, sizes, f.Type)
		}
	}
	return all
}

func layout(t *testing.T, sizes types.Sizes, f *ast.FuncType) []param {
	t.Helper()
	require.Nil(t, f.Results)
	var list []param
	var vars []*types.Var
	for _, field := range f.Params.List {
		for _, name := range field.Names {
			p := param{name: name.Name}
			typ := typeOf(t, field.Type)
			if pointer, ok := typ.(*types.Pointer); ok {
				p.element = int(sizes.Sizeof(pointer.Elem()))
			}
			p.size = int(sizes.Sizeof(typ))
			list = append(list, p)
			vars = append(vars, types.NewVar(token.NoPos, nil, name.Name, typ))
		}
	}
	for i, offset := range sizes.Offsetsof(vars) {
		list[i].offset = int(offset)
	}
	return list
}

func typeOf(t *testing.T, e ast.Expr) types.Type {
	t.Helper()
	switch e := e.(type) {
	case *ast.StarExpr:
		return types.NewPointer(typeOf(t, e.X))
	case *ast.Ident:
		return types.Universe.Lookup(e.Name).Type()
	case *ast.SelectorExpr:
		require.Equal(t, "Float16", e.Sel.Name) // a uint16
		return types.Typ[types.Uint16]
	}
	t.Fatalf("no parameter is a %T", e)
	return nil
}

// Where text and declaration disagree, a kernel reads its neighbour's argument.
func TestArguments(t *testing.T) {
	all := map[string]map[string][]param{"amd64": declared(t, "amd64"), "arm64": declared(t, "arm64")}
	for _, f := range functions(t) {
		params, ok := all[f.arch][f.name]
		if !assert.True(t, ok, "%s has no declaration", f.name) {
			continue
		}
		last := params[len(params)-1]
		assert.Equal(t, last.offset+last.size, f.args, "%s: size of the arguments", f.name)

		var names []string
		read := map[string]int{}
		want := map[string]int{}
		for _, p := range params {
			names = append(names, p.name)
			want[fmt.Sprintf("%s+%d(FP) of %d", p.name, p.offset, p.size)] = 1
		}
		for _, l := range f.lines {
			for _, operand := range l.operands {
				if strings.Contains(operand, "FP") {
					read[fmt.Sprintf("%s of %d", operand, argumentBytes[l.op])]++
				}
			}
		}
		assert.Equal(t, want, read, "%s: arguments, each read once", f.name)
		assert.Equal(t, fmt.Sprintf("// func %s(%s)", f.name, strings.Join(names, ", ")), f.comment)
	}
}

// argumentBytes says how much the instructions that read arguments read.
var argumentBytes = map[string]int{
	"MOVQ": 8, "VBROADCASTSS": 4, "VBROADCASTSD": 8, // amd64
	"MOVD": 8, "FMOVS": 4, "FMOVD": 8, // arm64
}

// A kernel must neither grow the stack nor move it: it has no pointer maps.
func TestFrames(t *testing.T) {
	for _, f := range functions(t) {
		assert.Equal(t, "NOSPLIT", f.flags, f.name)
		assert.Zero(t, f.frame, f.name)
	}
}
