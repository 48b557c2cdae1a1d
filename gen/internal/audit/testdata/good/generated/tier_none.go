//go:build purego || (!amd64 && !arm64)

package generated

import "github.com/marginrank/marginrank/internal/cpuid"

func HingeSumF32(tier cpuid.Tier, a *Args) { HingeSumF32Portable(a) }

func HingeSumWeightedF32(tier cpuid.Tier, a *Args) { HingeSumWeightedF32Portable(a) }

func HingeEachF16(tier cpuid.Tier, a *Args) { HingeEachF16Portable(a) }

func HingeEachGradF32(tier cpuid.Tier, a *Args) { HingeEachGradF32Portable(a) }

func Differ(tier cpuid.Tier, w *Words) {
	DifferPortable(w)
}
