package loss

import (
	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/spans"
)

// Stats counts pairs, those of weight 0 left out. A pair for which y·(x1 - x2) is NaN is in Pairs only.
// In a pass that computes gradients, too, they are the counts before the step that these gradients lead to.
type Stats struct {
	// Pairs is the number of pairs of a weight other than 0: all of them if there are no weights.
	Pairs int64
	// Active is the number of pairs inside the margin or on it: with u = margin - y·(x1 - x2)
	// of 0 or more, or with the boundary Exclusive above 0. The gradient passes through them alone. A
	// pair whose margin is NaN is not active.
	Active int64
	// Wrong is the number of pairs in the wrong order: with y·(x1 - x2) below 0.
	Wrong int64
	// Tied is the number of pairs in no order: with y·(x1 - x2) equal to 0, as for equal scores. They are
	// not Wrong, and they are not right either: a model whose scores are all equal orders nothing.
	Tied int64

	nan int64 // pairs for which y·(x1 - x2) is NaN, which are not right either
}

// Accuracy is the share of pairs in the right order, with y·(x1 - x2) above 0, among all Pairs. It is what
// PyTorch computes as ((x1 - x2) * y > 0).float().mean(). Ties and NaN are not right. Without any pair it is NaN.
func (s Stats) Accuracy() float64 {
	if s.Pairs == 0 {
		return nan // 0/0 has other bits on other machines
	}
	return float64(s.Pairs-s.Wrong-s.Tied-s.nan) / float64(s.Pairs)
}

// set sets s to what the kernels' counts say of so many pairs.
func (s *Stats) set(pairs int64, c spans.Counts) {
	s.Pairs, s.Active, s.Wrong, s.Tied, s.nan = pairs, c.Active, c.Wrong, pairs-c.Untied, c.NaN
}

// ForwardStats returns what Forward does, and counts pairs. It goes through a span of pairs
// twice, which are in the caches the second time: with pairs in the first cache it takes three to five times as long as Forward.
func (c MarginRanking[T]) ForwardStats(p Pairs[T]) (v float64, s Stats, err error) {
	v, err = run[forwardStats](&c, cpuid.Current, &p, others[T]{stats: &s})
	return
}

// ForwardBackwardStats returns and stores what ForwardBackward does, and counts pairs as
// ForwardStats does.
func (c MarginRanking[T]) ForwardBackwardStats(g Grads[T], p Pairs[T], upstream float64) (v float64, s Stats, err error) {
	v, err = run[forwardBackwardStats](&c, cpuid.Current, &p, others[T]{grads: &g, upstream: upstream, stats: &s})
	return
}
