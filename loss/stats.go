package loss

import (
	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/spans"
)

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
	var t spans.Total
	v, err := run[forwardStats](&c, cpuid.Current, &p, others[T]{total: &t})
	return v, statsOf(t), err
}

// ForwardBackwardStats returns and stores what ForwardBackward does, and counts pairs in
// the same pass.
func (c MarginRanking[T]) ForwardBackwardStats(g Grads[T], p Pairs[T], upstream float64) (float64, Stats, error) {
	var t spans.Total
	v, err := run[forwardBackwardStats](&c, cpuid.Current, &p, others[T]{grads: &g, upstream: upstream, total: &t})
	return v, statsOf(t), err
}

// statsOf is what the kernels counted.
func statsOf(t spans.Total) Stats { return Stats{t.Active, t.Wrong} }
