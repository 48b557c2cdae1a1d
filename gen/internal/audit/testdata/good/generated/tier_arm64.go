//go:build !purego

package generated

func HingeSumF32(b *Batch) {
	HingeSumF32Portable(b, 0)
}

func HingeEachF16(b *Batch) {
	n := 0
	switch tier := cpuid.Current(); {
	case tier == cpuid.NEON:
		n = b.Chunks()
		asm.HingeEachF16NEON(b.Out, b.X1, n, b.Margin)
	}
	HingeEachF16Portable(b, n)
}

func HingeEachGradF32(b *Batch) {
	HingeEachGradF32Portable(b, 0)
}
