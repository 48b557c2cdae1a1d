//go:build !purego

package generated

func chunks(pairs int) int {
	return pairs &^ (Chunk - 1)
}

func HingeSumF32(b *Batch) {
	var acc Lanes
	x1 := unsafe.SliceData(b.X1)
	n := chunks(len(b.X1))
	switch tier := cpuid.Current(); {
	case n == 0:
	case tier == cpuid.AVX512:
		asm.HingeSumF32AVX512(&acc[0], x1, n, b.Margin)
	default:
		n = 0
	}
	HingeSumF32Portable(b, n)
}

func HingeEachF16(b *Batch) {
	HingeEachF16Portable(b, 0)
}

func HingeEachGradF32(b *Batch) {
	n := chunks(len(b.X1))
	switch tier := cpuid.Current(); {
	case n == 0:
	case tier == cpuid.AVX2:
		asm.HingeEachGradF32AVX2(b.Out, b.GX1, b.X1, b.Upstream, n, b.Margin)
	default:
		n = 0
	}
	HingeEachGradF32Portable(b, n)
}
