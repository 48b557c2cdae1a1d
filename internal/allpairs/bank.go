package allpairs

import (
	"math"

	"github.com/marginrank/marginrank/internal/dcg"
	"github.com/marginrank/marginrank/internal/order"
)

// Sums are over items that are partners of an item: of their weights times the difference of gains, and of that times how far
// they are from a reference. One reference is a discount, the other one is a score. Each item's discount is d away from the first, and
// its score s from the second. Neither d nor s is ever negative, so nothing cancels.
type sums struct {
	p float64 // Σ w
	q float64 // Σ w·d
	r float64 // Σ w·s
	x float64 // Σ w·d·s
}

// A bank has sums for the items of each level, whose partners are on the levels on one side.
//
// Additions go to the local sums. After so many they move to the base, where additions are compensated: lost is what
// these round off. The references of the base are those that the local sums had then.
type bank struct {
	local, base, lost []sums
	based             bool // the base is not empty
	reference         reference
	rows              rows
}

type reference struct {
	discount dcg.Discount
	score    float64
}

// stepsToBase is how many items are added to the local sums at most.
const stepsToBase = 256

// use prepares for the partners on the levels below an item's, or above.
func (b *bank) use(gains []float64, above bool) {
	k := len(gains)
	b.local, b.base, b.lost = grown(b.local, k), grown(b.base, k), grown(b.lost, k)
	b.based = true // so that reset clears all
	b.rows.use(gains, above)
}

// reset forgets all items. The references are those of the base.
func (b *bank) reset(to reference) {
	clear(b.local)
	if b.based {
		clear(b.base)
		clear(b.lost)
	}
	b.based, b.reference = false, to
}

// move moves the local sums to the base. The references become these, which are those of the local sums.
func (b *bank) move(to reference) {
	d, s := math.Abs(to.discount.Minus(b.reference.discount)), math.Abs(to.score-b.reference.score)
	ds := float64(d * s)
	for a := range b.base {
		base, lost, local := &b.base[a], &b.lost[a], &b.local[a]
		accumulate(&base.x, &lost.x, float64(d*base.r))
		accumulate(&base.x, &lost.x, float64(s*base.q))
		accumulate(&base.x, &lost.x, float64(ds*base.p))
		accumulate(&base.x, &lost.x, local.x)
		accumulate(&base.q, &lost.q, float64(d*base.p))
		accumulate(&base.q, &lost.q, local.q)
		accumulate(&base.r, &lost.r, float64(s*base.p))
		accumulate(&base.r, &lost.r, local.r)
		accumulate(&base.p, &lost.p, local.p)
		*local = sums{}
	}
	b.based, b.reference = true, to
}

// accumulate adds v to a sum of which lost is the rest (Knuth, TAOCP 2, 4.2.2). The sum stays the nearest float64 to both together.
func accumulate(sum, lost *float64, v float64) {
	t := *sum + v
	y := t - *sum
	rest := *lost + ((*sum - (t - y)) + (v - y))
	*sum = t + rest
	*lost = rest - (*sum - t)
}

// weight is the sum of weights times differences of discounts for an item whose discount is d away from the reference.
func (s *sums) weight(d float64) float64 { return s.q + float64(d*s.p) }

// loss is that with each pair's loss as a factor. An item with the score of the reference would have the loss u.
func (s *sums) loss(d, u float64) float64 {
	return (s.x + float64(d*s.r)) + float64(u*(s.q+float64(d*s.p)))
}

// Rows are the differences of gains of each level to the levels on one side; 0 for the others.
type rows struct {
	gains []float64
	above bool
	all   []float64 // if there are few levels
	one   []float64
}

func (r *rows) use(gains []float64, above bool) {
	r.gains, r.above = gains, above
	k := len(gains)
	if k > order.FewLevels {
		r.all, r.one = r.all[:0], grown(r.one, k)
		return
	}
	r.all = grown(r.all, k*k)
	for level := range k {
		r.fill(r.all[level*k:][:k], level)
	}
}

// fill fills in the row of a partner's level: the differences for the levels of items that it is a partner of.
func (r *rows) fill(row []float64, level int) {
	clear(row)
	lo, hi := level+1, len(row)
	if r.above {
		lo, hi = 0, level
	}
	for a, g := range r.gains[lo:hi] {
		row[lo+a] = math.Abs(g - r.gains[level])
	}
}

// of returns the row of a level.
func (r *rows) of(level uint32) []float64 {
	k := len(r.gains)
	if at := int(level) * k; at+k <= len(r.all) {
		return r.all[at : at+k]
	}
	return r.compute(level)
}

func (r *rows) compute(level uint32) []float64 {
	r.fill(r.one, int(level))
	return r.one
}
