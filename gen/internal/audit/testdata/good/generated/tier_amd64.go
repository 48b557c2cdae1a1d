//go:build !purego

package generated

import (
	"github.com/marginrank/marginrank/asm"
	"github.com/marginrank/marginrank/internal/cpuid"
)

func HingeSumF32(tier cpuid.Tier, a *Args) {
	switch tier {
	case cpuid.AVX512:
		asm.HingeSumF32AVX512(a)
	default:
		HingeSumF32Portable(a)
	}
}

func HingeSumWeightedF32(tier cpuid.Tier, a *Args) {
	switch tier {
	case cpuid.AVX512:
		asm.HingeSumWeightedF32AVX512(a)
	default:
		HingeSumWeightedF32Portable(a)
	}
}

func HingeEachF16(tier cpuid.Tier, a *Args) {
	HingeEachF16Portable(a)
}

func HingeEachGradF32(tier cpuid.Tier, a *Args) {
	switch tier {
	case cpuid.AVX2:
		asm.HingeEachGradF32AVX2(a)
	default:
		HingeEachGradF32Portable(a)
	}
}

func Differ(tier cpuid.Tier, w *Words) {
	switch tier {
	case cpuid.AVX512:
		asm.DifferAVX512(w)
	default:
		DifferPortable(w)
	}
}
