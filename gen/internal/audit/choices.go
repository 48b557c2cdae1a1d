package audit

import (
	"go/ast"
	"go/types"
	"regexp"
	"strings"
)

var choices = Check{
	Name: "choices",
	Why:  "a kernel that does not know a column leaves it out, in silence",
	Run: eachGroup(func(g *group, found *findings) {
		seen := map[*ast.FuncDecl]bool{}
		for _, t := range targets {
			entry := g.entry(t)
			if entry == nil || seen[entry] {
				continue // the check reachable reports kernels that nothing calls
			}
			seen[entry] = true
			if text := g.text(entry.Body); len(entry.Body.List) != 2 || !guard.MatchString(text) {
				*found = append(*found, g.at(entry.Pos(), entry.Name.Name, "does more than to guard and to choose on "+t.String()))
			}
			for _, c := range cases(entry.Body.List, "DTypeOf[T]()") {
				g.chooses(entry, c, found)
			}
		}
	}),
}

// guard is the beginning of Run. The choice of a kernel follows. In a package that exports nothing, names begin with
// small letters.
var guard = regexp.MustCompile(`^{\n\tif a\.N > [Ss]pan {\n\t\tpanic\("\w+: a batch longer than a span"\)\n\t}\n\tswitch (DT|dt)ypeOf\[T\]\(\) {\n`)

// entry returns the function in a build that picks the kernels, or nil if there is none.
func (g *group) entry(t target) *ast.FuncDecl {
	for name, f := range g.callable(t) {
		if isEntry(name) {
			return f
		}
	}
	return nil
}

// isEntry reports whether a function is the one that picks the kernels.
func isEntry(name string) bool { return strings.EqualFold(name, "Run") }

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
