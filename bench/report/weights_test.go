package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// checkWeights requires that in L2 only the loop by hand has an aim, and that no aim is beyond what bytes allow.
func checkWeights(t *testing.T, r *results) {
	seen := map[string]bool{}
	for _, row := range r.in("weights") {
		seen[row.What+" against "+row.Against] = true
		switch {
		case row.Against == "plain weighted":
			assert.Equal(t, 1.0, row.Aim)
		case row.Region == inL2:
			assert.Zero(t, row.Aim, row.What)
		case strings.HasSuffix(row.What, "counts"):
			assert.Equal(t, 0.95, row.Aim)
		default:
			assert.InDelta(t, 0.9*20/24, row.Aim, 1e-12, "four bytes a pair more")
		}
	}
	if len(assemblyTiers()) == 0 {
		assert.Empty(t, seen)
		return
	}
	for _, what := range []string{
		"float32 forward, counts against float32 forward; 1.00 by bytes", "float32 fused, counts against float32 fused; 1.00 by bytes",
		"float32 fused, sum, weights against float32 fused, sum; 0.83 by bytes", "float32 fused, sum, margins against float32 fused, sum; 0.83 by bytes",
		"float32 fused, weights against plain weighted",
	} {
		assert.True(t, seen[what], what)
	}
	assert.Len(t, seen, 5)
}
