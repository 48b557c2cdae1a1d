package allpairs

import (
	"math"
	"unsafe"
)

// Sweep goes through a list of any length, in order of its scores. Into counts, if that is
// not nil, it puts each item's: of the active pairs that it is the lower one of, minus those
// that it is the higher one of. With roles it puts what roleOf says of these two.
func (w *Workspace[F, K]) Sweep(counts []int32, l List[F], margin F, roles bool) {
	w.numberLevels(l.Relevance, l.Mask)
	t := Tally{Pairs: w.pairs()}
	clear(counts)
	if t.Pairs == 0 {
		return
	}
	order, nans := w.sorted(l)
	n := len(order)
	t.NaN = nans || w.sameInfinities()

	switch below := n > 0 && isInf(w.scores[0]-w.scores[n-1]) && w.walk(F(math.Inf(-1))) > 0; {
	case isFinite(margin):
		t.Active = w.walk(margin)
		t.Infinite = below
	case margin > 0:
		// A difference of +Inf makes NaN of it. All others are inside.
		t.Active = w.walk(largest[F]())
		t.NaN = t.Active < t.Pairs
		t.Infinite = true
	default: // -Inf or NaN
		t.NaN = t.NaN || below || margin != margin
	}
	w.Tally.Add(t)
	if t.Active > 0 {
		w.finish(counts, order, roles, !t.NaN && !t.Infinite)
	}
}

// pairs is the number of pairs of items on different levels.
func (w *Workspace[F, K]) pairs() (pairs int64) {
	lower := int64(0)
	for _, n := range w.size {
		pairs += lower * int64(n)
		lower += int64(n)
	}
	return pairs
}

// sorted puts the items with a score in order: scores and levels into the workspace.
// It returns where in the list they are, and whether others have NaN for a score.
func (w *Workspace[F, K]) sorted(l List[F]) (order []entry[K], nans bool) {
	w.entries[0] = grown(w.entries[0], len(l.Scores))
	w.entries[1] = grown(w.entries[1], len(l.Scores))
	order = w.entries[0][:0]
	for i, s := range l.Scores {
		switch {
		case l.Mask != nil && !l.Mask[i]:
		case s != s:
			nans = true
		default:
			order = append(order, entry[K]{keyOf[F, K](s), uint32(i)})
		}
	}
	order = sortEntries(order, w.entries[1], &w.counters)
	w.scores, w.levels = grown(w.scores, len(order)), grown(w.levels, len(order))
	for k, e := range order {
		w.scores[k], w.levels[k] = floatOf[F](e.key), w.level[e.index]
	}
	return order, nans
}

// sameInfinities reports whether two items of different levels are both +Inf or both -Inf.
func (w *Workspace[F, K]) sameInfinities() bool {
	n := len(w.scores)
	for k := 1; k < n && isInf(w.scores[k]) && w.scores[k] < 0; k++ {
		if w.levels[k] != w.levels[0] {
			return true
		}
	}
	for k := n - 2; k >= 0 && isInf(w.scores[k]) && w.scores[k] > 0; k-- {
		if w.levels[k] != w.levels[n-1] {
			return true
		}
	}
	return false
}

// walk finds the active pairs of the sorted items, with a margin that isn't NaN.
//
// The items j that a higher item i is inside the margin of are the last ones, from some p
// on. As i goes up, p does. So there are two ways to step: where fl(s_i - s_p) <= m, p is
// the first one for i, and the next i is to come; else p is not for this i nor for those to
// come, but for all before them.
func (w *Workspace[F, K]) walk(m F) (active int64) {
	n := len(w.scores)
	w.high, w.low = grown(w.high, n), grown(w.low, n)
	if len(w.size) <= fewLevels {
		return w.walkFew(m)
	}
	return w.walkMany(m)
}

func (w *Workspace[F, K]) walkFew(m F) (active int64) {
	s, level := w.scores, w.levels
	var below, above [fewLevels]int32 // items from p on of a lower level; items before i of a higher one
	for _, l := range level {
		for k := int(l) + 1; k < len(w.size); k++ {
			below[k]++
		}
	}
	i, p := 0, 0
	for i < len(s) && p < len(s) {
		if s[i]-s[p] <= m {
			l := level[i]
			w.high[i] = below[l]
			active += int64(below[l])
			for k := range l {
				above[k]++
			}
			i++
		} else {
			l := level[p]
			w.low[p] = above[l]
			for k := int(l) + 1; k < len(w.size); k++ {
				below[k]--
			}
			p++
		}
	}
	for ; i < len(s); i++ {
		w.high[i] = 0
	}
	for ; p < len(s); p++ {
		w.low[p] = above[level[p]]
	}
	return active
}

func (w *Workspace[F, K]) walkMany(m F) (active int64) {
	s, level := w.scores, w.levels
	below, above := w.trees[0].cleared(len(w.size)), w.trees[1].cleared(len(w.size))
	for _, l := range level {
		below.add(l, 1)
	}
	i, p := 0, 0
	for i < len(s) && p < len(s) {
		if s[i]-s[p] <= m {
			w.high[i] = below.before(level[i])
			active += int64(w.high[i])
			above.add(level[i], 1)
			i++
		} else {
			w.low[p] = int32(i) - above.before(level[p]+1)
			below.add(level[p], -1)
			p++
		}
	}
	for ; i < len(s); i++ {
		w.high[i] = 0
	}
	for ; p < len(s); p++ {
		w.low[p] = int32(i) - above.before(level[p]+1)
	}
	return active
}

// finish puts the counts of sorted items where the items are, and adds to the sum.
func (w *Workspace[F, K]) finish(counts []int32, order []entry[K], roles, sum bool) {
	for first, step := 0, atATime(int64(len(order))); first < len(order); first += step {
		end := min(first+step, len(order))
		w.Sum.reserve(end-first, int64(len(order)))
		for k := first; k < end; k++ {
			count := w.low[k] - w.high[k]
			if sum && count != 0 {
				w.Sum.add(int64(count), float64(w.scores[k]))
			}
			if roles {
				count = roleOf(w.low[k], w.high[k])
			}
			if counts != nil {
				counts[order[k].index] = count
			}
		}
	}
}

// Roles of an item in active pairs: none is 0.
const (
	Lower  = 1
	Higher = -1
	Both   = 2
)

// roleOf is that of an item in so many active pairs.
func roleOf(low, high int32) int32 {
	switch {
	case low > 0 && high > 0:
		return Both
	case low > 0:
		return Lower
	case high > 0:
		return Higher
	}
	return 0
}

func isFinite[F Float](x F) bool { return x-x == 0 }
func isInf[F Float](x F) bool    { return x == x && x-x != 0 }

// largest is the greatest finite value.
func largest[F Float]() F {
	greatest := math.MaxFloat64
	if unsafe.Sizeof(F(0)) == 4 {
		greatest = math.MaxFloat32
	}
	return F(greatest)
}
