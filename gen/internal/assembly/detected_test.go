package assembly_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// detected reads the features that each tier asks of the CPU from the source of
// package cpuid: the generator doesn't import it, and amd64 may not be the host.
func detected(t *testing.T) map[string][]string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "../../../internal/cpuid/amd64.go", nil, 0)
	require.NoError(t, err)
	tiers := map[string][]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || spec.Names[0].Name != "features" {
			return true
		}
		for _, entry := range spec.Values[0].(*ast.CompositeLit).Elts {
			pair := entry.(*ast.KeyValueExpr)
			tier := pair.Key.(*ast.Ident).Name
			for _, feature := range pair.Value.(*ast.CompositeLit).Elts {
				tiers[tier] = append(tiers[tier], feature.(*ast.SelectorExpr).Sel.Name)
			}
		}
		return false
	})
	return tiers
}

// The documented design promises these, whatever else a tier may ask for.
func TestDetected(t *testing.T) {
	tiers := detected(t)
	assert.Len(t, tiers, 2)
	assert.Subset(t, tiers["AVX2"], []string{"AVX", "AVX2", "F16C"})
	assert.Subset(t, tiers["AVX512"], []string{"AVX512F", "AVX512BW", "AVX512DQ", "AVX512VL"})
}
