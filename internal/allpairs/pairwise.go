package allpairs

import (
	"math"
	"unsafe"

	"github.com/marginrank/marginrank/internal/dcg"
	"github.com/marginrank/marginrank/internal/order"
)

// mostPairwise is the most items of a weighted list that is gone through pair by pair. It is the same on every tier.
const mostPairwise = 64

// near is a short weighted list in the order of falling relevance.
type near[F float] struct {
	scores   [mostPairwise]F
	values   [mostPairwise]float64 // the scores
	index    [mostPairwise]uint32
	lower    [mostPairwise]uint32 // the first item of lower relevance
	gain     [mostPairwise]float64
	discount [mostPairwise]float64
	weight   [mostPairwise]float64
	low      [mostPairwise]float64 // weights of active pairs that the item is the lower one of
	high     [mostPairwise]float64 // ..., the higher one of
	rank     [mostPairwise]uint32  // of items in their own order, from 0 on
}

// weighPairwise is weigh for a short list, if its scores and margin are tame: then it returns true.
func (w *workspace[F]) weighPairwise(net []float64, l *weighted[F], m limit[F], roles bool) (s listSum, ok bool) {
	if !isFinite(m.most) || !small(l.scores) || !small([]F{m.margin}) {
		return s, false
	}
	near := &w.near
	if l.lambda {
		near.findRanks(order.Items(&w.sorter, l.scores, l.mask, 0), l.scores)
	}
	items := order.Items(&w.sorter, l.relevance, l.mask, 0)
	n := len(items)
	near.fill(items, l)
	lambda := l.lambda
	scale := 1.0
	if lambda {
		if scale = near.scale(n, l.topK); scale == 0 {
			lambda = false
		}
	}
	for i := range n {
		near.weight[i] *= scale
	}
	near.pairs(&s, n, m, lambda)
	clear(net)
	if net != nil {
		for k := range n {
			net[near.index[k]] = netOf(near.low[k], near.high[k], roles)
		}
	}
	return s, true
}

// findRanks finds the ranks of items, given their order by rising scores. Equal scores rank in the order of their positions.
func (s *near[F]) findRanks(items []order.Entry, scores []F) {
	rank := uint32(0)
	for hi := len(items); hi > 0; {
		lo := hi - 1
		for top := scores[items[lo].Index()]; lo > 0 && scores[items[lo-1].Index()] == top; lo-- {
		}
		for _, e := range items[lo:hi] {
			s.rank[uint32(e)] = rank
			rank++
		}
		hi = lo
	}
}

// fill fills in what is known of items, given their order by rising relevance.
func (s *near[F]) fill(items []order.Entry, l *weighted[F]) {
	n := len(items)
	discounts := dcg.Discounts(n)
	lower := uint32(n)
	for k, e := range items {
		to, i := n-1-k, uint32(e)
		s.index[to], s.scores[to], s.values[to] = i, l.scores[i], float64(l.scores[i])
		if k > 0 && l.relevance[i] != l.relevance[items[k-1].Index()] {
			lower = uint32(to + 1)
		}
		s.lower[to], s.weight[to], s.low[to], s.high[to] = lower, 1, 0, 0
		if l.weights != nil {
			s.weight[to] = float64(l.weights[i])
		}
		if l.lambda {
			s.gain[to], s.discount[to] = l.gainOf(i), 0
			if rank := s.rank[i]; l.topK == 0 || int(rank) < l.topK {
				s.discount[to] = discounts[rank].Upper
			}
		}
	}
}

// gainOf is the gain of an item.
func (l *weighted[F]) gainOf(i uint32) float64 {
	if l.gains == nil {
		return dcg.StandardGain(l.relevance[i])
	}
	return l.gains[i]
}

// scale is what differences of gains are multiplied by: 1 over the best DCG. It is 0 if that is.
func (s *near[F]) scale(n, topK int) float64 {
	var levels [mostPairwise]dcg.Level
	count := 0
	for lo := n; lo > 0; count++ {
		hi := lo
		for level := s.lower[lo-1]; lo > 0 && s.lower[lo-1] == level; lo-- {
		}
		levels[count] = dcg.Level{Gain: s.gain[lo], Size: uint32(hi - lo)}
	}
	return scaleOf(levels[:count], s.gain[:n], rankLimit(n, topK))
}

// pairs goes through all pairs of n items. No loss is below 0.
func (s *near[F]) pairs(sum *listSum, n int, m limit[F], lambda bool) {
	margin := float64(m.margin)
	scores, values, low := s.scores[:n], s.values[:n], s.low[:n]
	gain, discount := s.gain[:n], s.discount[:n]
	for i, v := range scores {
		// margin - (s_i - s_j) is computed as (margin - s_i) + s_j, of which the first sum is exact.
		upper, lower := difference(margin, values[i])
		first := int(s.lower[i])
		weight := [2]float64{1: s.weight[i]} // of pairs that are not active, and that are
		high, all, losses, active := 0.0, 0.0, 0.0, 0
		g, d := gain[i], discount[i]
		for j := first; j < n; j++ {
			change := 1.0
			if lambda {
				change = math.Abs(float64((g - gain[j]) * (d - discount[j])))
			}
			inside := 0
			if v-scores[j] <= m.most {
				inside = 1
			}
			active += inside
			all += change
			of := float64(weight[inside] * change)
			high += of
			low[j] += of
			loss := float64(of * ((upper + values[j]) + lower))
			if loss < 0 { // hardly ever
				loss = 0
			}
			losses += loss
		}
		s.high[i] = high
		sum.weight += float64(weight[1] * all)
		sum.loss += losses
		sum.active += int64(active)
		sum.pairs += int64(n - first)
	}
}

// difference returns a - b as the sum of the nearest float64 and what is left (Knuth, TAOCP 2, 4.2.2).
func difference(a, b float64) (upper, lower float64) {
	d := a - b
	y := d - a
	return d, (a - (d - y)) - (b + y)
}

// small reports whether all scores are tame and far from overflow in float64.
func small[F float](scores []F) bool {
	if unsafe.Sizeof(F(0)) == 4 {
		return tame(scores)
	}
	for _, v := range scores {
		if !(math.Abs(float64(v)) < 0x1p700) {
			return false
		}
	}
	return true
}

// rankLimit is the last rank of a list that has a discount.
func rankLimit(n, topK int) int {
	if topK > 0 {
		return min(n, topK)
	}
	return n
}

// scaleOf is 1 over the best DCG of levels, down to a rank, and 0 if that is 0. If it is out of proportion, it scales the gains.
func scaleOf(levels []dcg.Level, gains []float64, rank int) float64 {
	const extreme = 0x1p60
	ideal := dcg.Ideal(levels, rank)
	if ideal <= extreme && ideal >= 1/extreme || ideal == 0 {
		return inverse(ideal)
	}
	// The largest gain becomes a number between 1/2 and 1.
	_, exponent := math.Frexp(levels[len(levels)-1].Gain)
	for k := range gains {
		gains[k] = math.Ldexp(gains[k], -exponent)
	}
	for k := range levels {
		levels[k].Gain = math.Ldexp(levels[k].Gain, -exponent)
	}
	return inverse(dcg.Ideal(levels, rank))
}

// inverse is 1/x, and 0 for 0.
func inverse(x float64) float64 {
	if x == 0 {
		return 0
	}
	return 1 / x
}
