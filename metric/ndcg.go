package metric

import (
	"math"
	"slices"

	"github.com/marginrank/marginrank/internal/dcg"
)

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
			g = dcg.StandardGain(r)
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

// idealDCG is the largest DCG at rank k. Its items' terms are added as dcg adds them, so the best order has an
// NDCG of exactly 1.
func (w *workspace) idealDCG(k int) float64 {
	w.ideal = grown(w.ideal, len(w.gains))
	for level, g := range w.gains {
		w.ideal[level] = dcg.Level{Gain: g, Size: w.levels.Sizes[level]}
	}
	return dcg.Ideal(w.ideal, k)
}

// dcg is the expected DCG at rank k. Each of the ranks of equal scores has the mean of their gains.
func (w *workspace) dcg(k int) float64 {
	var s dcg.Sum
	discounts := dcg.Discounts(min(k, w.items))
	start := 0
	for _, e := range w.ends {
		end := int(e)
		if g := w.meanGain(w.ranked[start:end]); g != 0 {
			for rank := start; rank < min(end, k); rank++ {
				s.Add(float64(g * discounts[rank].Upper))
			}
		}
		if start = end; start >= k {
			break
		}
	}
	return s.Value()
}

// meanGain is the mean of the gains of items on these levels. It does not depend on their order: either no addition rounds, or
// they are added up in the order of their size.
func (w *workspace) meanGain(levels []uint32) float64 {
	first := w.gains[levels[0]]
	if len(levels) == 1 {
		return first
	}
	var s dcg.Sum
	same := true
	for _, level := range levels {
		g := w.gains[level]
		same = same && g == first
		s.Add(g)
	}
	if same {
		return first
	}
	if !s.Exact() {
		w.group = grown(w.group, len(levels))
		for i, level := range levels {
			w.group[i] = w.gains[level]
		}
		slices.Sort(w.group)
		s = dcg.Sum{}
		for _, g := range w.group {
			s.Add(g)
		}
	}
	return s.Value() / float64(len(levels))
}
