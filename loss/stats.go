package loss

import "github.com/marginrank/marginrank/internal/spans"

// Stats counts pairs. Pairs of weight 0 are left out. A pair for which y·(x1 - x2) is NaN counts in Pairs
// only. Statistics of a training step describe the scores before the step.
type Stats struct {
	// Pairs is the number of pairs with a weight other than 0. Without weights, it is the number of all
	// pairs.
	Pairs int64
	// Active is the number of pairs through which a gradient passes. With u = margin - y·(x1 - x2), these are
	// the pairs with u >= 0, or with the boundary Exclusive, with u > 0. A pair with a NaN margin is not
	// active.
	Active int64
	// Wrong is the number of pairs in the wrong order: y·(x1 - x2) is less than 0.
	Wrong int64
	// Tied is the number of pairs in no order: y·(x1 - x2) is 0, as for equal scores. Tied pairs are neither
	// wrong nor right.
	Tied int64

	nan int64 // the number of pairs for which y·(x1 - x2) is NaN; they are not right either
}

// Accuracy returns the number of pairs in the right order, with y·(x1 - x2) greater than 0, divided by Pairs.
// PyTorch programs compute it as ((x1 - x2) * y > 0).float().mean(). Ties and NaN are not right. If Pairs is
// 0, the result is NaN.
func (s Stats) Accuracy() float64 {
	if s.Pairs == 0 {
		return nan // 0/0 has other bits on other machines
	}
	return float64(s.Pairs-s.Wrong-s.Tied-s.nan) / float64(s.Pairs)
}

// set sets s to what the kernels' counts say of so many pairs.
func (s *Stats) set(pairs int64, c spans.Counts) {
	s.Pairs, s.Active, s.Wrong, s.Tied, s.nan = pairs, c.Active, c.Wrong, pairs-c.Wrong-c.Right-c.NaN, c.NaN
}
