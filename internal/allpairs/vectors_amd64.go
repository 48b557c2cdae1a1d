//go:build !purego

package allpairs

import (
	"github.com/marginrank/marginrank/internal/allpairs/asm"
	"github.com/marginrank/marginrank/internal/cpuid"
)

// countVectors is short.count in assembly, if there is any for this CPU.
func countVectors(low, high, lower *[mostShort]uint32, scores, relevance []float32, margin float32) bool {
	switch tier := cpuid.Current(); tier {
	case cpuid.AVX512:
		asm.CountAVX512(&low[0], &high[0], &lower[0], &scores[0], &relevance[0], len(scores), margin)
	case cpuid.AVX2:
		asm.CountAVX2(&low[0], &high[0], &lower[0], &scores[0], &relevance[0], len(scores), margin)
	default:
		return false
	}
	return true
}
