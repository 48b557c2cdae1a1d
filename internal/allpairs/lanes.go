package allpairs

import (
	"math"

	"github.com/marginrank/marginrank/internal/dcg"
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

const (
	mostLanes  = 7   // levels whose items are gone through at the same time
	chunkItems = 256 // items that are added to sums without compensation
)

// Lanes are sums for the items of each of some levels. Items are added a chunk at a time: a lane has the sums after each item of the chunk. What
// was before is in the base, where additions are compensated: lost is what these round off. The references of the base are those that
// the sums had then.
type lanes struct {
	count      int                             // of lanes
	gains      [mostLanes][]float64            // of each lane, the differences of gains to each level; 0 for levels that are no partners'
	sums       [mostLanes + 1][chunkItems]sums // the last one stays empty
	base, lost [mostLanes + 1]sums
	reference  reference

	// Of the items of a chunk, in the order in which they are added: how far the references move to the item, or how far the
	// item is from one that does not move.
	d, s, weight [chunkItems]float64
	level        [chunkItems]uint32
	at           [chunkItems]reference // of the sums after the item
}

type reference struct {
	discount dcg.Discount
	score    float64
}

// use gives a lane to each level from lo to hi, and the empty one to all others. The items on a lane have the partners on levels below, or
// above. It sets the lane of each level.
func (l *lanes) use(lane []uint32, gains []float64, lo, hi int, above bool) {
	l.count = hi - lo
	for level := range lane {
		lane[level] = mostLanes
	}
	for level := lo; level < hi; level++ {
		lane[level] = uint32(level - lo)
		row := grown(l.gains[level-lo], len(gains))
		l.gains[level-lo] = row
		clear(row)
		from, to := 0, level
		if above {
			from, to = level+1, len(gains)
		}
		for k, g := range gains[from:to] {
			row[from+k] = math.Abs(g - gains[level])
		}
	}
}

// reset forgets all items. The references are those of the base.
func (l *lanes) reset(to reference) {
	l.base, l.lost, l.reference = [mostLanes + 1]sums{}, [mostLanes + 1]sums{}, to
}

// add adds the n items of a chunk. Both references move to each of them, but before an item c that of discounts stays, and behind it that of
// scores. Without scores, the sums for these are not of use.
func (l *lanes) add(part part, n int, scores bool) {
	for lane := range l.count {
		switch gains, sums := l.gains[lane], l.sums[lane][:n]; {
		case !scores && part == toPivot:
			l.addFixed(sums, gains)
		case !scores:
			l.addMoving(sums, gains)
		case part == above:
			l.addAbove(sums, gains)
		case part == toPivot:
			l.addToPivot(sums, gains)
		default:
			l.addFromPivot(sums, gains)
		}
	}
}

func (l *lanes) addAbove(sums []sums, gains []float64) {
	n := len(sums)
	d, s, weight, level := l.d[:n], l.s[:n], l.weight[:n], l.level[:n]
	p, q, r, x := 0.0, 0.0, 0.0, 0.0
	for k, d := range d {
		s := s[k]
		x += float64(d*r) + float64(s*(q+float64(d*p)))
		q += float64(d * p)
		r += float64(s * p)
		p += float64(weight[k] * gains[level[k]])
		to := &sums[k]
		to.p, to.q, to.r, to.x = p, q, r, x
	}
}

func (l *lanes) addToPivot(sums []sums, gains []float64) {
	n := len(sums)
	d, s, weight, level := l.d[:n], l.s[:n], l.weight[:n], l.level[:n]
	p, q, r, x := 0.0, 0.0, 0.0, 0.0
	for k, d := range d {
		s := s[k]
		x += float64(s * q)
		r += float64(s * p)
		w := float64(weight[k] * gains[level[k]])
		q += float64(w * d)
		p += w
		to := &sums[k]
		to.p, to.q, to.r, to.x = p, q, r, x
	}
}

func (l *lanes) addFromPivot(sums []sums, gains []float64) {
	n := len(sums)
	d, s, weight, level := l.d[:n], l.s[:n], l.weight[:n], l.level[:n]
	p, q, r, x := 0.0, 0.0, 0.0, 0.0
	for k, d := range d {
		x += float64(d * r)
		q += float64(d * p)
		w := float64(weight[k] * gains[level[k]])
		r += float64(w * s[k])
		p += w
		to := &sums[k]
		to.p, to.q, to.r, to.x = p, q, r, x
	}
}

func (l *lanes) addMoving(sums []sums, gains []float64) {
	n := len(sums)
	d, weight, level := l.d[:n], l.weight[:n], l.level[:n]
	p, q := 0.0, 0.0
	for k, d := range d {
		q += float64(d * p)
		p += float64(weight[k] * gains[level[k]])
		to := &sums[k]
		to.p, to.q = p, q
	}
}

func (l *lanes) addFixed(sums []sums, gains []float64) {
	n := len(sums)
	d, weight, level := l.d[:n], l.weight[:n], l.level[:n]
	p, q := 0.0, 0.0
	for k, d := range d {
		w := float64(weight[k] * gains[level[k]])
		q += float64(w * d)
		p += w
		to := &sums[k]
		to.p, to.q = p, q
	}
}

// move moves the sums of the n items of a chunk to the base. The references become these, which are those of the chunk.
func (l *lanes) move(n int, to reference, scores bool) {
	d, s := gap(to.discount, l.reference.discount), math.Abs(to.score-l.reference.score)
	ds := float64(d * s)
	for lane := range l.count {
		base, lost, of := &l.base[lane], &l.lost[lane], &l.sums[lane][n-1]
		if scores {
			accumulate(&base.x, &lost.x, float64(d*base.r))
			accumulate(&base.x, &lost.x, float64(s*base.q))
			accumulate(&base.x, &lost.x, float64(ds*base.p))
			accumulate(&base.x, &lost.x, of.x)
			accumulate(&base.r, &lost.r, float64(s*base.p))
			accumulate(&base.r, &lost.r, of.r)
		}
		accumulate(&base.q, &lost.q, float64(d*base.p))
		accumulate(&base.q, &lost.q, of.q)
		accumulate(&base.p, &lost.p, of.p)
	}
	l.reference = to
}

// accumulate adds v to a sum of which lost is the rest (Knuth, TAOCP 2, 4.2.2). The sum stays the nearest float64 to both together.
func accumulate(sum, lost *float64, v float64) {
	t := *sum + v
	y := t - *sum
	rest := *lost + ((*sum - (t - y)) + (v - y))
	*sum = t + rest
	*lost = rest - (*sum - t)
}

// gap is how far apart two discounts are.
func gap(a, b dcg.Discount) float64 { return math.Abs(a.Minus(b)) }
