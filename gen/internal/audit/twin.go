package audit

import (
	"errors"
	"fmt"
	"go/ast"
	"go/types"
	"strings"
)

// A twin is the portable version of a kernel. What it does is what the kernel has to do: which
// fields it reads, which arrays it does without, which elements go into which results.
type twin struct {
	p    *Program
	f    *ast.FuncDecl
	a    string // its argument
	args *structure
}

// twinOf finds the twin of a kernel, nil if there is none that does anything.
func (p *Program) twinOf(f *function, args *structure) *twin {
	name, ok := cutSuffixFold(f.name, f.tier)
	if !ok || f.folder() != kernelFolder {
		return nil
	}
	decl := p.portable[name+portable]
	if decl == nil || len(decl.Type.Params.List) != 1 || len(decl.Type.Params.List[0].Names) != 1 {
		return nil
	}
	return &twin{p: p, f: decl, a: decl.Type.Params.List[0].Names[0].Name, args: args}
}

// cutSuffixFold cuts a suffix off, whatever its case.
func cutSuffixFold(s, suffix string) (string, bool) {
	if n := len(s) - len(suffix); n >= 0 && strings.EqualFold(s[n:], suffix) {
		return s[:n], true
	}
	return s, false
}

// A fieldSet has a bit for each field of a structure.
type fieldSet uint64

// A reading follows a twin in a call without some arrays.
type reading struct {
	*twin
	absent fieldSet

	variables map[string]*variable
	arrays    []int            // the fields that are arrays, in order
	elements  map[int]int      // their elements' sizes
	optional  fieldSet         // those that may be nil
	scalars   map[int]int      // the bytes that are read of other fields
	used      fieldSet         // arrays of which elements are read
	into      map[int]fieldSet // what goes into outputs and results
	outputs   fieldSet
}

// A variable is a slice of an array, or holds what came from some arrays.
type variable struct {
	array int // the field, -1 if it is no slice of one
	from  fieldSet
}

// errAbsent says that the twin does not do without an array.
var errAbsent = errors.New("an array that is absent")

// read follows the twin.
func (t *twin) read(absent fieldSet) (*reading, error) {
	r := &reading{twin: t, absent: absent, variables: map[string]*variable{}, elements: map[int]int{},
		scalars: map[int]int{}, into: map[int]fieldSet{}}
	return r, r.block(t.f.Body.List)
}

func (r *reading) block(list []ast.Stmt) error {
	for _, s := range list {
		if err := r.statement(s); err != nil {
			return err
		}
	}
	return nil
}

// twice follows a loop's body: what one turn leaves, another may read.
func (r *reading) twice(body *ast.BlockStmt) error {
	if err := r.block(body.List); err != nil {
		return err
	}
	return r.block(body.List)
}

func (r *reading) statement(s ast.Stmt) error {
	switch s := s.(type) {
	case *ast.AssignStmt:
		return r.assign(s)
	case *ast.DeclStmt:
		if d, ok := s.Decl.(*ast.GenDecl); ok {
			for _, spec := range d.Specs {
				if v, ok := spec.(*ast.ValueSpec); ok && len(v.Values) == 0 {
					for _, name := range v.Names {
						r.variables[name.Name] = &variable{array: -1}
					}
					return nil
				}
			}
		}
	case *ast.IfStmt:
		return r.choose(s)
	case *ast.ForStmt:
		return r.twice(s.Body)
	case *ast.RangeStmt:
		if _, err := r.from(s.X); err != nil {
			return err
		}
		if name, ok := s.Value.(*ast.Ident); ok {
			r.variables[name.Name] = &variable{array: -1}
			array := r.slice(s.X)
			if v := r.variables[types.ExprString(s.X)]; v != nil {
				array = v.array
			}
			if array >= 0 {
				r.variables[name.Name].from = r.use(array)
			}
		}
		return r.twice(s.Body)
	case *ast.ExprStmt:
		_, err := r.from(s.X)
		return err
	}
	return r.strange(s)
}

func (r *reading) strange(n ast.Node) error {
	return fmt.Errorf("%q is not what a portable kernel does", firstLine(r.p.text(n)))
}

// choose follows the branch for an array that is there or not.
func (r *reading) choose(s *ast.IfStmt) error {
	cond, ok := s.Cond.(*ast.BinaryExpr)
	if !ok || types.ExprString(cond.Y) != "nil" || s.Init != nil {
		return r.strange(s)
	}
	v := r.variables[types.ExprString(cond.X)]
	if v == nil || v.array < 0 {
		return r.strange(s)
	}
	if isNil := r.absent>>v.array&1 != 0; isNil == (cond.Op.String() == "==") {
		return r.block(s.Body.List)
	}
	if s.Else == nil {
		return nil
	}
	if b, ok := s.Else.(*ast.BlockStmt); ok {
		return r.block(b.List)
	}
	return r.strange(s)
}
