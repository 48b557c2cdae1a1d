//go:build !purego

package generated

func chunks(pairs int) int {
	return pairs &^ (Chunk - 1)
}

func HingeSumF32(b *Batch) {
	HingeSumF32Portable(b, 0)
}

func HingeEachF16(b *Batch) {
	n := chunks(len(b.X1))
	switch tier := cpuid.Current(); {
	case n == 0:
	case tier == cpuid.NEON:
		asm.HingeEachF16NEON(b.Out, b.X1, n, b.Margin)
	default:
		n = 0
	}
	HingeEachF16Portable(b, n)
}

func HingeEachGradF32(b *Batch) {
	HingeEachGradF32Portable(b, 0)
}
