package main

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/marginrank/marginrank/internal/cpuid"
)

// checkStream requires that each call has each size, from less than the last cache to several times as much, and
// that its rival has the same tier.
func checkStream(t *testing.T, r *results) {
	sizes := map[string][]int{}
	for _, row := range r.in("stream") {
		assert.Equal(t, "kept in cache "+row.Tier, row.Against)
		key := row.What + row.Tier
		sizes[key] = append(sizes[key], int(row.GBs*row.NsEach*float64(row.N)+0.5))
	}
	for key, list := range sizes {
		assert.True(t, slices.IsSorted(list), key)
		assert.Len(t, list, len(streamSizes), key)
		for i, part := range streamSizes {
			assert.InEpsilon(t, part*float64(tiny().caches.last()), list[i], 0.1, key)
		}
	}
	if !slices.Contains(assemblyTiers(), cpuid.NEON) {
		assert.Len(t, sizes, len(streamWorkloads())*len(assemblyTiers()))
	}
}
