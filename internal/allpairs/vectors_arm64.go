//go:build !purego

package allpairs

import (
	"github.com/marginrank/marginrank/internal/allpairs/asm"
	"github.com/marginrank/marginrank/internal/cpuid"
)

// countVectors is short.count in assembly. It returns false if there is no assembly for the tier.
func countVectors(tier cpuid.Tier, low, high, lower *[mostShort]uint32, scores, relevance []float32, margin float32) bool {
	if tier != cpuid.NEON {
		return false
	}
	var l asm.List
	l.Low, l.High, l.Lower = &low[0], &high[0], &lower[0]
	l.Scores, l.Relevance, l.N, l.Margin = &scores[0], &relevance[0], len(scores), margin
	asm.CountNEON(&l)
	return true
}
