package audit

import (
	"go/ast"
	"go/types"
)

var choices = Check{
	Name: "choices",
	Why:  "a kernel that does not know a column leaves it out, in silence",
	Run: func(p *Program) []Finding {
		var found findings
		entry := p.portable["Run"]
		if entry == nil {
			return nil // reachable tells
		}
		for _, c := range cases(entry.Body, "DTypeOf[T]()") {
			call := onlyCall(c.Body)
			name, dtype := "", types.ExprString(c.List[0])
			if call != nil {
				name = types.ExprString(call.Fun)
			}
			if f := p.portable[name]; f == nil {
				found = append(found, p.at(c.Pos(), entry.Name.Name, "no choice of a kernel for "+dtype))
			} else {
				p.chooses(f, dtype, &found)
			}
		}
		return found
	},
}

// cases lists those of the switch on a value in a function, but for the default.
func cases(body *ast.BlockStmt, tag string) (list []*ast.CaseClause) {
	for _, s := range body.List {
		if s, ok := s.(*ast.SwitchStmt); ok && s.Tag != nil && types.ExprString(s.Tag) == tag {
			for _, c := range s.Body.List {
				if c := c.(*ast.CaseClause); c.List != nil {
					list = append(list, c)
				}
			}
		}
	}
	return list
}

// onlyCall is the call that some statements are, nil if they are no call.
func onlyCall(list []ast.Stmt) *ast.CallExpr {
	if len(list) != 1 {
		return nil
	}
	s, ok := list[0].(*ast.ExprStmt)
	if !ok {
		return nil
	}
	call, _ := s.X.(*ast.CallExpr)
	return call
}

// chooses looks at how a function picks the kernel for an operation.
func (p *Program) chooses(f *ast.FuncDecl, dtype string, found *findings) {
	for _, c := range cases(f.Body, "op") {
		op := &chooser{Program: p, dtype: dtype, kernels: map[string]*reading{}}
		text := op.look(c)
		if text != "" {
			*found = append(*found, p.at(c.Pos(), f.Name.Name, types.ExprString(c.List[0])+": "+text))
		}
	}
}
