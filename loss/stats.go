package loss

import "github.com/marginrank/marginrank/internal/cpuid"

// Stats counts pairs, those of weight 0 left out. A pair whose difference of scores is
// NaN, or whose label is, counts nowhere. One whose margin is NaN is not active.
type Stats struct {
	// Active is the number of pairs inside the margin or on it: with u = margin - y·(x1 - x2)
	// of 0 or more, or with the boundary Exclusive above 0. Through them alone the gradient passes.
	Active int64
	// Wrong is the number of pairs in the wrong order: with y·(x1 - x2) below 0. Equal
	// scores are in no order. 1 - Wrong/n is the accuracy of n pairs without ties.
	Wrong int64
}

// ForwardStats returns what Forward does, and counts pairs in the same pass.
func (c MarginRanking[T]) ForwardStats(p Pairs[T]) (float64, Stats, error) {
	return c.forwardStats(cpuid.Current(), &p)
}

// ForwardBackwardStats returns and stores what ForwardBackward does, and counts pairs in
// the same pass.
func (c MarginRanking[T]) ForwardBackwardStats(g Grads[T], p Pairs[T], upstream float64) (float64, Stats, error) {
	return c.forwardBackwardStats(cpuid.Current(), &g, &p, upstream)
}

func (c *MarginRanking[T]) forwardStats(tier cpuid.Tier, p *Pairs[T]) (float64, Stats, error) {
	var e extra[T]
	value, err := c.run(tier, forwardStats, &Grads[T]{}, p, &e, 0)
	return value, Stats{Active: e.total.Active, Wrong: e.total.Wrong}, err
}

func (c *MarginRanking[T]) forwardBackwardStats(tier cpuid.Tier, g *Grads[T], p *Pairs[T], upstream float64) (float64, Stats, error) {
	var e extra[T]
	value, err := c.run(tier, forwardBackwardStats, g, p, &e, upstream)
	return value, Stats{Active: e.total.Active, Wrong: e.total.Wrong}, err
}
