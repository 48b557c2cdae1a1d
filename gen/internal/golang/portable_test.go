package golang_test

import (
	"go/types"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
	"github.com/marginrank/marginrank/gen/internal/hinge"
)

// Every kernel has one portable variant, in the file of its subject and element type. It takes the address of its
// arguments.
func TestPortable(t *testing.T) {
	files := syntax(t, "generated")
	defined := map[string]int{}
	for _, k := range hinge.Family.Kernels {
		name := "portable_" + k.File + "_" + strings.ToLower(k.DType.Name) + ".go"
		kernel := funcs(t, files[name])[k.Variant(cat.Portable)]
		if assert.NotNil(t, kernel, k.Variant(cat.Portable)) {
			assert.Equal(t, "func(a *Args)", types.ExprString(kernel.Type), k.Name())
		}
		defined[name]++
	}
	assert.Len(t, defined, 3*len(cat.DTypes))
	for name, kernels := range defined {
		assert.Len(t, funcs(t, files[name]), kernels, "%s holds kernels and nothing else", name)
	}
}

// The moves for every element type, the prefetches and the function on words have portable variants, for tiers
// without assembly for them.
func TestPortableMoves(t *testing.T) {
	files := syntax(t, "generated")
	var want []string
	for _, m := range cat.Moves {
		for _, d := range cat.DTypes {
			if !m.Serves(d) {
				continue
			}
			want = append(want, m.Variant(d, cat.Portable))
		}
	}
	require.Len(t, want, 12)
	assert.ElementsMatch(t, want, slices.Collect(maps.Keys(funcs(t, files["cells_portable.go"]))))
	assert.ElementsMatch(t, []string{"Prefetch2Portable", "Prefetch4Portable", "Prefetch8Portable", "Prefetch16Portable"},
		slices.Collect(maps.Keys(funcs(t, files["prefetch_portable.go"]))))
	assert.Equal(t, []string{"DifferPortable"}, slices.Collect(maps.Keys(funcs(t, files["words_portable.go"]))))
}
