package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/marginrank/marginrank/bench/internal/workload"
)

// checkIndexed requires that the items of each row are in its region, and that each row has a rival on its own
// tier.
func checkIndexed(t *testing.T, r *results) {
	assert.Len(t, r.in("indexed"), 2*3*len(assemblyTiers()), "two passes in three caches")
	for _, row := range r.in("indexed") {
		assert.Equal(t, "plain loops "+row.Tier, row.Against)
		assert.Contains(t, row.Samples, "indexed "+row.Tier)
		pass := workload.Forward
		if strings.Contains(row.What, "fused") {
			pass = workload.ForwardBackward
		}
		for _, region := range tiny().caches.regions() {
			if w := region.indexed(pass); region.name == row.Region {
				assert.Equal(t, describeIndexed(w), row.What)
				assert.InDelta(t, float64(w.Bytes()), row.GBs*row.NsEach*float64(row.N), 1e-3)
			}
		}
		assert.Equal(t, indexedAim(row.Region), row.Aim)
	}
}
