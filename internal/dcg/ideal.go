package dcg

import (
	"cmp"
	"slices"
)

// A Level is a gain and the number of items that have it.
type Level struct {
	Gain float64
	Size uint32
}

// Ideal returns the ideal DCG at rank k: the sum of gain times discount over the first k ranks, with the items
// ranked by gain, highest first. Items without a gain above 0 are left out. Ideal may change the order of the
// levels.
func Ideal(levels []Level, k int) float64 {
	if byGain := func(a, b Level) int { return cmp.Compare(a.Gain, b.Gain) }; !slices.IsSortedFunc(levels, byGain) {
		slices.SortFunc(levels, byGain)
	}
	discounts := Discounts(k)
	var s Sum
	rank := 0
	for level := len(levels) - 1; level >= 0 && levels[level].Gain > 0; level-- {
		of := levels[level]
		for end := min(rank+int(of.Size), k); rank < end; rank++ {
			s.Add(float64(of.Gain * discounts[rank].Upper))
		}
	}
	return s.Value()
}
