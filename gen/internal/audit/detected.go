package audit

import (
	"go/ast"
	"strings"
)

// detect reads the CPU features that each tier requires from the variable features of the package with the tiers.
// It reads the source, since the audit may run on a machine that is not amd64.
func (g *group) detect() {
	for _, file := range g.parsed(g.tiers) {
		ast.Inspect(g.syntax[file], func(n ast.Node) bool {
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
						g.features[name.Name] = append(g.features[name.Name], feature)
					}
				}
			}
			return false
		})
	}
}

// elements returns the elements of a composite literal.
func elements(e ast.Expr) []ast.Expr {
	if literal, ok := e.(*ast.CompositeLit); ok {
		return literal.Elts
	}
	return nil
}
