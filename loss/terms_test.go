package loss_test

import (
	"fmt"
	"math"
	"slices"

	"github.com/marginrank/marginrank/loss"
)

// terms is what the reference gives for a batch: one term a pair for each way in
// which the upstream gradient arrives, and the sum of the losses.
type terms struct {
	divisor     float64   // of a mean
	byReduction [3][]term // index: loss.Reduction
	sum         float64   // in the order of the contract
	stats       loss.Stats

	// Without rounding; nil if a term or a weight is negative.
	exact, weights *exact
}

func (d dtype[T]) terms(b batch[T]) (w terms) {
	scalar, n := d.compute(b.scalar), len(b.pairs.X1)
	losses, weights := make([]float64, n), make([]float64, n)
	for i := range n {
		weights[i] = d.pair(b, i).weight
	}
	w.divisor = d.ordered(weights)
	if slices.ContainsFunc(weights, func(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) }) {
		w.divisor = math.NaN()
	}
	share := d.compute(scalar / d.compute(w.divisor))
	each := func(i int) float64 { // the upstream gradient of a pair, if the call has any
		if b.upstream == nil {
			return 0
		}
		return d.value(b.upstream[i])
	}
	for i := range n {
		p := d.pair(b, i)
		for reduction, upstream := range [...]float64{loss.Mean: share, loss.Sum: scalar, loss.None: each(i)} {
			r, _, _ := d.weighted(p, upstream)
			w.byReduction[reduction] = append(w.byReduction[reduction], r)
		}
		r, active, wrong := d.weighted(p, 0)
		losses[i] = r.out
		if active {
			w.stats.Active++
		}
		if wrong {
			w.stats.Wrong++
		}
	}
	w.sum = d.ordered(losses)
	if negative := func(v float64) bool { return v < 0 }; !slices.ContainsFunc(weights, negative) {
		w.exact, w.weights = exactly(losses), exactly(weights)
	}
	return w
}

// check describes the first output of a call that is not the reference's.
func (d dtype[T]) check(w terms, m method, r result[T]) string {
	list := w.byReduction[m.reduction]
	for name, output := range map[string]struct {
		got  []T
		want func(term) float64
	}{
		"dst": {r.dst, func(t term) float64 { return t.out }},
		"X1":  {r.Grads.X1, func(t term) float64 { return t.gx1 }},
		"X2":  {r.Grads.X2, func(t term) float64 { return t.gx2 }},
		"Y":   {r.Grads.Y, func(t term) float64 { return t.gy }},
	} {
		for i, v := range output.got {
			if want := d.round(output.want(list[i])); !same(d.value(v), want) {
				return fmt.Sprintf("%s[%d] is %v, not %v", name, i, d.value(v), want)
			}
			// A NaN is all ones; X1's has lost its sign, as the negative of X2's.
			if ones := d.bits(d.fromBits(math.MaxUint64)); d.value(v) != d.value(v) && d.bits(v)|^(ones>>1) != math.MaxUint64 {
				return fmt.Sprintf("%s[%d] is a NaN of bits %x, not all ones", name, i, d.bits(v))
			}
		}
	}
	if m.counts() && r.stats != w.stats {
		return fmt.Sprintf("counts are %+v, not %+v", r.stats, w.stats)
	}
	if !m.loss || m.reduction == loss.None {
		return ""
	}
	return d.checkLoss(w, m.reduction, r.loss)
}

// checkLoss describes a reduced loss that has not the bits of the contract's order, or
// is not within the contract's bound of the exact one.
func (d dtype[T]) checkLoss(w terms, reduction loss.Reduction, got float64) string {
	want, bound, divisor := w.sum, d.bound, one
	if reduction == loss.Mean {
		want, divisor = want/w.divisor, w.weights
		if divisor != nil && !divisor.isCount() {
			bound *= 2 // is that of the divisor, too
		}
	}
	switch {
	case math.IsNaN(want) && math.Float64bits(got) != math.Float64bits(math.NaN()):
		return fmt.Sprintf("loss is %v (%x), not the one NaN", got, math.Float64bits(got))
	case got != want && !math.IsNaN(want):
		return fmt.Sprintf("loss is %v, in the order of the contract it is %v", got, want)
	case w.exact == nil:
		return "" // negative weights have no bound
	case math.IsInf(got, 1) && w.exact.atLeast(d.largest()*(1-d.bound)):
		return "" // the sum overflows, where a mean might not
	case divisor.atLeast(d.largest() * (1 - d.bound)):
		return "" // so does that of the weights
	case !w.exact.within(bound, got, divisor):
		return fmt.Sprintf("loss is %v, exactly it is %v / %v", got, w.exact, divisor)
	}
	return ""
}

// same takes zeros of either sign for equal, and any NaN for any other.
func same(a, b float64) bool { return a == b || a != a && b != b }
