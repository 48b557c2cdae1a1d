package audit

import (
	"go/ast"
	"go/token"
	"go/types"
)

// generated finds the functions and constants of package generated.
func (p *Program) generated() {
	for _, file := range p.goFiles(dispatcher) {
		for _, decl := range p.syntax[file].Decls {
			switch d := decl.(type) {
			case *ast.FuncDecl:
				if d.Recv == nil && d.Body != nil {
					p.portable[d.Name.Name] = d
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					v, ok := spec.(*ast.ValueSpec)
					if ok && len(v.Values) == 1 && d.Tok == token.CONST {
						p.constants[v.Names[0].Name] = max(number(types.ExprString(v.Values[0])), 0)
					}
				}
			}
		}
	}
}
