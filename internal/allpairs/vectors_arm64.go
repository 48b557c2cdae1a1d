//go:build !purego

package allpairs

import (
	"github.com/marginrank/marginrank/internal/allpairs/asm"
	"github.com/marginrank/marginrank/internal/cpuid"
)

// countVectors is short.count in assembly, if there is any for the tier.
func countVectors(tier cpuid.Tier, low, high, lower *[mostShort]uint32, scores, relevance []float32, margin float32) bool {
	if tier != cpuid.NEON {
		return false
	}
	asm.CountNEON(&low[0], &high[0], &lower[0], &scores[0], &relevance[0], len(scores), margin)
	return true
}
