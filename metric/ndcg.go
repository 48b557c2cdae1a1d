package metric

import (
	"cmp"
	"math"
	"slices"
)

// A levelGain is the gain of a level's items, and how many there are.
type levelGain struct {
	gain float64
	size uint32
}

// A badGain is a gain that cannot be used, and whose it is.
type badGain struct {
	relevance float32
	gain      float64
}

// largestGain bounds gains: sums of 2^32 of them are finite.
const largestGain = 0x1p960

// findGains finds the gain of each level.
func (w *workspace) findGains(gain func(float32) float64) *badGain {
	if gain == nil && w.standard {
		return nil
	}
	w.standard = gain == nil
	w.gains = grown(w.gains, len(w.levels.Values))
	for level, r := range w.levels.Values {
		g := 0.0
		if gain == nil {
			g = standardGain(r)
		} else {
			g = gain(r)
		}
		if !(math.Abs(g) <= largestGain) {
			return &badGain{r, g}
		}
		w.gains[level] = g
	}
	return nil
}

// idealDCG is the largest DCG at rank k of items with a gain above 0. Its items' terms are added as dcg adds
// them, so the best order has an NDCG of exactly 1.
func (w *workspace) idealDCG(k int) float64 {
	w.ideal = grown(w.ideal, len(w.gains))
	for level, g := range w.gains {
		w.ideal[level] = levelGain{g, w.levels.Sizes[level]}
	}
	if !slices.IsSorted(w.gains) {
		slices.SortFunc(w.ideal, func(a, b levelGain) int { return cmp.Compare(a.gain, b.gain) })
	}
	w.findDiscounts(k)
	var s sum
	rank := 0
	for level := len(w.ideal) - 1; level >= 0 && w.ideal[level].gain > 0; level-- {
		of := w.ideal[level]
		for end := min(rank+int(of.size), k); rank < end; rank++ {
			s.add(float64(of.gain * w.discount[rank]))
		}
	}
	return s.value()
}

// dcg is the expected DCG at rank k. Each of the ranks of equal scores has the mean of their gains.
func (w *workspace) dcg(k int) float64 {
	var s sum
	start := 0
	for _, e := range w.ends {
		end := int(e)
		if g := w.meanGain(w.ranked[start:end]); g != 0 {
			for rank := start; rank < min(end, k); rank++ {
				s.add(float64(g * w.discount[rank]))
			}
		}
		if start = end; start >= k {
			break
		}
	}
	return s.value()
}

// meanGain is the mean of the gains of items on these levels. It does not depend on their order: either no addition rounds, or
// they are added up in the order of their size.
func (w *workspace) meanGain(levels []uint32) float64 {
	first := w.gains[levels[0]]
	if len(levels) == 1 {
		return first
	}
	var s sum
	same := true
	for _, level := range levels {
		g := w.gains[level]
		same = same && g == first
		s.add(g)
	}
	if same {
		return first
	}
	if !s.exact() {
		w.group = grown(w.group, len(levels))
		for i, level := range levels {
			w.group[i] = w.gains[level]
		}
		slices.Sort(w.group)
		s = sum{}
		for _, g := range w.group {
			s.add(g)
		}
	}
	return s.value() / float64(len(levels))
}

// findDiscounts finds the discounts up to rank k.
func (w *workspace) findDiscounts(k int) {
	for rank := len(w.discount) + 1; rank <= k; rank++ {
		w.discount = append(w.discount, 1/log2(1+rank))
	}
}
