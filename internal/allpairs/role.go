package allpairs

import "github.com/marginrank/marginrank/internal/dcg"

// A role is the sorted items of a list, as items of one role see them. The partners of an item are items of lower levels, from
// first[i] on. With the scores as they are, these are the pairs that the item is the higher one of. With all of it turned round,
// they are the pairs that it is the lower one of.
type role[F float] struct {
	scores   []F            // rising; nil: losses are not wanted
	discount []dcg.Discount // rising
	level    []uint32
	weight   []float64 // of partners; nil: 1
	first    []uint32  // rising; nil: all items are partners
	margin   float64
}

// sum adds up, for each item, the weights of its pairs; and, if losses is not nil, these times the losses of the pairs. It
// sets weights, and losses.
//
// The items above an item are an end of the order, which grows as one goes down. The items below it, as far as they are partners, are
// a window that moves. Sums of windows without subtractions take a part up to a fixed item, which grows downwards, and a part from there on,
// which grows upwards. For the items from c on whose windows reach to c or below, c is that item.
func (r *role[F]) sum(b *bank, weights, losses []float64) {
	r.above(b, weights, losses)
	n := len(r.level)
	for c := 0; c < n; {
		end := c + 1
		for end < n && int(r.first[end]) <= c {
			end++
		}
		if int(r.first[c]) < c || end > c+1 {
			r.window(b, weights, losses, c, end)
		}
		c = end
	}
}

// above sets what the partners above each item come to.
func (r *role[F]) above(b *bank, weights, losses []float64) {
	b.reset()
	n := len(r.level)
	if n == 0 {
		return
	}
	top := float64(0)
	if losses != nil {
		top = float64(r.scores[n-1])
	}
	b.refer(r.discount[n-1], top)
	p := n
	for i := n - 1; i >= 0; i-- {
		to := i + 1
		if r.first != nil {
			to = max(to, int(r.first[i]))
		}
		for p > to {
			p--
			d := b.discount.Minus(r.discount[p])
			b.discount = r.discount[p]
			row, w := b.differences(r.level[p]), r.weightOf(p)
			if losses != nil {
				s := b.score - float64(r.scores[p])
				b.score = float64(r.scores[p])
				b.add(row, w, d, s)
				continue
			}
			b.addWeight(row, w, d)
		}
		d, out := b.discount.Minus(r.discount[i]), b.outDiscount.Minus(r.discount[i])
		if weights != nil {
			weights[i] = b.weight(r.level[i], d, out)
		}
		if losses != nil {
			upper, lower := difference(r.margin, float64(r.scores[i]))
			losses[i] = b.loss(r.level[i], d, (upper+b.score)+lower, out, (upper+b.outScore)+lower)
		}
	}
}

// window adds what the partners below each item from c to end come to. Their windows begin at c or below, but above the c of the
// window before.
func (r *role[F]) window(b *bank, weights, losses []float64, c, end int) {
	score := float64(0)
	if losses != nil {
		score = float64(r.scores[c])
	}

	// Below c.
	b.reset()
	b.refer(r.discount[c], score)
	p := c
	for i := end - 1; i >= c; i-- {
		for p > int(r.first[i]) {
			p--
			d := r.discount[c].Minus(r.discount[p])
			row, w := b.differences(r.level[p]), r.weightOf(p)
			if losses != nil {
				s := b.score - float64(r.scores[p])
				b.score = float64(r.scores[p])
				b.addToScore(row, w, d, s)
				continue
			}
			b.addWeightToScore(row, w, d)
		}
		if p < c {
			d := r.discount[i].Minus(r.discount[c])
			r.addTo(b, weights, losses, i, d, d)
		}
	}

	// From c on.
	b.reset()
	b.refer(r.discount[c], score)
	for i := c + 1; i < end; i++ {
		p := i - 1
		d := r.discount[p].Minus(b.discount)
		row, w := b.differences(r.level[p]), r.weightOf(p)
		b.discount = r.discount[p]
		if losses != nil {
			b.addToDiscount(row, w, d, float64(r.scores[p])-score)
		} else {
			b.addWeight(row, w, d)
		}
		r.addTo(b, weights, losses, i, r.discount[i].Minus(b.discount), r.discount[i].Minus(b.outDiscount))
	}
}

// addTo adds what the bank has for item i. Its discount is d away from the reference, and out from the base's.
func (r *role[F]) addTo(b *bank, weights, losses []float64, i int, d, out float64) {
	if weights != nil {
		weights[i] += b.weight(r.level[i], d, out)
	}
	if losses != nil {
		upper, lower := difference(r.margin, float64(r.scores[i]))
		losses[i] += b.loss(r.level[i], d, (upper+b.score)+lower, out, (upper+b.outScore)+lower)
	}
}

func (r *role[F]) weightOf(item int) float64 {
	if r.weight == nil {
		return 1
	}
	return r.weight[item]
}
