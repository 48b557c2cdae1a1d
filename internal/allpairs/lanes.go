package allpairs

import (
	"math"

	"github.com/marginrank/marginrank/internal/dcg"
)

// Sums are sums over the partners of an item. In these, w is a partner's weight times the difference of gains, d is how far the
// partner's discount is away from a reference, and s is how far its score is away from another reference. Neither d nor s is ever
// negative, so nothing cancels.
type sums struct {
	p float64 // Σ w
	q float64 // Σ w·d
	r float64 // Σ w·s
	x float64 // Σ w·d·s
}

const (
	mostLanes  = 7   // levels whose items are gone through at the same time; odd, as there is an empty one
	chunkItems = 256 // items that are added to sums without compensation
)

// Lanes are the sums for several levels. Items are added in chunks, and a lane has the sums after each item of the chunk. The sums of earlier
// chunks are in the base. Additions to the base are compensated: lost has what they round off. The base has the references that the sums had
// at the end of the last chunk.
type lanes struct {
	count      int                             // of lanes
	gains      [mostLanes + 1][]float64        // of each lane, the differences of gains to each level; 0 for levels that are no partners'
	sums       [mostLanes + 1][chunkItems]sums // the last one stays empty
	base, lost [mostLanes + 1]sums
	reference  reference
	squares    squares

	// Of the items of a chunk, in the order in which they are added: how far the references move to the item, or how far the
	// item is from one that does not move.
	d, s   [chunkItems]float64
	at     [chunkItems]reference // of the sums after the item
	level  []uint32
	weight []float64

	levels        [chunkItems]uint32
	weights, ones [chunkItems]float64
}

type reference struct {
	discount dcg.Discount
	score    float64
}

// use gives a lane to each level from lo to hi, and the empty lane to all other levels. It sets the lane of each
// level in lane. The partners of the items on a lane are on lower levels or, if above is set, on higher levels.
func (l *lanes) use(lane []uint32, gains []float64, lo, hi int, above bool) {
	l.count = hi - lo
	if l.count%2 > 0 {
		l.gains[l.count] = grown(l.gains[l.count], len(gains))
		clear(l.gains[l.count])
	}
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

// reset removes all items, and sets the references of the base.
func (l *lanes) reset(to reference) {
	l.base, l.lost, l.reference = [mostLanes + 1]sums{}, [mostLanes + 1]sums{}, to
	l.squares.base, l.squares.lost = [mostLanes + 1]square{}, [mostLanes + 1]square{}
}

// add adds the n items of a chunk. Both references move to each item, except that up to a pivot the reference of discounts stays, and from
// the pivot on the reference of scores stays. If scores is false, the sums of scores are not needed. Two lanes are processed in parallel,
// because each step of a lane depends on the step before.
func (l *lanes) add(part part, n int, scores bool) {
	for lane := 0; lane < l.count; lane += 2 {
		switch {
		case !scores && part == toPivot:
			l.addFixed(lane, n)
		case !scores:
			l.addMoving(lane, n)
		case part == above:
			l.addAbove(lane, n)
		case part == toPivot:
			l.addToPivot(lane, n)
		default:
			l.addFromPivot(lane, n)
		}
	}
}

// two returns the differences of gains and the sums of a lane and of the next lane, for a chunk of n items.
func (l *lanes) two(lane, n int) (g0, g1 []float64, sums0, sums1 []sums) {
	g0, g1 = l.gains[lane], l.gains[lane+1]
	return g0, g1[:len(g0)], l.sums[lane][:n], l.sums[lane+1][:n]
}

func (l *lanes) addAbove(lane, n int) {
	g0, g1, sums0, sums1 := l.two(lane, n)
	d, s, weight, level := l.d[:n], l.s[:n], l.weight[:n], l.level[:n]
	var p0, q0, r0, x0, p1, q1, r1, x1 float64
	for k, d := range d {
		s, w, of := s[k], weight[k], level[k]
		q0 += float64(d * p0)
		q1 += float64(d * p1)
		x0 += float64(d*r0) + float64(s*q0)
		x1 += float64(d*r1) + float64(s*q1)
		r0 += float64(s * p0)
		r1 += float64(s * p1)
		p0 += float64(w * g0[of])
		p1 += float64(w * g1[of])
		sums0[k] = sums{p0, q0, r0, x0}
		sums1[k] = sums{p1, q1, r1, x1}
	}
}

func (l *lanes) addToPivot(lane, n int) {
	g0, g1, sums0, sums1 := l.two(lane, n)
	d, s, weight, level := l.d[:n], l.s[:n], l.weight[:n], l.level[:n]
	var p0, q0, r0, x0, p1, q1, r1, x1 float64
	for k, d := range d {
		s, w, of := s[k], weight[k], level[k]
		x0 += float64(s * q0)
		x1 += float64(s * q1)
		r0 += float64(s * p0)
		r1 += float64(s * p1)
		w0, w1 := float64(w*g0[of]), float64(w*g1[of])
		q0 += float64(w0 * d)
		q1 += float64(w1 * d)
		p0 += w0
		p1 += w1
		sums0[k] = sums{p0, q0, r0, x0}
		sums1[k] = sums{p1, q1, r1, x1}
	}
}

func (l *lanes) addFromPivot(lane, n int) {
	g0, g1, sums0, sums1 := l.two(lane, n)
	d, s, weight, level := l.d[:n], l.s[:n], l.weight[:n], l.level[:n]
	var p0, q0, r0, x0, p1, q1, r1, x1 float64
	for k, d := range d {
		s, w, of := s[k], weight[k], level[k]
		x0 += float64(d * r0)
		x1 += float64(d * r1)
		q0 += float64(d * p0)
		q1 += float64(d * p1)
		w0, w1 := float64(w*g0[of]), float64(w*g1[of])
		r0 += float64(w0 * s)
		r1 += float64(w1 * s)
		p0 += w0
		p1 += w1
		sums0[k] = sums{p0, q0, r0, x0}
		sums1[k] = sums{p1, q1, r1, x1}
	}
}

func (l *lanes) addMoving(lane, n int) {
	g0, g1, sums0, sums1 := l.two(lane, n)
	d, weight, level := l.d[:n], l.weight[:n], l.level[:n]
	var p0, q0, p1, q1 float64
	for k, d := range d {
		w, of := weight[k], level[k]
		q0 += float64(d * p0)
		q1 += float64(d * p1)
		p0 += float64(w * g0[of])
		p1 += float64(w * g1[of])
		sums0[k].p, sums0[k].q = p0, q0
		sums1[k].p, sums1[k].q = p1, q1
	}
}

func (l *lanes) addFixed(lane, n int) {
	g0, g1, sums0, sums1 := l.two(lane, n)
	d, weight, level := l.d[:n], l.weight[:n], l.level[:n]
	var p0, q0, p1, q1 float64
	for k, d := range d {
		w, of := weight[k], level[k]
		w0, w1 := float64(w*g0[of]), float64(w*g1[of])
		q0 += float64(w0 * d)
		q1 += float64(w1 * d)
		p0 += w0
		p1 += w1
		sums0[k].p, sums0[k].q = p0, q0
		sums1[k].p, sums1[k].q = p1, q1
	}
}

// move moves the sums of the n items of a chunk to the base. The references of the chunk become the references of the base.
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

// accumulate adds v to sum + lost, where lost is what rounding has left out of sum (Knuth, TAOCP 2, 4.2.2).
// Afterwards sum is the float64 that is nearest to sum + lost.
func accumulate(sum, lost *float64, v float64) {
	t := *sum + v
	y := t - *sum
	rest := *lost + ((*sum - (t - y)) + (v - y))
	*sum = t + rest
	*lost = rest - (*sum - t)
}

// gap returns the distance between two discounts.
func gap(a, b dcg.Discount) float64 { return math.Abs(a.Minus(b)) }
