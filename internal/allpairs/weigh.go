package allpairs

import (
	"math"

	"github.com/marginrank/marginrank/internal/dcg"
	"github.com/marginrank/marginrank/internal/order"
	"github.com/marginrank/marginrank/internal/total"
)

// Weighted lists, and lists with a value of their own, come to numbers that are no integers. A list's numbers depend on
// nothing but the list: so neither the tier nor the order of the lists changes a bit.

// Lambda weighs pairs by the change of the NDCG that swapping their items would make.
type Lambda struct {
	On   bool
	TopK int // ranks beyond it have no discount; 0: all have
	// Gain returns the gain of an item; nil: 2^relevance - 1. It is called on the caller's goroutine, once for each item.
	Gain func(relevance float32) float64
}

// weighs reports whether the call needs weights or values of lists, so that counts are not enough.
func (c *Call[T]) weighs() bool {
	return c.Weights != nil || c.Lambda.On || c.PerList || c.Values != nil || c.Squared
}

// A weighted list is a list whose pairs have weights.
type weighted[F float] struct {
	list[F]
	weights []float32 // of items; nil: 1
	lambda  bool
	topK    int
	gains   []float64 // of items, with lambda weights; nil: 2^relevance - 1
	squared bool      // the losses are squares
}

// A listSum is the result of a list, without the net weights of its items. The net weight of an item is the weight of the active pairs in
// which it is the lower item, minus the weight of the active pairs in which it is the higher item.
type listSum struct {
	tally
	loss   float64 // the sum of weights times losses, of pairs whose loss is neither NaN nor infinite
	weight float64 // of all pairs
}

// value returns the list's sum or, if mean is set, its mean. The value of a list of weight 0 is 0, whatever its
// scores are.
func (s *listSum) value(mean bool) float64 {
	switch {
	case s.weight == 0:
		return 0
	case s.nan:
		return math.NaN()
	case s.infinite:
		return math.Inf(1)
	case mean:
		return s.loss / s.weight
	}
	return s.loss
}

// addList adds a list with this value to a total.
func addList(t *total.Total, s *listSum, value float64, perList bool) {
	t.Count(s.pairs, s.active, 0)
	t.Losses.Add(value)
	weight := s.weight
	if perList && weight > 0 {
		weight = 1
	}
	t.Weights.Add(weight)
}

// weightedResult returns the result of weighted lists, and the number by which their net weights are divided. It
// adds t to the total of the call.
func weightedResult[T any](c *Call[T], t *total.Total) (r Result, divisor float64) {
	if c.Total != nil {
		c.Total.Merge(t)
	}
	r = Result{Loss: t.Losses.Float64(), Pairs: t.Pairs, Active: t.Active}
	if !c.Mean {
		return r, 1
	}
	divisor = t.Weights.Float64()
	if divisor == 0 {
		return r, 1 // all is 0
	}
	if !math.IsNaN(r.Loss) { // some CPUs would change its bits
		r.Loss /= divisor
	}
	return r, divisor
}

// findGains stores the gains of all items of a call. It returns the first gain that is negative or not finite. If
// gain is nil, gains are 2^relevance - 1. It does not store these, since they are computed when they are needed,
// for few items or for levels.
func findGains(gains []float64, relevance []float32, mask order.Mask, gain func(float32) float64) *BadGain {
	if gain == nil {
		for i, r := range relevance {
			if !(r >= 0 && r < 1024) && mask.Keeps(i) {
				return &BadGain{i, dcg.StandardGain(r)}
			}
		}
		return nil
	}
	gains = gains[:len(relevance)]
	for i, r := range relevance {
		if !mask.Keeps(i) {
			continue
		}
		g := gain(r + 0) // -0 is the same relevance as +0
		if !(g >= 0 && g <= math.MaxFloat64) {
			return &BadGain{i, g}
		}
		gains[i] = g
	}
	return nil
}

// weigh goes through a list and, if net is not nil, stores the net weights of its items there. If roles is set,
// it stores the roles of the items instead. It finds the weight of all pairs if weight is set, or if the result
// depends on it.
func (w *workspace[F]) weigh(net []float64, l *weighted[F], m limit[F], roles, weight bool) listSum {
	switch {
	case l.weights == nil && !l.lambda && !l.squared:
		return w.weighEqually(net, &l.list, m, roles)
	case len(l.scores) <= mostPairwise:
		if s, ok := w.weighPairwise(net, l, m, roles); ok {
			return s
		}
	}
	return w.weighSorted(net, l, m, roles, weight)
}

// weighEqually is weigh for lists whose pairs all have weight 1, so that weights are counts.
func (w *workspace[F]) weighEqually(net []float64, l *list[F], m limit[F], roles bool) (s listSum) {
	var counts []int32
	if net != nil {
		w.counts = grown(w.counts, len(net))
		counts = w.counts
	}
	w.tally = tally{}
	w.terms.Reset()
	w.countList(counts, l, m, roles)
	s.tally, s.weight = w.tally, float64(w.tally.pairs)
	if s.active > 0 && !s.nan && !s.infinite {
		terms := w.terms.Sum()
		terms.AddProduct(s.active, float64(m.margin))
		s.loss = max(terms.Float64(), 0)
	}
	for k, count := range counts {
		net[k] = float64(count)
	}
	return s
}

// netOf returns the net weight of an item or, if roles is set, its role.
func netOf(low, high float64, roles bool) float64 {
	if !roles {
		return low - high
	}
	return float64(roleOf(uint32(one(low > 0)), uint32(one(high > 0))))
}
