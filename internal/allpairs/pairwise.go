package allpairs

import (
	"math"
	"unsafe"

	"github.com/marginrank/marginrank/internal/dcg"
)

// mostPairwise is the largest number of items of a weighted list that is processed pair by pair. It is the same
// on every tier, so that all tiers give the same bits.
const mostPairwise = 64

// near is a short weighted list. Given are its items in their own order, without those left out; the others are in the order of falling relevance.
type near struct {
	given struct {
		score, weight, gain [mostPairwise]float64
		relevance           [mostPairwise]float32
		index               [mostPairwise]uint32
		counts              [mostPairwise]countsOf
	}
	score, weight, gain, discount [mostPairwise]float64
	relevance                     [mostPairwise]float32
	index                         [mostPairwise]uint32
	lower                         [mostPairwise]uint32 // the first item of lower relevance

	// Weights of the active pairs that an item is the lower, the higher one of.
	low, high [mostPairwise]float64
}

// countsOf are how many items rank before an item, in the lower half, and how many come before it in the order of falling relevance.
type countsOf uint64

const oneOfEach countsOf = 1<<32 | 1

func (c countsOf) rank() int  { return int(uint32(c)) % mostPairwise }
func (c countsOf) place() int { return int(c>>32) % mostPairwise }

// weighPairwise is weigh for a short list. If the scores or the margin are not tame, it does nothing and returns
// false.
func (w *workspace[F]) weighPairwise(net []float64, l *weighted[F], m limit[F], roles bool) (s listSum, ok bool) {
	most := 0x1p700
	if l.squared {
		most = largeSquared
	}
	if !isFinite(m.most) || !small(l.scores, most) || !small([]F{m.margin}, most) {
		return s, false
	}
	near := &w.near
	n := 0
	for i, v := range l.scores {
		if l.mask.Keeps(i) {
			near.given.score[n%mostPairwise], near.given.index[n%mostPairwise] = float64(v), uint32(i)
			n++
		}
	}
	near.take(n, l.relevance, l.weights, l.gains, l.lambda)
	near.place(n)
	scale := near.fill(n, l.lambda, l.topK)
	margin, edge, single := float64(m.margin), float64(m.most), unsafe.Sizeof(F(0)) == 4
	if l.squared {
		near.squares(&s, n, margin, edge, single, l.lambda)
	} else {
		near.pairs(&s, n, margin, edge, single, l.lambda)
	}
	s.weight *= scale
	s.loss *= scale
	if net != nil {
		clear(net)
		if l.squared && roles {
			clear(near.low[:n])
			near.pairs(new(listSum), n, margin, edge, single, l.lambda)
		} else if l.squared {
			scale *= 2
		}
		near.put(net, n, scale, roles)
	}
	return s, true
}

// take stores the relevance, the weights and the gains of the items in s.given.
func (s *near) take(n int, relevance, weights []float32, gains []float64, lambda bool) {
	g := &s.given
	for k, i := range g.index[:n] {
		r := relevance[i]
		g.relevance[k], g.weight[k] = r, 1
		if weights != nil {
			g.weight[k] = float64(weights[i])
		}
		switch whole := int32(r); {
		case !lambda:
		case gains != nil:
			g.gain[k] = gains[i]
		case r < 31 && float32(whole) == r:
			g.gain[k] = float64(uint32(1)<<(whole&31) - 1)
		default:
			g.gain[k] = dcg.StandardGain(r)
		}
	}
}

// place counts, for each item, the items that come before it in each order. Items with equal scores or equal relevance keep their order. It
// compares all pairs without a branch, which takes less time than sorting so few items.
func (s *near) place(n int) {
	counts, scores, relevance := s.given.counts[:n], s.given.score[:n], s.given.relevance[:n]
	for i, v := range scores {
		r := relevance[i]
		var all countsOf
		for j, u := range scores[:i] {
			a, b := 0, 0
			if u >= v {
				a = 1
			}
			if relevance[j] >= r {
				b = 1
			}
			first := countsOf(a) | countsOf(b)<<32
			all += first
			counts[j] += oneOfEach - first
		}
		counts[i] = all
	}
}

// fill puts items in the order of falling relevance. It returns the factor of the differences of gains: 1 over
// the ideal DCG, or 1 without lambda weights.
func (s *near) fill(n int, lambda bool, topK int) (scale float64) {
	g := &s.given
	for i, c := range g.counts[:n] {
		to := c.place()
		s.score[to], s.weight[to], s.relevance[to], s.index[to], s.low[to] = g.score[i], g.weight[i], g.relevance[i], g.index[i], 0
		s.gain[to] = g.gain[i]
	}
	lower := uint32(n)
	for k := n - 1; k >= 0; k-- {
		if k < n-1 && s.relevance[k] != s.relevance[k+1] {
			lower = uint32(k + 1)
		}
		s.lower[k] = lower
	}
	if !lambda {
		return 1
	}
	discounts := dcg.Discounts(n)
	for _, c := range g.counts[:n] {
		d := 0.0
		if rank := c.rank(); topK == 0 || rank < topK {
			d = discounts[rank].Upper
		}
		s.discount[c.place()] = d
	}
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

// put stores the net weights of the items at their positions in net.
func (s *near) put(net []float64, n int, scale float64, roles bool) {
	for k, i := range s.index[:n] {
		if roles {
			net[i] = netOf(float64(s.low[k]*scale), float64(s.high[k]*scale), true)
			continue
		}
		net[i] = float64((s.low[k] - s.high[k]) * scale)
	}
}

// pairs goes through all pairs of n items. A pair is active if its difference of scores is at most most. If
// single is set, scores are float32, and the difference is rounded to float32. No loss is below 0.
func (s *near) pairs(sum *listSum, n int, margin, most float64, single, lambda bool) {
	scores, low, gain, discount := s.score[:n], s.low[:n], s.gain[:n], s.discount[:n]
	for i, v := range scores {
		// margin - (s_i - s_j) is computed as (margin - s_i) + s_j, of which the first sum is exact.
		upper, lower := difference(margin, v)
		first := int(s.lower[i])
		weight := [2]float64{1: s.weight[i]} // of pairs that are not active, and that are
		high, all, losses, active := 0.0, 0.0, 0.0, 0
		g, d := gain[i], discount[i]
		for j := first; j < n; j++ {
			u := scores[j]
			apart, change := v-u, 1.0
			if single {
				apart = float64(float32(apart)) // as the difference of two float32 is rounded: once
			}
			if lambda {
				change = math.Abs(float64((g - gain[j]) * (d - discount[j])))
			}
			inside := 0
			if apart <= most {
				inside = 1
			}
			active += inside
			all += change
			of := float64(weight[inside] * change)
			high += of
			low[j] += of
			loss := float64(of * ((upper + u) + lower))
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

// squares is pairs for squares. s.low and s.high become sums of weights times hinges.
func (s *near) squares(sum *listSum, n int, margin, most float64, single, lambda bool) {
	scores, low, gain, discount := s.score[:n], s.low[:n], s.gain[:n], s.discount[:n]
	for i, v := range scores {
		upper, lower := difference(margin, v) // as in pairs
		first := int(s.lower[i])
		high, all, losses, active := 0.0, 0.0, 0.0, 0
		g, d, weight := gain[i], discount[i], s.weight[i]
		for j := first; j < n; j++ {
			u := scores[j]
			apart, change := v-u, 1.0
			if single {
				apart = float64(float32(apart))
			}
			if lambda {
				change = math.Abs(float64((g - gain[j]) * (d - discount[j])))
			}
			if apart <= most {
				active++
			}
			all += change
			hinge := max((upper+u)+lower, 0)
			of := float64(float64(weight*change) * hinge)
			high += of
			low[j] += of
			losses += float64(of * hinge)
		}
		s.high[i] = high
		sum.weight += float64(weight * all)
		sum.loss += losses
		sum.active += int64(active)
		sum.pairs += int64(n - first)
	}
}

// difference returns a - b as a sum of two numbers. upper is the float64 nearest to a - b, and lower is what it
// leaves out (Knuth, TAOCP 2, 4.2.2).
func difference(a, b float64) (upper, lower float64) {
	d := a - b
	y := d - a
	return d, (a - (d - y)) - (b + y)
}

// small reports whether all scores are tame and, in float64, less than most.
func small[F float](scores []F, most float64) bool {
	if unsafe.Sizeof(F(0)) == 4 {
		return tame(scores)
	}
	for _, v := range scores {
		if !(math.Abs(float64(v)) < most) {
			return false
		}
	}
	return true
}

// rankLimit returns the last rank of a list of n items that has a discount.
func rankLimit(n, topK int) int {
	if topK > 0 {
		return min(n, topK)
	}
	return n
}

// scaleOf returns 1 over the ideal DCG at a rank, or 0 if that DCG is 0. If the result would be extremely large
// or small, it scales the gains.
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

// inverse returns 1/x, or 0 if x is 0.
func inverse(x float64) float64 {
	if x == 0 {
		return 0
	}
	return 1 / x
}
