package allpairs

import "math"

// Squares are sums with squares of scores' distances, beside the sums of the same items in lanes.
type squares struct {
	sums       [mostLanes + 1][chunkItems]square // the last one stays empty
	base, lost [mostLanes + 1]square
	zeros      [chunkItems]float64
}

// A square has sums, with w, d and s as in sums.
type square struct {
	t float64 // Σ w·s²
	y float64 // Σ w·d·s²
}

// addSquares adds the n items of a chunk whose other sums are known.
func (l *lanes) addSquares(part part, n int) {
	q := &l.squares
	// How far the references move to the item, and how far the score is from one that does not move.
	moveD, moveS, apart := l.d[:n], l.s[:n], q.zeros[:n]
	switch part {
	case toPivot:
		moveD = q.zeros[:n]
	case fromPivot:
		moveS, apart = q.zeros[:n], l.s[:n]
	}
	weight, level := l.weight[:n], l.level[:n]
	for lane := range l.count {
		gains, others, out := l.gains[lane], l.sums[lane][:n], q.sums[lane][:n]
		var before sums
		var now square
		for k, d := range moveD {
			s, a := moveS[k], apart[k]
			now = now.moved(&before, d, s)
			now.t += float64(float64(float64(weight[k]*gains[level[k]])*a) * a)
			out[k] = now
			before = others[k]
		}
	}
}

// moved returns the sums after the references have moved away from the items, by d and s. of has the other sums before that.
func (q square) moved(of *sums, d, s float64) square {
	twice := 2 * s
	y := float64(d*q.t) + (float64(twice*(of.x+float64(d*of.r))) + float64(s*float64(s*(of.q+float64(d*of.p)))))
	t := float64(twice*of.r) + float64(s*float64(s*of.p))
	return square{q.t + t, q.y + y}
}

// moveSquares is the part of move for squares. It comes before move.
func (l *lanes) moveSquares(n int, to reference) {
	d, s := gap(to.discount, l.reference.discount), math.Abs(to.score-l.reference.score)
	for lane := range l.count {
		base, lost, of := &l.squares.base[lane], &l.squares.lost[lane], &l.squares.sums[lane][n-1]
		change := square{t: 0, y: float64(d * base.t)}
		change = change.moved(&l.base[lane], d, s)
		accumulate(&base.y, &lost.y, change.y)
		accumulate(&base.y, &lost.y, of.y)
		accumulate(&base.t, &lost.t, change.t)
		accumulate(&base.t, &lost.t, of.t)
	}
}

// hinges returns the sum of the weights times the hinges of an item's partners, and the sum of the weights times the squares of the
// hinges. The item's discount is d away from the reference, and its hinge with a partner at the reference is u.
func (s *sums) hinges(of *square, d, u float64) (hinges, squares float64) {
	w := s.q + float64(d*s.p)
	x := s.x + float64(d*s.r)
	y := of.y + float64(d*of.t)
	hinges = x + float64(u*w)
	return hinges, y + float64(u*(x+hinges))
}

// collectSquares is collect for squares.
func (r *role) collectSquares(part part, start, from, to int) {
	l, end, out, sign := r.lanes, len(r.level), r.lanes.reference, 1.0
	if part != above {
		sign = -1
	}
	sum := 0.0
	for t := from; t < to; t++ {
		i := t
		if part != fromPivot {
			i = from + to - 1 - t // in the order in which memory is gone through
		}
		var k int
		switch part {
		case fromPivot:
			k = i - 1 - start
		case toPivot:
			k = start - int(r.first[i])
		default:
			k = start - max(int(r.first[i]), i+1)
		}
		k = int(uint(k) % chunkItems)
		at, lane, e := &l.at[k], r.lane[r.level[i]]%(mostLanes+1), r.discount[end-1-i]
		upper, lower := difference(r.margin, r.scores[i])
		hinges, squares := l.sums[lane][k].hinges(&l.squares.sums[lane][k], float64(sign*at.discount.Minus(e)), (upper+at.score)+lower)
		hingesOut, squaresOut := l.base[lane].hinges(&l.squares.base[lane], float64(sign*out.discount.Minus(e)), (upper+out.score)+lower)
		r.weights[i] += hinges + hingesOut
		loss := squares + squaresOut
		if r.own != nil {
			loss = float64(loss * r.own[i])
		}
		sum += loss
	}
	r.loss.Add(sum)
}
