//go:build !purego

package generated

func HingeSumF32(b *Batch) (sum, left float64) {
	switch tier := cpuid.Current(); {
	case tier == cpuid.AVX512:
		var acc Lanes
		return asm.HingeSumF32AVX512(&acc[0], b.X1, b.N, b.Margin), 0
	default:
		var acc Lanes
		HingeSumF32Portable(b, 0)
		return acc.foldF32()
	}
}

func HingeEachF16(b *Batch) {
	HingeEachF16Portable(b, 0)
}

func HingeEachGradF32(b *Batch) {
	switch tier := cpuid.Current(); {
	case tier == cpuid.AVX2:
		asm.HingeEachGradF32AVX2(b.Out, b.GX1, b.X1, b.Upstream, b.N, b.Margin)
	default:
		HingeEachGradF32Portable(b, 0)
	}
}
