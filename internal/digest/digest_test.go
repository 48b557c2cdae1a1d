package digest

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/internal/cpuid"
)

// The digest is the same with every tier, and on every machine.
func TestSameDigestEverywhere(t *testing.T) {
	for _, tier := range cpuid.Tiers {
		t.Run(tier.String(), func(t *testing.T) {
			if !cpuid.Supported(tier) {
				t.Skipf("tier %v: not run, this CPU or this build lacks it", tier)
			}
			defer cpuid.Use(tier)()
			got, err := Of()
			require.NoError(t, err)
			assert.Equal(t, Expected, got)
		})
	}
}

// A single bit, and a single call that fails, make a difference.
func TestResults(t *testing.T) {
	hashOf := func(values ...float64) []byte {
		r := newResults()
		r.add(values...)
		return r.sum.Sum(nil)
	}
	assert.NotEqual(t, hashOf(1, 2), hashOf(2, 1))
	assert.Equal(t, hashOf(0, math.NaN()), hashOf(math.Copysign(0, -1), math.Float64frombits(0xfff8000000000002)))
	assert.NotEqual(t, hashOf(math.Inf(1)), hashOf(math.NaN()))
	r := newResults()
	r.note(nil)
	assert.NoError(t, r.err)
	r.note(assert.AnError)
	r.note(nil)
	assert.ErrorIs(t, r.err, assert.AnError)
}
