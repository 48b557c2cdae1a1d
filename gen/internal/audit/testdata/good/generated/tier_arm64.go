//go:build !purego

package generated

import (
	"github.com/marginrank/marginrank/asm"
	"github.com/marginrank/marginrank/internal/cpuid"
)

func HingeSumF32(tier cpuid.Tier, a *Args) {
	switch tier {
	case cpuid.NEON:
		asm.HingeSumF32NEON(a)
	default:
		HingeSumF32Portable(a)
	}
}

func HingeSumWeightedF32(tier cpuid.Tier, a *Args) {
	HingeSumWeightedF32Portable(a)
}

func HingeEachF16(tier cpuid.Tier, a *Args) {
	switch tier {
	case cpuid.NEON:
		asm.HingeEachF16NEON(a)
	default:
		HingeEachF16Portable(a)
	}
}

func HingeEachGradF32(tier cpuid.Tier, a *Args) {
	HingeEachGradF32Portable(a)
}

func Differ(tier cpuid.Tier, w *Words) {
	DifferPortable(w)
}
