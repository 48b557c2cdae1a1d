package losstest

import (
	"fmt"
	"math"
	"slices"

	"github.com/marginrank/marginrank/loss"
)

// Terms is the result of the reference for a batch: for each reduction one term per pair, and the sum of the
// losses.
type Terms struct {
	Divisor     float64   // what a mean is divided by
	byReduction [3][]Term // the index is a loss.Reduction
	Sum         float64   // added up in the order of the contract
	counts      Counts

	// The sums of losses and weights without rounding, or nil if a term or a weight is negative.
	Exact, Weights *Exact
}

func (d DType[T]) Terms(b Batch[T]) (w Terms) {
	scalar, n := d.Compute(b.Scalar), len(b.Pairs.X1)
	losses, weights := make([]float64, n), d.weights(b)
	w.Divisor = d.divisor(weights)
	share := d.Compute(scalar / d.Compute(w.Divisor))
	each := func(i int) float64 { // the upstream gradient of pair i, or 0 if the call has none
		if b.Upstream == nil {
			return 0
		}
		return d.Value(b.Upstream[i])
	}
	for i := range n {
		p := d.Pair(b, i)
		for reduction, upstream := range [...]float64{loss.Mean: share, loss.Sum: scalar, loss.None: each(i)} {
			r, _ := d.Weighted(p, upstream)
			w.byReduction[reduction] = append(w.byReduction[reduction], r)
		}
		r, counts := d.Weighted(p, 0)
		losses[i] = r.Out
		w.counts.Add(counts)
	}
	w.Sum = d.Ordered(losses)
	if negative := func(v float64) bool { return v < 0 }; !slices.ContainsFunc(weights, negative) {
		w.Exact, w.Weights = Exactly(losses), Exactly(weights)
	}
	return w
}

// weights returns the weights of the pairs of a batch.
func (d DType[T]) weights(b Batch[T]) []float64 {
	weights := make([]float64, len(b.Pairs.X1))
	for i := range weights {
		weights[i] = d.Pair(b, i).Weight
	}
	return weights
}

// divisor returns what the mean of pairs with these weights is divided by.
func (d DType[T]) divisor(weights []float64) float64 {
	if slices.ContainsFunc(weights, func(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) }) {
		return math.NaN()
	}
	return d.Ordered(weights)
}

// Check describes the first output of a call that differs from the reference. It returns "" if there is none.
func (d DType[T]) Check(w Terms, m Method, r Result[T]) string {
	list := w.byReduction[m.Reduction]
	for name, output := range map[string]struct {
		got  []T
		want func(Term) float64
	}{
		"dst": {r.Dst, func(t Term) float64 { return t.Out }},
		"X1":  {r.Grads.X1, func(t Term) float64 { return t.GX1 }},
		"X2":  {r.Grads.X2, func(t Term) float64 { return t.GX2 }},
		"Y":   {r.Grads.Y, func(t Term) float64 { return t.GY }},
	} {
		for i, v := range output.got {
			if want := d.Round(output.want(list[i])); !Same(d.Value(v), want) {
				return fmt.Sprintf("%s[%d] is %v, not %v", name, i, d.Value(v), want)
			}
			// A NaN is all ones. In the gradient of x1 its sign is cleared, since it is the negative of the
			// gradient of x2.
			if ones := d.Bits(d.FromBits(math.MaxUint64)); d.Value(v) != d.Value(v) && d.Bits(v)|^(ones>>1) != math.MaxUint64 {
				return fmt.Sprintf("%s[%d] is a NaN of bits %x, not all ones", name, i, d.Bits(v))
			}
		}
	}
	if wrong := w.counts.Check(r.Stats); m.Counts() && wrong != "" {
		return wrong
	}
	if !m.Loss || m.Reduction == loss.None {
		return ""
	}
	return d.CheckLoss(w, m.Reduction, r.Loss)
}

// CheckLoss returns "" if got, a reduced loss, has the bits that the order of the contract demands and is within
// the bound of the exact loss. Otherwise it describes the difference.
func (d DType[T]) CheckLoss(w Terms, reduction loss.Reduction, got float64) string {
	want, bound, divisor := w.Sum, d.Bound, One
	if reduction == loss.Mean {
		want, divisor = want/w.Divisor, w.Weights
		if divisor != nil && !divisor.isCount() {
			bound *= 2 // the divisor has been rounded, too
		}
	}
	switch {
	case math.IsNaN(want) && math.Float64bits(got) != math.Float64bits(math.NaN()):
		return fmt.Sprintf("loss is %v (%x), not the one NaN", got, math.Float64bits(got))
	case got != want && !math.IsNaN(want):
		return fmt.Sprintf("loss is %v, in the order of the contract it is %v", got, want)
	case w.Exact == nil:
		return "" // negative weights have no bound
	case math.IsInf(got, 1) && w.Exact.AtLeast(d.Largest()*(1-d.Bound)):
		return "" // the sum overflows, where a mean might not
	case divisor.AtLeast(d.Largest() * (1 - d.Bound)):
		return "" // the sum of the weights overflows
	case !w.Exact.Within(bound, got, divisor):
		return fmt.Sprintf("loss is %v, exactly it is %v / %v", got, w.Exact, divisor)
	}
	return ""
}

// Same reports whether a equals b. Zeros of either sign are equal, and so are all NaN.
func Same(a, b float64) bool { return a == b || a != a && b != b }
