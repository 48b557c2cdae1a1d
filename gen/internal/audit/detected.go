package audit

import (
	"go/ast"
	"strings"
)

const cpuidFile = "internal/cpuid/amd64.go"

// detect reads the CPU features that each tier requires. It reads them from the source, since the audit may run
// on a machine that is not amd64.
func (p *Program) detect() {
	file := p.syntax[cpuidFile]
	if file == nil {
		return
	}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || spec.Names[0].Name != "features" || len(spec.Values) != 1 {
			return true
		}
		for _, tier := range elements(spec.Values[0]) {
			pair, ok := tier.(*ast.KeyValueExpr)
			if !ok {
				continue
			}
			name, _ := pair.Key.(*ast.Ident)
			for _, e := range elements(pair.Value) {
				if field, ok := e.(*ast.SelectorExpr); ok && name != nil {
					feature := strings.TrimPrefix(field.Sel.Name, "Has") // cpu.X86.HasAVX2
					p.features[name.Name] = append(p.features[name.Name], feature)
				}
			}
		}
		return false
	})
}

// elements returns the elements of a composite literal.
func elements(e ast.Expr) []ast.Expr {
	if literal, ok := e.(*ast.CompositeLit); ok {
		return literal.Elts
	}
	return nil
}
