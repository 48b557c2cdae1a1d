package allpairs

import (
	"math"
	"unsafe"

	"github.com/marginrank/marginrank/internal/exact"
)

// sweep is countList for a list of any length. It goes through the items in the order of their scores.
func (w *workspace[F]) sweep(counts []int32, l *list[F], m limit[F], roles bool) {
	clear(counts)
	w.relevance.Number(&w.sorter, l.relevance, l.mask)
	t := tally{pairs: pairs(w.relevance.Sizes)}
	if t.pairs == 0 {
		return
	}
	t.nan = w.sort(l)
	if n := len(w.order); n > 0 {
		w.evaluate(&t, m, !isFinite(w.scores[n-1]-w.scores[0]))
	}
	w.add(t)
	if t.active > 0 {
		w.finish(counts, roles, !t.nan && !t.infinite)
	}
}

// evaluate counts the active pairs of the sorted items in t. If differences may be infinite, it also sets t.nan
// and t.infinite. If the margin minus the difference of a pair is Inf - Inf, the loss of the pair is NaN, and the
// pair is not active.
func (w *workspace[F]) evaluate(t *tally, m limit[F], infinite bool) {
	below := false // there are differences of -Inf
	if infinite {
		t.nan = t.nan || w.sameInfinities()
		below = w.count(F(math.Inf(-1))) > 0
	}
	switch {
	case isFinite(m.margin):
		t.active = w.count(m.most)
		t.infinite = below
	case m.margin > 0: // all differences are inside but those of +Inf
		t.active = w.count(largest[F]())
		t.nan = t.nan || t.active < t.pairs
		t.infinite = true
	default: // -Inf or NaN
		t.nan = t.nan || below || m.margin != m.margin
	}
}

// pairs returns the number of pairs of items on different levels, given the sizes of the levels.
func pairs(size []uint32) (pairs int64) {
	lower := int64(0)
	for _, n := range size {
		pairs += lower * int64(n)
		lower += int64(n)
	}
	return pairs
}

// sameInfinities reports whether two sorted items of different levels are both +Inf or both -Inf.
func (w *workspace[F]) sameInfinities() bool {
	n := len(w.scores)
	for k := 1; k < n && w.scores[k] < -largest[F](); k++ {
		if w.levelOf(k) != w.levelOf(0) {
			return true
		}
	}
	for k := n - 2; k >= 0 && w.scores[k] > largest[F](); k-- {
		if w.levelOf(k) != w.levelOf(n-1) {
			return true
		}
	}
	return false
}

// count finds in how many active pairs each sorted item is, and returns the number of active pairs. Differences
// of at most m are inside the margin. m is neither +Inf nor NaN.
func (w *workspace[F]) count(m F) (active int64) {
	n := len(w.scores)
	w.high, w.low = grown(w.high, n+1)[:n], grown(w.low, n+1)[:n]
	boundaries(w.scores, m, w.high, w.low)
	if w.keep {
		w.ranked.keep(w.high, w.low)
	}
	if w.relevance.Few() {
		return w.countFew()
	}
	return w.countMany()
}

// countFew replaces boundaries by counts, if there are few levels.
func (w *workspace[F]) countFew() (active int64) {
	n := len(w.scores)
	w.ranks.fill(w.grades, n, len(w.relevance.Sizes))
	var lower [fewLevels + 1]uint32 // items on levels below this one
	for g := range lower {
		lower[g] = w.ranks.rank(uint32(n), uint8(g))
	}
	r, grades, low := w.ranks, w.grades[:n], w.low[:n]
	for k, first := range w.high {
		g := grades[k]
		high := lower[g&fewLevels] - r.rank(first, g)
		active += int64(high)
		w.high[k] = high
		low[k] -= r.rank(low[k], g+1)
	}
	return active
}

// countMany replaces boundaries by counts, for any number of levels.
func (w *workspace[F]) countMany() (active int64) {
	t := w.tree.Cleared(len(w.relevance.Sizes))
	for _, level := range w.levels {
		t.Add(level, 1)
	}
	p := uint32(0)
	for k, first := range w.high {
		for ; p < first; p++ {
			t.Add(w.levels[p], ^uint32(0))
		}
		w.high[k] = t.Before(w.levels[k])
		active += int64(w.high[k])
	}
	clear(t)
	p = 0
	for k, behind := range w.low {
		for ; p < behind; p++ {
			t.Add(w.levels[p], 1)
		}
		w.low[k] = behind - t.Before(w.levels[k]+1)
	}
	return active
}

// finish stores the counts of sorted items at their positions in counts and, if sum is set, adds to w.terms.
func (w *workspace[F]) finish(counts []int32, roles, sum bool) {
	n := len(w.order)
	w.sorted = grown(w.sorted, n)
	subtract(w.sorted, w.low, w.high)
	if sum {
		exact.AddAll(&w.terms, w.sorted, w.scores, int64(n))
	}
	switch {
	case counts == nil:
	case roles:
		for k, e := range w.order {
			counts[e.Index()] = roleOf(w.low[k], w.high[k])
		}
	default:
		for k, e := range w.order {
			counts[e.Index()] = w.sorted[k]
		}
	}
}

// subtract sets each count to the number of active pairs in which the item is the lower one, minus the number in
// which it is the higher one.
func subtract(counts []int32, low, high []uint32) {
	low, high = low[:len(counts)], high[:len(counts)]
	for k := range counts {
		counts[k] = int32(low[k] - high[k])
	}
}

// Roles of an item in active pairs; none is 0.
const (
	roleLower  = 1
	roleHigher = -1
	roleBoth   = 2
)

// roleOf returns the role of an item that is the lower one in low active pairs and the higher one in high.
func roleOf(low, high uint32) int32 {
	switch {
	case low > 0 && high > 0:
		return roleBoth
	case low > 0:
		return roleLower
	case high > 0:
		return roleHigher
	}
	return 0
}

func isFinite[F float](x F) bool { return x-x == 0 }

// largest returns the greatest finite value.
func largest[F float]() F {
	greatest := math.MaxFloat64
	if unsafe.Sizeof(F(0)) == 4 {
		greatest = math.MaxFloat32
	}
	return F(greatest)
}
