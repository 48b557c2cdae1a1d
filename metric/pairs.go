package metric

import "math"

// pairs counts the pairs of a list's items.
type pairs struct {
	all    int64 // of different relevance
	scored int64 // of different scores
	right2 int64 // twice those in the right order, and those of all that have equal scores once
}

// tau is Kendall's tau-b, or 0 if all scores are equal. It is between -1 and 1, also when it is rounded: right is no larger than all
// and scored, and what is rounded keeps its order.
func (p *pairs) tau() float64 {
	if p.scored == 0 {
		return 0
	}
	right := p.right2 - p.all // minus those in the wrong order
	return float64(right) / math.Sqrt(float64(p.all)*float64(p.scored))
}

// countPairs counts the pairs of the list.
func (w *workspace) countPairs() *pairs {
	p := &w.pairs
	if w.counted {
		return p
	}
	w.counted = true
	n := int64(w.items)
	*p = pairs{all: n * (n - 1) / 2, scored: n * (n - 1) / 2}
	for _, size := range w.levels.Sizes {
		p.all -= int64(size) * int64(size-1) / 2
	}
	start := uint32(0)
	for _, end := range w.ends {
		g := int64(end - start)
		p.scored -= g * (g - 1) / 2
		start = end
	}
	if p.all == 0 {
		return p
	}
	if len(w.levels.Sizes) <= fewLevels {
		p.right2 = w.rightFew()
	} else {
		p.right2 = w.rightMany()
	}
	return p
}

const fewLevels = 8

// rightFew is pairs.right2 for few levels. It goes through equal scores, the lowest first.
func (w *workspace) rightFew() (right2 int64) {
	var below [fewLevels + 1]int64 // items of lower scores on levels below this one
	end := len(w.ranked)
	for i := len(w.ends) - 1; i >= 0; i-- {
		start := 0
		if i > 0 {
			start = int(w.ends[i-1])
		}
		group := w.ranked[start:end]
		for _, level := range group {
			right2 += 2 * below[level]
		}
		if len(group) > 1 {
			right2 += w.tied(group)
		}
		for _, level := range group {
			for l := level + 1; l < fewLevels; l++ {
				below[l]++
			}
		}
		end = start
	}
	return right2
}

// rightMany is pairs.right2 for any number of levels.
func (w *workspace) rightMany() (right2 int64) {
	below := w.tree.Cleared(len(w.levels.Sizes))
	end := len(w.ranked)
	for i := len(w.ends) - 1; i >= 0; i-- {
		start := 0
		if i > 0 {
			start = int(w.ends[i-1])
		}
		group := w.ranked[start:end]
		for _, level := range group {
			right2 += 2 * int64(below.Before(level))
		}
		if len(group) > 1 {
			right2 += w.tied(group)
		}
		for _, level := range group {
			below.Add(level, 1)
		}
		end = start
	}
	return right2
}

// tied counts the pairs of different levels.
func (w *workspace) tied(group []uint32) (n int64) {
	// Of each level, seen is how many items there were so far; 0 again in the end.
	if levels := len(w.levels.Sizes); len(w.seen) < levels {
		w.seen = make([]uint32, levels)
	}
	for k, level := range group {
		n += int64(k) - int64(w.seen[level])
		w.seen[level]++
	}
	for _, level := range group {
		w.seen[level] = 0
	}
	return n
}
