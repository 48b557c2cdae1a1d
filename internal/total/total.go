package total

import (
	"math"

	"github.com/marginrank/marginrank/internal/exact"
)

// A Total is losses, weights and counts. The zero value is empty.
type Total struct {
	// Losses is the sum of the losses of pairs and pairs by index, and of the values of lists with weights.
	Losses exact.Sum
	// Lists is the sum of the losses of lists without weights. Rounded differences may make it slightly negative: then
	// it counts as 0.
	Lists exact.Sum
	// Weights is the sum of the weights of all pairs, or of lists whose losses are means.
	Weights exact.Sum

	Pairs, Active, Wrong int64
}

// Merge adds what was added to u, which may be t.
func (t *Total) Merge(u *Total) {
	t.Losses.Merge(&u.Losses)
	t.Lists.Merge(&u.Lists)
	t.Weights.Merge(&u.Weights)
	t.Count(u.Pairs, u.Active, u.Wrong)
}

// Count adds counts. None of them exceeds the largest int64.
func (t *Total) Count(pairs, active, wrong int64) {
	t.Pairs, t.Active, t.Wrong = plus(t.Pairs, pairs), plus(t.Active, active), plus(t.Wrong, wrong)
}

// plus is a + b, of which neither is negative.
func plus(a, b int64) int64 {
	if a > math.MaxInt64-b {
		return math.MaxInt64
	}
	return a + b
}

// Sum is the sum of all losses, rounded once.
func (t *Total) Sum() float64 {
	lists := t.Lists.Float64()
	if lists < 0 {
		return t.Losses.Float64()
	}
	all := t.Losses
	all.Merge(&t.Lists)
	return all.Float64()
}

// Mean is the sum, divided by the weight. It is the one NaN if both are 0.
func (t *Total) Mean() float64 {
	sum, weight := t.Sum(), t.Weights.Float64()
	if mean := sum / weight; mean == mean {
		return mean
	}
	return math.NaN() // other NaN have other bits on other machines
}
