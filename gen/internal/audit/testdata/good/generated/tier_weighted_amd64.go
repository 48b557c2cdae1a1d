//go:build !purego

package generated

func HingeSumWeightedF32(b *Batch) (sum, left float64, counts uint32) {
	switch tier := cpuid.Current(); {
	case tier == cpuid.AVX512:
		sum, counts = asm.HingeSumWeightedF32AVX512(b.X1, b.Weights, b.N, b.Weight, b.Margin)
		return sum, 0, counts
	default:
		var acc Lanes
		counts = HingeSumWeightedF32Portable(b, 1)
		sum, left = acc.foldF32()
		return sum, left, counts
	}
}
