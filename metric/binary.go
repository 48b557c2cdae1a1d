package metric

import "github.com/marginrank/marginrank/internal/dcg"

// relevant returns the lowest level above the threshold, and how many items are on that level or higher.
func (w *workspace) relevant(threshold float32) (first uint32, items int) {
	level := len(w.levels.Values)
	for level > 0 && w.levels.Values[level-1] > threshold {
		level--
		items += int(w.levels.Sizes[level])
	}
	return uint32(level), items
}

// binary computes a metric, down to rank last, of items that are relevant from level first on.
func (w *workspace) binary(kind Kind, last, k int, first uint32, relevant int) float64 {
	switch kind {
	case KindMRR:
		return w.reciprocalRank(last, first)
	case KindMAP:
		return w.averagePrecision(last, first, relevant)
	case KindHitRate:
		return w.hitRate(last, first)
	}
	found := w.found(last, first)
	if kind == KindRecall {
		return found / float64(relevant)
	}
	if k <= 0 {
		k = w.items
	}
	return found / float64(k)
}

// relevantIn counts the relevant items at ranks from start+1 to end.
func (w *workspace) relevantIn(start, end int, first uint32) (n int) {
	for _, level := range w.ranked[start:end] {
		if level >= first {
			n++
		}
	}
	return n
}

// In the following, g items have equal scores, at ranks from start+1 to end. Of these, r are relevant, and m are at ranks
// down to the last one that counts. The formulas and where they are from are in the package's documentation.

// found is how many relevant items there are down to rank last.
func (w *workspace) found(last int, first uint32) float64 {
	found, start := 0, 0
	for _, e := range w.ends {
		end := int(e)
		r := w.relevantIn(start, end, first)
		if end >= last {
			g, m := end-start, last-start
			return float64(found) + float64(r)*float64(m)/float64(g)
		}
		found += r
		start = end
	}
	return float64(found)
}

// hitRate is the probability of a relevant item down to rank last.
func (w *workspace) hitRate(last int, first uint32) float64 {
	start := 0
	for _, e := range w.ends {
		end := int(e)
		r := w.relevantIn(start, end, first)
		if end >= last {
			return 1 - missed(end-start, r, last-start)
		}
		if r > 0 {
			return 1
		}
		start = end
	}
	return 0
}

// missed is the probability that none of r items out of g is among the first m: C(g-r, m) / C(g, m), which is C(g-m, r) / C(g, r).
func missed(g, r, m int) float64 {
	p := 1.0
	for i := range min(r, m) {
		p *= float64(g-max(r, m)-i) / float64(g-i)
	}
	return p
}

// reciprocalRank is the expectation of 1/rank of the first relevant item, 0 beyond rank last.
func (w *workspace) reciprocalRank(last int, first uint32) float64 {
	start := 0
	for _, e := range w.ends {
		end := int(e)
		if r := w.relevantIn(start, end, first); r > 0 {
			return reciprocalOf(start, end-start, r, min(end, last)-start)
		}
		if start = end; start >= last {
			break
		}
	}
	return 0
}

// reciprocalOf is the expectation for g items behind rank start. The first of r relevant ones is at j with probability
// p(j) = C(g-j, r-1) / C(g, r), so p(1) = r/g and p(j+1) = p(j)·(g-j-r+1)/(g-j).
func reciprocalOf(start, g, r, m int) float64 {
	const negligible = 0x1p-140 // all that comes behind is below 2^-109, and the sum above 2^-32
	var s dcg.Sum
	p := float64(r) / float64(g)
	for j := 1; j <= min(m, g-r+1) && p > negligible; j++ {
		s.Add(p / float64(start+j))
		p *= float64(g-j-r+1) / float64(g-j)
	}
	return s.Value()
}

// averagePrecision is the expectation of the sum of precisions at the ranks of relevant items, divided by their number. It is not above
// 1: terms are exactly 1, or smaller by much more than rounding.
func (w *workspace) averagePrecision(last int, first uint32, relevant int) float64 {
	var s dcg.Sum
	found, start := 0, 0
	for _, e := range w.ends {
		end := int(e)
		r := w.relevantIn(start, end, first)
		if g := end - start; r > 0 {
			share, others := float64(r)/float64(g), 0.0
			if r > 1 {
				others = float64(r-1) / float64(g-1)
			}
			for j := range min(end, last) - start {
				above := float64(found+1) + float64(float64(j)*others)
				s.Add(float64(share*above) / float64(start+j+1))
			}
		}
		found += r
		if start = end; start >= last {
			break
		}
	}
	return s.Value() / float64(relevant)
}
