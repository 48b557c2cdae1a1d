//go:build !purego

package allpairs

import (
	"unsafe"

	"github.com/marginrank/marginrank/internal/allpairs/asm"
	"github.com/marginrank/marginrank/internal/cpuid"
)

// countVectors is short.count in assembly, if there is any for the tier.
func countVectors(tier cpuid.Tier, low, high, lower *[mostShort]uint32, scores, relevance []float32, margin float32) bool {
	switch tier {
	case cpuid.AVX512:
		asm.CountAVX512(&low[0], &high[0], &lower[0], &scores[0], &relevance[0], len(scores), margin)
	case cpuid.AVX2:
		asm.CountAVX2(&low[0], &high[0], &lower[0], &scores[0], &relevance[0], len(scores), margin)
	default:
		return false
	}
	return true
}

// hasRuns reports whether there is assembly for runs for the tier.
func hasRuns(tier cpuid.Tier) bool { return tier >= cpuid.AVX2 }

// runVectors is that assembly.
func runVectors(tier cpuid.Tier, r *asm.Run, counts []int32, scores, relevance []float32, offsets []int, margin float32) {
	c, s, v, o := unsafe.SliceData(counts), unsafe.SliceData(scores), unsafe.SliceData(relevance), unsafe.SliceData(offsets)
	if tier == cpuid.AVX512 {
		asm.RunAVX512(r, c, s, v, o, len(offsets)-1, len(scores), margin)
	} else {
		asm.RunAVX2(r, c, s, v, o, len(offsets)-1, len(scores), margin)
	}
}
