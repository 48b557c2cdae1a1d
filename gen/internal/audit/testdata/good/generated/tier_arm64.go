//go:build !purego

package generated

func HingeSumF32(b *Batch) {
	HingeSumF32Portable(b, 0)
}

func HingeEachF16(b *Batch) {
	switch tier := cpuid.Current(); {
	case tier == cpuid.NEON:
		asm.HingeEachF16NEON(b.Out, b.X1, b.N, b.Margin)
	default:
		HingeEachF16Portable(b, 0)
	}
}

func HingeEachGradF32(b *Batch) {
	HingeEachGradF32Portable(b, 0)
}
