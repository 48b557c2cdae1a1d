package allpairs

import (
	"math"

	"github.com/marginrank/marginrank/internal/dcg"
)

// A role is sorted items, as those of one role see them: the pairs of an item are with partners, which are of lower levels, from
// first[i] on.
//
// The items above an item are an end of the order, which grows as one goes down. The items below it, as far as they are partners, are
// a window that moves. Sums of windows without subtractions take a part up to a fixed item, which grows downwards, and a part from there on,
// which grows upwards. For the items from c on whose windows reach to c or below, c is that item.
//
// Turned round, it is the other role: partners are of higher levels and up to, not including, first[i], and above is below.
type role[F float] struct {
	discount []dcg.Discount // of ranks, which fall as scores rise
	level    []uint32
	first    []uint32
	all      bool // all items are partners, whatever first is
	bank     *bank

	// Of the items as they are:
	scores []F
	margin float64

	// Of the items turned round:
	turned bool
	weight []float64 // of partners
}

// sumBoth adds up, for each item, the weights of its pairs, and these times the losses of the pairs. It sets weights and losses.
func (r *role[F]) sumBoth(weights, losses []float64) {
	r.aboveBoth(weights, losses)
	n := len(r.level)
	for c := 0; c < n; {
		end := c + 1
		for end < n && int(r.first[end]) <= c {
			end++
		}
		if int(r.first[c]) < c {
			r.windowBelowBoth(weights, losses, c, end)
		}
		if end > c+1 {
			r.windowAboveBoth(weights, losses, c, end)
		}
		c = end
	}
}

// at returns the discount and the score of an item.
func (r *role[F]) at(i int) reference {
	return reference{r.discount[len(r.level)-1-i], float64(r.scores[i])}
}

// aboveBoth sets what the partners above each item come to.
func (r *role[F]) aboveBoth(weights, losses []float64) {
	n := len(r.level)
	b, last := r.bank, r.at(n-1)
	b.reset(last)
	level, first, scores, discount, local, base := r.level, r.first[:n], r.scores[:n], r.discount[:n], b.local, b.base
	weights, losses = weights[:n], losses[:n]
	steps := 0
	p := n
	for i := n - 1; i >= 0; i-- {
		for to := max(i+1, int(first[i])); p > to; {
			p--
			e, v := discount[n-1-p], float64(scores[p])
			d, s := last.discount.Minus(e), last.score-v
			last = reference{e, v}
			ds := float64(d * s)
			row := b.rows.of(level[p])
			for a, w := range row {
				l := &local[a]
				l.x += float64(d*l.r) + float64(s*l.q) + float64(ds*l.p)
				l.q += float64(d * l.p)
				l.r += float64(s * l.p)
				l.p += w
			}
			if steps++; steps == stepsToBase {
				b.move(last)
				steps = 0
			}
		}
		d := last.discount.Minus(discount[n-1-i])
		upper, lower := difference(r.margin, float64(scores[i]))
		l := &local[level[i]]
		u := (upper + last.score) + lower
		weight, loss := l.weight(d), l.loss(d, u)
		if b.based {
			d, u := b.reference.discount.Minus(discount[n-1-i]), (upper+b.reference.score)+lower
			l := &base[level[i]]
			weight, loss = weight+l.weight(d), loss+l.loss(d, u)
		}
		weights[i], losses[i] = weight, loss
	}
}

// windowBelowBoth adds what the partners below c come to, for each item from c to end. The windows of these begin at c or below, but
// above the c before.
func (r *role[F]) windowBelowBoth(weights, losses []float64, c, end int) {
	n := len(r.level)
	b, last := r.bank, r.at(c)
	b.reset(last)
	level, first, scores, discount, local, base := r.level, r.first[:n], r.scores[:n], r.discount[:n], b.local, b.base
	weights, losses = weights[:n], losses[:n]
	steps := 0
	p := c
	for i := end - 1; i >= c; i-- {
		for to := int(first[i]); p > to; {
			p--
			v := float64(scores[p])
			d, s := last.discount.Minus(discount[n-1-p]), last.score-v
			last.score = v
			row := b.rows.of(level[p])
			for a, w := range row {
				l := &local[a]
				l.x += float64(s * l.q)
				l.r += float64(s * l.p)
				l.q += float64(w * d)
				l.p += w
			}
			if steps++; steps == stepsToBase {
				b.move(last)
				steps = 0
			}
		}
		d := discount[n-1-i].Minus(last.discount)
		upper, lower := difference(r.margin, float64(scores[i]))
		l := &local[level[i]]
		u := (upper + last.score) + lower
		weight, loss := l.weight(d), l.loss(d, u)
		if b.based {
			u := (upper + b.reference.score) + lower
			l := &base[level[i]]
			weight, loss = weight+l.weight(d), loss+l.loss(d, u)
		}
		weights[i] += weight
		losses[i] += loss
	}
}

// windowAboveBoth adds what the partners from c on, below each item, come to.
func (r *role[F]) windowAboveBoth(weights, losses []float64, c, end int) {
	n := len(r.level)
	b, last := r.bank, r.at(c)
	b.reset(last)
	level, scores, discount, local, base := r.level, r.scores[:n], r.discount[:n], b.local, b.base
	weights, losses = weights[:n], losses[:n]
	steps := 0
	for i := c + 1; i < end; i++ {
		e := discount[n-i]
		d, s := e.Minus(last.discount), float64(scores[i-1])-last.score
		last.discount = e
		row := b.rows.of(level[i-1])
		for a, w := range row {
			l := &local[a]
			l.x += float64(d * l.r)
			l.q += float64(d * l.p)
			l.r += float64(w * s)
			l.p += w
		}
		if steps++; steps == stepsToBase {
			b.move(last)
			steps = 0
		}
		e = discount[n-1-i]
		d = e.Minus(last.discount)
		upper, lower := difference(r.margin, float64(scores[i]))
		u := (upper + last.score) + lower
		l := &local[level[i]]
		weight, loss := l.weight(d), l.loss(d, u)
		if b.based {
			d := e.Minus(b.reference.discount)
			l := &base[level[i]]
			weight, loss = weight+l.weight(d), loss+l.loss(d, u)
		}
		weights[i] += weight
		losses[i] += loss
	}
}

// sumWeights adds up, for each item, the weights of its pairs. It sets weights.
func (r *role[F]) sumWeights(weights []float64) {
	r.above(weights)
	n := len(r.level)
	for c := 0; c < n; {
		end := c + 1
		for end < n && r.firstOf(end) <= c {
			end++
		}
		if r.firstOf(c) < c {
			r.windowBelow(weights, c, end)
		}
		if end > c+1 {
			r.windowAbove(weights, c, end)
		}
		c = end
	}
}

// index is where item i is. Turned round, the last one comes first.
func (r *role[F]) index(i int) int {
	if r.turned {
		return len(r.level) - 1 - i
	}
	return i
}

func (r *role[F]) firstOf(i int) int {
	if r.turned {
		return len(r.level) - int(r.first[len(r.level)-1-i])
	}
	return int(r.first[i])
}

func (r *role[F]) discountOf(i int) dcg.Discount {
	return r.discount[len(r.level)-1-r.index(i)]
}

// gap is how far apart two discounts are.
func gap(a, b dcg.Discount) float64 { return math.Abs(a.Minus(b)) }

// above, windowBelow and windowAbove are aboveBoth, windowBelowBoth and windowAboveBoth without losses.
func (r *role[F]) above(weights []float64) {
	n := len(r.level)
	b, last := r.bank, r.discountOf(n-1)
	b.reset(reference{last, 0})
	local, base := b.local, b.base
	steps := 0
	p := n
	for i := n - 1; i >= 0; i-- {
		to := i + 1
		if !r.all {
			to = max(to, r.firstOf(i))
		}
		for p > to {
			p--
			at := r.index(p)
			e := r.discount[n-1-at]
			d := gap(last, e)
			last = e
			row := b.rows.of(r.level[at])
			weight := 1.0
			if r.weight != nil {
				weight = r.weight[at]
			}
			for a, w := range row {
				l := &local[a]
				l.q += float64(d * l.p)
				l.p += float64(weight * w)
			}
			if steps++; steps == stepsToBase {
				b.move(reference{last, 0})
				steps = 0
			}
		}
		at := r.index(i)
		e := r.discount[n-1-at]
		weight := local[r.level[at]].weight(gap(last, e))
		if b.based {
			weight += base[r.level[at]].weight(gap(b.reference.discount, e))
		}
		weights[at] = weight
	}
}

func (r *role[F]) windowBelow(weights []float64, c, end int) {
	n := len(r.level)
	b, pivot := r.bank, r.discountOf(c)
	b.reset(reference{pivot, 0})
	local, base := b.local, b.base
	steps := 0
	p := c
	for i := end - 1; i >= c; i-- {
		for to := r.firstOf(i); p > to; {
			p--
			at := r.index(p)
			d := gap(pivot, r.discount[n-1-at])
			row := b.rows.of(r.level[at])
			weight := 1.0
			if r.weight != nil {
				weight = r.weight[at]
			}
			for a, w := range row {
				l := &local[a]
				of := float64(weight * w)
				l.q += float64(of * d)
				l.p += of
			}
			if steps++; steps == stepsToBase {
				b.move(b.reference)
				steps = 0
			}
		}
		at := r.index(i)
		d := gap(r.discount[n-1-at], pivot)
		weight := local[r.level[at]].weight(d)
		if b.based {
			weight += base[r.level[at]].weight(d)
		}
		weights[at] += weight
	}
}

func (r *role[F]) windowAbove(weights []float64, c, end int) {
	n := len(r.level)
	b, last := r.bank, r.discountOf(c)
	b.reset(reference{last, 0})
	local, base := b.local, b.base
	steps := 0
	for i := c + 1; i < end; i++ {
		at := r.index(i - 1)
		e := r.discount[n-1-at]
		d := gap(e, last)
		last = e
		row := b.rows.of(r.level[at])
		weight := 1.0
		if r.weight != nil {
			weight = r.weight[at]
		}
		for a, w := range row {
			l := &local[a]
			l.q += float64(d * l.p)
			l.p += float64(weight * w)
		}
		if steps++; steps == stepsToBase {
			b.move(reference{last, 0})
			steps = 0
		}
		at = r.index(i)
		e = r.discount[n-1-at]
		of := local[r.level[at]].weight(gap(e, last))
		if b.based {
			of += base[r.level[at]].weight(gap(e, b.reference.discount))
		}
		weights[at] += of
	}
}
