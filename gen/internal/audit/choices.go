package audit

import (
	"go/ast"
	"go/types"
	"maps"
	"regexp"
	"slices"
	"strings"
)

var choices = Check{
	Name: "choices",
	Why:  "a kernel that does not know a column leaves it out, in silence",
	Run: eachGroup(func(g *group, found *findings) {
		seen := map[*ast.FuncDecl]bool{}
		for _, t := range targets {
			functions := g.callable(t)
			for _, name := range slices.Sorted(maps.Keys(functions)) {
				f := functions[name]
				if !isEntry(f) || seen[f] {
					continue
				}
				seen[f] = true
				if text := g.text(f.Body); len(f.Body.List) != 2 || !guard.MatchString(text) {
					*found = append(*found, g.at(f.Pos(), f.Name.Name, "does more than to guard and to choose on "+t.String()))
				}
				for _, c := range dtypeCases(f) {
					g.chooses(f, c, found)
				}
			}
		}
	}),
}

// guard is the beginning of such a function. The choice of a kernel follows. In a package that exports nothing, names begin with
// small letters.
var guard = regexp.MustCompile(`^{\n\tif a\.N > [Ss]pan {\n\t\tpanic\("\w+: a batch longer than a span"\)\n\t}\n\tswitch (DT|dt)ypeOf\[T\]\(\) {\n`)

// isEntry reports whether a function picks kernels by element type and operation, as Run does.
func isEntry(f *ast.FuncDecl) bool { return len(dtypeCases(f)) > 0 }

// dtypeCases returns the cases of a function's switch on the element type.
func dtypeCases(f *ast.FuncDecl) []*ast.CaseClause { return cases(f.Body.List, "DTypeOf[T]()") }

// cases returns the cases of the switch on a value among the statements, without the default.
func cases(list []ast.Stmt, tag string) (clauses []*ast.CaseClause) {
	for _, s := range list {
		if s, ok := s.(*ast.SwitchStmt); ok && s.Tag != nil && strings.EqualFold(types.ExprString(s.Tag), tag) {
			for _, c := range s.Body.List {
				if c := c.(*ast.CaseClause); c.List != nil {
					clauses = append(clauses, c)
				}
			}
		}
	}
	return clauses
}

// chooses checks how the case of an element type picks kernels.
func (g *group) chooses(entry *ast.FuncDecl, dtype *ast.CaseClause, found *findings) {
	args, name := g.argument(entry), types.ExprString(dtype.List[0])
	if args == nil && len(g.unread) > 0 {
		return // the check syntax reports this
	}
	if ops := cases(dtype.Body, "op"); len(dtype.Body) != 1 || len(ops) == 0 {
		*found = append(*found, g.at(dtype.Pos(), entry.Name.Name, "no choice of a kernel for "+name))
	} else {
		for _, c := range ops {
			op := &chooser{group: g, dtype: name, args: args, kernels: map[string]*reading{}}
			if text := op.look(c); text != "" {
				*found = append(*found, g.at(c.Pos(), entry.Name.Name, types.ExprString(c.List[0])+" of "+name+": "+text))
			}
		}
	}
}

// argument returns the struct whose address is a function's last parameter, or nil if that is no such address.
func (g *group) argument(f *ast.FuncDecl) *structure {
	list := f.Type.Params.List
	if len(list) == 0 {
		return nil
	}
	star, ok := list[len(list)-1].Type.(*ast.StarExpr)
	if !ok {
		return nil
	}
	return g.structure(star.X)
}
