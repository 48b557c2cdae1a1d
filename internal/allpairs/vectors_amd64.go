//go:build !purego

package allpairs

import (
	"unsafe"

	"github.com/marginrank/marginrank/internal/allpairs/asm"
	"github.com/marginrank/marginrank/internal/cpuid"
)

// countVectors is short.count in assembly. It returns false if there is no assembly for the tier.
func countVectors(tier cpuid.Tier, low, high, lower *[mostShort]uint32, scores, relevance []float32, margin float32) bool {
	var l asm.List // field by field: a literal would be copied before its last field is written
	l.Low, l.High, l.Lower = &low[0], &high[0], &lower[0]
	l.Scores, l.Relevance, l.N, l.Margin = &scores[0], &relevance[0], len(scores), margin
	switch tier {
	case cpuid.AVX512:
		asm.CountAVX512(&l)
	case cpuid.AVX2:
		asm.CountAVX2(&l)
	default:
		return false
	}
	return true
}

// hasRuns reports whether there is assembly for runs for the tier.
func hasRuns(tier cpuid.Tier) bool { return tier >= cpuid.AVX2 }

// runVectors runs the assembly for runs.
func runVectors(tier cpuid.Tier, counts []int32, scores, relevance []float32, offsets []int, margin float32) (r asm.Run) {
	r.Counts, r.Scores, r.Relevance = unsafe.SliceData(counts), unsafe.SliceData(scores), unsafe.SliceData(relevance)
	r.Offsets, r.N, r.Items, r.Margin = unsafe.SliceData(offsets), len(offsets)-1, len(scores), margin
	if tier == cpuid.AVX512 {
		asm.RunAVX512(&r)
	} else {
		asm.RunAVX2(&r)
	}
	return r
}
