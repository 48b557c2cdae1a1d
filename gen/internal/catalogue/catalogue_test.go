package catalogue_test

import (
	"math/bits"
	"testing"

	"github.com/stretchr/testify/assert"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// The tiers of the architectures are the assembly tiers, each once and in order.
func TestTiersOf(t *testing.T) {
	var all []cat.Tier
	for _, arch := range cat.Architectures {
		all = append(all, cat.TiersOf(arch)...)
	}
	assert.Equal(t, cat.AssemblyTiers, all)
	assert.Empty(t, cat.TiersOf("riscv64"))
}

// No two emitted functions have the same name.
func TestNamesAreUnique(t *testing.T) {
	names := map[string]bool{}
	add := func(name string) {
		assert.False(t, names[name], name)
		names[name] = true
	}
	for _, m := range cat.Moves {
		for _, d := range cat.DTypes {
			if !m.Serves(d) {
				continue
			}
			add(m.Name(d))
			for _, tier := range append([]cat.Tier{cat.Portable}, cat.AssemblyTiers...) {
				add(m.Variant(d, tier))
			}
		}
	}
	for _, p := range cat.Prefetches {
		add(p.Name())
		for _, tier := range append([]cat.Tier{cat.Portable}, cat.AssemblyTiers...) {
			add(p.Variant(tier))
		}
	}
	add(cat.Differ)
	for _, tier := range append([]cat.Tier{cat.Portable}, cat.AssemblyTiers...) {
		add(cat.DifferVariant(tier))
	}
	assert.True(t, names["FillF32"] && names["DrainBF16AVX2"] && names["Prefetch16AVX512"])
}

// The order of a sum is part of the numeric contract. A change of these numbers changes the last bits of every
// loss.
func TestOrderOfSums(t *testing.T) {
	assert.Equal(t, 8, cat.Lanes)
	assert.Equal(t, 16, cat.Row)
	assert.Equal(t, 4, cat.Rows)
	assert.Equal(t, 64, cat.Chunk)
	assert.Equal(t, 16384, cat.Span)
}

// The backends rely on this: the number of lanes is a power of two, so that lanes fold in halves; so is the
// number of terms of a chunk, so that a mask finds a place in it; a row is a whole number of vectors; and a span
// is a whole number of chunks.
func TestShape(t *testing.T) {
	assert.Equal(t, 1, bits.OnesCount(cat.Lanes))
	assert.Equal(t, 1, bits.OnesCount(cat.Chunk))
	assert.Equal(t, cat.Row, 2*cat.Lanes)
	assert.Equal(t, cat.Chunk, cat.Rows*cat.Row)
	assert.Zero(t, cat.Span%cat.Chunk)
	assert.Less(t, int64(cat.Span), int64(1)<<32, "counts of a span have 32 bits")
	for _, tier := range cat.AssemblyTiers {
		for _, p := range []cat.Float{cat.Float32, cat.Float64} {
			width := tier.Width(p)
			assert.Equal(t, 1, bits.OnesCount(uint(width)), "%s, %v", tier.Name, p)
			assert.Zero(t, cat.Row%width, "%s, %v", tier.Name, p)
		}
	}
}

// A turn of a loop that stores past the caches writes whole cache lines, for every element type.
func TestLines(t *testing.T) {
	for _, d := range cat.DTypes {
		assert.Zero(t, cat.Chunk*d.Bytes%cat.Line, d.Name)
		assert.Zero(t, cat.MoveTurn*2*d.Compute.Bytes()%cat.Line, "cells of %s", d.Name)
	}
}

// A column has elements of the kernel's type, unless it names a type of its own. Only sums of float64 are compensated.
func TestElementOf(t *testing.T) {
	for _, d := range cat.DTypes {
		assert.Equal(t, d, (&cat.Column{}).ElementOf(d), d.Name)
		assert.Equal(t, cat.Int8, (&cat.Column{Elem: cat.Int8}).ElementOf(d), d.Name)
		assert.Equal(t, d == cat.F64, d.Compensated(), d.Name)
	}
}
