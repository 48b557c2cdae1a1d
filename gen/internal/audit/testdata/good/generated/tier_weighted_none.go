//go:build purego || !amd64

package generated

func HingeSumWeightedF32(b *Batch) (sum, left float64, counts uint32) {
	return 0, 0, HingeSumWeightedF32Portable(b, 1)
}
