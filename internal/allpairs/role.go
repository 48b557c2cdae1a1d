package allpairs

import "github.com/marginrank/marginrank/internal/dcg"

// A role has sorted items in the role of the higher item of their pairs. The partners of item i are the items from first[i] on that are on
// lower levels.
//
// The partners above an item, in the order of scores, are an end of the order, which grows as i falls. The partners below it are a window that
// moves. To sum up windows without subtractions, a fixed item c cuts windows in two: one part ends below c and grows downwards, the other part
// begins at c and grows upwards. c serves the items whose windows contain it.
//
// A role that is turned round has its items in the role of the lower item: the last item comes first, partners are on higher levels and
// before first[i], and above and below are exchanged.
type role struct {
	lanes    *lanes
	lane     []uint32       // of each level
	discount []dcg.Discount // of ranks, which fall as scores rise
	level    []uint32
	first    []uint32 // nil: all items are partners

	// Of the items as they are:
	scores []float64
	margin float64

	// Of the items turned round:
	turned bool
	weight []float64 // of partners; nil: 1

	weights []float64 // of the pairs of each item: sum adds to it
	loss    *dcg.Sum  // of the losses of all pairs, times the item's own weight: sum adds to it. Nil: scores do not matter
	wrong   *dcg.Sum  // of the weights of all pairs with partners above, which are in the wrong order, times that weight, too
	own     []float64 // nil: 1

	squared bool // the losses are squares, and the weights of pairs are multiplied by their hinges; loss is not nil
}

// A part of the partners of an item.
type part uint8

const (
	above     part = iota // those above it
	toPivot               // those below it, up to c
	fromPivot             // those below it, from c on
)

// sum adds, for each item on a lane, the weights of its pairs to r.weights, and the weights times the losses to
// r.loss.
func (r *role) sum() {
	r.sumAbove()
	if r.wrong != nil {
		addProducts(r.wrong, r.own, r.weights)
	}
	n := len(r.level)
	for c := 0; c < n; {
		end := c + 1
		for step := 1; end < n && r.firstOf(end) <= c; step *= 2 { // a search whose steps grow, then fall
			end = min(end+step, n)
		}
		end = r.search(c+1, end, c)
		if r.firstOf(c) < c {
			r.sumToPivot(c, end)
		}
		if end > c+1 {
			r.sumFromPivot(c, end)
		}
		c = end
	}
}

// search returns the first item in [lo, hi) whose first partner is after p, or hi if there is none. It looks near
// hi first.
func (r *role) search(lo, hi, p int) int {
	for step := 1; lo < hi; step *= 2 {
		at := max(hi-step, lo)
		if r.firstOf(at) <= p {
			lo = at + 1
			break
		}
		hi = at
	}
	for lo < hi {
		if mid := int(uint(lo+hi) / 2); r.firstOf(mid) > p {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	return lo
}

// index returns the index of item i in the order of scores, which is reversed if the role is turned round.
func (r *role) index(i int) int {
	if r.turned {
		return len(r.level) - 1 - i
	}
	return i
}

// firstOf returns the first partner of item i.
func (r *role) firstOf(i int) int {
	switch {
	case r.first == nil:
		return 0
	case r.turned:
		return len(r.level) - int(r.first[len(r.level)-1-i])
	}
	return int(r.first[i])
}

// at returns the discount of item i, and its score if scores matter.
func (r *role) at(i int) (at reference) {
	i = r.index(i)
	at.discount = r.discount[len(r.level)-1-i]
	if r.loss != nil {
		at.score = r.scores[i]
	}
	return at
}

// sumAbove adds the sums over the partners above each item i: the partners from max(i+1, first[i]) on.
func (r *role) sumAbove() {
	l, n := r.lanes, len(r.level)
	l.reset(r.at(n - 1))
	from := func(p int) int { return r.search(0, max(p-1, 0), p-1) } // the first item whose partners begin at p or behind
	for hi, end := n, from(n); end > 0; hi -= chunkItems {
		lo := max(hi-chunkItems, 0)
		r.take(above, 0, hi-1, hi-lo)
		r.add(above, hi-lo)
		begin := from(lo)
		r.collect(above, hi-1, begin, end)
		r.move(hi-lo, r.at(lo))
		end = begin
	}
}

// sumToPivot adds the sums over the partners up to c, for the items from c on and before end. The windows of
// these items begin at or below c, but above the previous c.
func (r *role) sumToPivot(c, end int) {
	l := r.lanes
	pivot := r.at(c)
	l.reset(pivot)
	end = r.search(c, end, c-1)
	for hi := c; end > c; hi -= chunkItems {
		lo := max(hi-chunkItems, r.firstOf(c))
		r.take(toPivot, c, hi-1, hi-lo)
		r.add(toPivot, hi-lo)
		begin := r.search(c, end, lo-1)
		r.collect(toPivot, hi-1, begin, end)
		r.move(hi-lo, reference{pivot.discount, r.at(lo).score})
		end = begin
	}
}

// sumFromPivot adds the sums over the partners from c on, for the items from c on and before end.
func (r *role) sumFromPivot(c, end int) {
	l := r.lanes
	pivot := r.at(c)
	l.reset(pivot)
	for lo := c; lo < end-1; lo += chunkItems {
		hi := min(lo+chunkItems, end-1)
		r.take(fromPivot, c, lo, hi-lo)
		r.add(fromPivot, hi-lo)
		r.collect(fromPivot, lo, lo+1, hi+1)
		r.move(hi-lo, reference{r.at(hi - 1).discount, pivot.score})
	}
}

// take puts n items into a chunk, beginning with item from: upwards for the part from the pivot on, and otherwise
// downwards.
func (r *role) take(part part, c, from, n int) {
	l, end := r.lanes, len(r.level)
	at, step := r.index(from), -1 // r.index(from + k) or r.index(from - k) is at + k·step
	if r.turned == (part != fromPivot) {
		step = 1
	}
	if l.level = l.levels[:n]; step == 1 {
		l.level = r.level[at:][:n]
	} else {
		copyBack(l.level, r.level[at+1-n:])
	}
	switch {
	case r.weight == nil:
		l.weight = l.ones[:n]
	case step == 1:
		l.weight = r.weight[at:][:n]
	default:
		l.weight = l.weights[:n]
		copyBack(l.weight, r.weight[at+1-n:])
	}
	d, references, discounts := l.d[:n], l.at[:n], r.discount[:end]
	if part == toPivot {
		pivot, sign := r.at(c).discount, r.sign()
		for k, rank := 0, end-1-at; k < len(d); k, rank = k+1, rank-step {
			d[k] = float64(sign * pivot.Minus(discounts[rank]))
			references[k].discount = pivot
		}
	} else {
		sign := float64(step)
		previous := discounts[end-1-at]
		for k, rank := 0, end-1-at; k < len(d); k, rank = k+1, rank-step {
			e := discounts[rank]
			d[k] = float64(sign * e.Minus(previous))
			references[k].discount = e
			previous = e
		}
	}
	if r.loss == nil {
		return
	}
	s := l.s[:n]
	if part == fromPivot {
		pivot := r.scores[c]
		for k, v := range r.scores[from:][:len(s)] {
			s[k] = v - pivot
			references[k].score = pivot
		}
		return
	}
	previous, scores := r.scores[from], r.scores[from+1-n:][:n]
	for k := range s {
		v := scores[len(scores)-1-k]
		s[k] = previous - v
		references[k].score = v
		previous = v
	}
}

// add adds a chunk of n items to the lanes, and move moves it to the base.
func (r *role) add(part part, n int) {
	r.lanes.add(part, n, r.loss != nil)
	if r.squared {
		r.lanes.addSquares(part, n)
	}
}

func (r *role) move(n int, to reference) {
	if r.squared {
		r.lanes.moveSquares(n, to)
	}
	r.lanes.move(n, to, r.loss != nil)
}

// copyBack copies the elements in reverse order.
func copyBack[E uint32 | float64](to, of []E) {
	of = of[:len(to)]
	for k := range to {
		to[k] = of[len(of)-1-k]
	}
}

// sign returns the sign of the difference between the discounts of a lower item and a higher one.
func (r *role) sign() float64 {
	if r.turned {
		return -1
	}
	return 1
}

// collect adds the sums of the base and of a chunk for the items from from on and before to. start is the first
// item of the chunk.
func (r *role) collect(part part, start, from, to int) {
	switch {
	case r.loss == nil:
		r.collectWeights(part, start, from, to)
		return
	case r.squared:
		r.collectSquares(part, start, from, to)
		return
	}
	l, end, out, sign := r.lanes, len(r.level), r.lanes.reference, 1.0
	if part != above {
		sign = -1
	}
	n := to - from
	level, discount, lanes := r.level[from:to], r.discount[end-to:][:n], r.lane
	scores, first, weights, own, margin := r.scores[from:][:n], r.first[from:][:n], r.weights[from:][:n], r.own, r.margin
	if own != nil {
		own = own[from:][:n]
	}
	sum := 0.0
	for t := range level {
		i := t
		if part != fromPivot {
			i = n - 1 - t // in the order in which memory is gone through
		}
		var k int
		switch part {
		case fromPivot:
			k = from + i - 1 - start
		case toPivot:
			k = start - int(first[i])
		default:
			k = start - max(int(first[i]), from+i+1)
		}
		at, lane := &l.at[uint(k)%chunkItems], lanes[level[i]]%(mostLanes+1)
		sums, base := &l.sums[lane][uint(k)%chunkItems], &l.base[lane]
		e := discount[n-1-i]
		d, dOut := float64(sign*at.discount.Minus(e)), float64(sign*out.discount.Minus(e))
		upper, lower := difference(margin, scores[i])
		u, uOut := (upper+at.score)+lower, (upper+out.score)+lower
		w, wOut := sums.q+float64(d*sums.p), base.q+float64(dOut*base.p)
		weights[i] += w + wOut
		loss := ((sums.x + float64(d*sums.r)) + float64(u*w)) + ((base.x + float64(dOut*base.r)) + float64(uOut*wOut))
		if own != nil {
			loss = float64(loss * own[i])
		}
		sum += loss
	}
	r.loss.Add(sum)
}

func (r *role) collectWeights(part part, start, from, to int) {
	l, end, out, sign := r.lanes, len(r.level), r.lanes.reference.discount, r.sign()
	if part != above {
		sign = -sign
	}
	level, discount, lanes, weights, first, turned := r.level[:end], r.discount[:end], r.lane, r.weights[:end], r.first, r.turned
	for t := from; t < to; t++ {
		i := t
		if part != fromPivot {
			i = from + to - 1 - t // in the order in which memory is gone through
		}
		j, k := i, i-1-start
		if turned {
			j = end - 1 - i
		}
		if part != fromPivot {
			p := 0
			if first != nil {
				if p = int(first[j]); turned {
					p = end - p
				}
			}
			if part == above {
				p = max(p, i+1)
			}
			k = start - p
		}
		lane := lanes[level[j]] % (mostLanes + 1)
		sums, base := &l.sums[lane][uint(k)%chunkItems], &l.base[lane]
		e := discount[end-1-j]
		d, dOut := float64(sign*l.at[uint(k)%chunkItems].discount.Minus(e)), float64(sign*out.Minus(e))
		weights[j] += (sums.q + float64(d*sums.p)) + (base.q + float64(dOut*base.p))
	}
}

// addProducts adds each value times its weight to sum. If weights is nil, all weights are 1.
func addProducts(sum *dcg.Sum, weights, values []float64) {
	for lo := 0; lo < len(values); lo += chunkItems {
		part := 0.0
		for k, v := range values[lo:min(lo+chunkItems, len(values))] {
			if weights != nil {
				v = float64(v * weights[lo+k])
			}
			part += v
		}
		sum.Add(part)
	}
}
