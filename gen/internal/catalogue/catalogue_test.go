package catalogue_test

import (
	"math/bits"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// Two kernels of one name would be one, with the arithmetic of either.
func TestNamesAreUnique(t *testing.T) {
	names, variants := map[string]bool{}, map[string]bool{}
	tiers := append([]cat.Tier{cat.Portable}, cat.AssemblyTiers...)
	for _, k := range cat.Kernels() {
		assert.False(t, names[k.Name()], k.Name())
		names[k.Name()] = true
		for _, tier := range tiers {
			assert.False(t, variants[k.Variant(tier)], k.Variant(tier))
			assert.False(t, names[k.Variant(tier)], "%s is a kernel's name too", k.Variant(tier))
			variants[k.Variant(tier)] = true
		}
	}
	assert.Len(t, variants, len(tiers)*len(names))
}

// The rule of CONTRIBUTING.md, spelled out where the names are longest and shortest.
func TestNames(t *testing.T) {
	assert.Equal(t, "HingeSumF32AVX512", cat.Kernel{DType: cat.F32}.Variant(cat.AVX512))
	k := cat.Kernel{Pass: cat.ForwardBackward, Reduction: cat.None, Labels: cat.Signs, DType: cat.BF16}
	assert.Equal(t, "HingeEachGrad", k.Family())
	assert.Equal(t, "HingeEachGradSignsBF16Portable", k.Variant(cat.Portable))
	k.Form = cat.Weighted
	assert.Equal(t, "HingeEachGradWeightedSignsBF16NEON", k.Variant(cat.NEON))
}

// Every combination is there: the dispatcher has no place for a hole.
func TestEveryCombination(t *testing.T) {
	kernels := cat.Kernels()
	for _, f := range []cat.Form{cat.Plain, cat.Weighted} {
		for _, p := range []cat.Pass{cat.Forward, cat.Backward, cat.ForwardBackward} {
			for _, r := range []cat.Reduction{cat.Reduced, cat.None} {
				for _, l := range []cat.Labels{cat.Given, cat.Signs, cat.Ones} {
					for _, d := range []*cat.DType{cat.F32, cat.F64, cat.F16, cat.BF16} {
						assert.Contains(t, kernels, cat.Kernel{Form: f, Pass: p, Reduction: r, Labels: l, DType: d})
					}
				}
			}
		}
	}
	assert.Len(t, kernels, 2*3*2*3*4)
}

// The tiers of the architectures are the assembly tiers, each once and in order.
func TestTiersOf(t *testing.T) {
	var all []cat.Tier
	for _, arch := range cat.Architectures {
		all = append(all, cat.TiersOf(arch)...)
	}
	assert.Equal(t, cat.AssemblyTiers, all)
	assert.Empty(t, cat.TiersOf("riscv64"))
}

// Outputs come first, nothing comes twice, and labels in two forms exclude each other.
func TestArrays(t *testing.T) {
	for _, k := range cat.Kernels() {
		arrays := k.Arrays()
		assert.True(t, slices.IsSorted(arrays), "%s: %v", k.Name(), arrays)
		assert.Len(t, slices.Compact(slices.Clone(arrays)), len(arrays), k.Name())
		has := func(a cat.Array) bool { return slices.Contains(arrays, a) }

		assert.True(t, has(cat.X1) && has(cat.X2), k.Name())
		assert.Equal(t, k.Labels == cat.Given, has(cat.Y), k.Name())
		assert.Equal(t, k.Labels == cat.Signs, has(cat.Int8s), k.Name())
		assert.Equal(t, k.Pass != cat.Forward, has(cat.GX1) && has(cat.GX2) && has(cat.GY), k.Name())
		assert.Equal(t, k.Pass != cat.Backward, has(cat.Out) != k.Sums(), "%s: one loss a pair, or the sum", k.Name())

		scale := slices.Contains(k.Scalars(), cat.Scale)
		assert.Equal(t, k.Pass != cat.Forward, scale != has(cat.Upstream), "%s: one upstream value a pair, or one for all", k.Name())
		assert.Contains(t, k.Scalars(), cat.Margin, k.Name())
		weighted := k.Form == cat.Weighted
		assert.Equal(t, weighted, has(cat.Weights) && has(cat.Margins) && slices.Contains(k.Scalars(), cat.Weight), k.Name())
		assert.Equal(t, weighted && k.Sums(), slices.Contains(k.Results(), cat.CountsResult), k.Name())
	}
}

// Lanes fold in halves, and a span is whole chunks: the assembly has no tails.
func TestShape(t *testing.T) {
	assert.Equal(t, 1, bits.OnesCount(cat.Lanes))
	assert.Equal(t, 1, bits.OnesCount(cat.Chunk)) // chunks masks with it
	assert.Equal(t, cat.Chunk, cat.Rows*cat.Lanes)
	assert.Zero(t, cat.Span%cat.Chunk)
	assert.Less(t, cat.Span, 1<<cat.Wrong.Shift(), "counts of one kind reach into the other's")
}
