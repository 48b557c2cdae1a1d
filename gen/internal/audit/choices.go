package audit

import (
	"go/ast"
	"go/types"
	"strings"
)

var choices = Check{
	Name: "choices",
	Why:  "a kernel that does not know a column leaves it out, in silence",
	Run: func(p *Program) []Finding {
		var found findings
		seen := map[*ast.FuncDecl]bool{}
		for _, t := range targets {
			entry := p.callGraph(t).functions["Run"]
			if entry == nil || seen[entry] {
				continue // the check reachable reports this
			}
			seen[entry] = true
			if text := p.text(entry.Body); len(entry.Body.List) != 2 || !strings.HasPrefix(text, guard) {
				found = append(found, p.at(entry.Pos(), entry.Name.Name, "does more than to guard and to choose on "+t.String()))
			}
			for _, c := range cases(entry.Body.List, "DTypeOf[T]()") {
				p.chooses(entry, c, &found)
			}
		}
		return found
	},
}

// guard is the beginning of Run. The choice of a kernel follows.
const guard = "{\n\tif a.N > Span {\n\t\tpanic(\"generated: a batch longer than a span\")\n\t}\n\tswitch DTypeOf[T]() {\n"

// cases returns the cases of the switch on a value among the statements, without the default.
func cases(list []ast.Stmt, tag string) (clauses []*ast.CaseClause) {
	for _, s := range list {
		if s, ok := s.(*ast.SwitchStmt); ok && s.Tag != nil && types.ExprString(s.Tag) == tag {
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
func (p *Program) chooses(entry *ast.FuncDecl, dtype *ast.CaseClause, found *findings) {
	name := types.ExprString(dtype.List[0])
	if ops := cases(dtype.Body, "op"); len(dtype.Body) != 1 || len(ops) == 0 {
		*found = append(*found, p.at(dtype.Pos(), entry.Name.Name, "no choice of a kernel for "+name))
	} else {
		for _, c := range ops {
			op := &chooser{Program: p, dtype: name, kernels: map[string]*reading{}}
			if text := op.look(c); text != "" {
				*found = append(*found, p.at(c.Pos(), entry.Name.Name, types.ExprString(c.List[0])+" of "+name+": "+text))
			}
		}
	}
}
