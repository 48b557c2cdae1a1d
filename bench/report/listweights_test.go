package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// checkListWeights requires that each call has its rivals, and that lambda weights on the best tier have their
// three aims.
func checkListWeights(t *testing.T, r *results) {
	rivals, aims := map[string]int{}, map[string]float64{}
	for _, row := range r.in("lists-weights") {
		rivals[row.Against]++
		require.Len(t, row.Samples, 2, row.What)
		assert.Contains(t, row.Samples, row.Against)
		if row.Aim != 0 {
			assert.Equal(t, bestTier().String(), row.Tier)
			aims[row.What] = row.Aim
		}
		if row.Against == (slowPeer{}).Name() {
			assert.True(t, strings.HasSuffix(row.What, ", sum"), row.What)
			assert.Greater(t, row.Measured.Median, 1000.0, row.What)
		}
	}
	want := map[string]int{slowPeer{}.Name(): 2 * 2, lambdaLoop: 1}
	for _, tier := range tiers() {
		want["lists "+tier.String()] = 4 * 2
	}
	assert.Equal(t, want, rivals)
	assert.Equal(t, map[string]float64{
		"200 lists of 15 items, lambda weights":    1. / 6,
		"1 list of 1Mi items, lambda weights":      1. / 4,
		"1 list of 4Ki items, lambda weights, sum": 50,
	}, aims)
}
