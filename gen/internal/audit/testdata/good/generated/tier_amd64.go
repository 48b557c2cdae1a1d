//go:build !purego

package generated

func HingeSumF32(b *Batch) {
	n := 0
	switch tier := cpuid.Current(); {
	case tier == cpuid.AVX512:
		n = b.Chunks()
		asm.HingeSumF32AVX512(b.Acc, b.X1, n, b.Margin)
	}
	HingeSumF32Portable(b, n)
}

func HingeEachF16(b *Batch) {
	HingeEachF16Portable(b, 0)
}

func HingeEachGradF32(b *Batch) {
	n := 0
	switch tier := cpuid.Current(); {
	case tier == cpuid.AVX2:
		n = b.Chunks()
		asm.HingeEachGradF32AVX2(b.Out, b.GX1, b.X1, b.Upstream, n, b.Margin)
	}
	HingeEachGradF32Portable(b, n)
}
