package loss_test

import (
	"fmt"
	"math"

	"github.com/marginrank/marginrank/loss"
)

// terms is what the reference gives for a batch: one term a pair for each way in
// which the upstream gradient arrives, and the sum of the losses.
type terms struct {
	n           int
	byReduction [3][]term // index: loss.Reduction
	sum         float64   // in the order of the contract
	exact       *exact
}

func (d dtype[T]) terms(b batch[T]) (w terms) {
	scalar, n := d.compute(b.scalar), len(b.pairs.X1)
	share := d.compute(scalar / d.compute(float64(n)))
	w.n = n
	losses := make([]float64, n)
	each := func(i int) float64 { // the upstream gradient of a pair, if the call has any
		if b.upstream == nil {
			return 0
		}
		return d.value(b.upstream[i])
	}
	for i := range n {
		x1, x2, y := d.value(b.pairs.X1[i]), d.value(b.pairs.X2[i]), d.label(b.pairs, i)
		for reduction, upstream := range [...]float64{loss.Mean: share, loss.Sum: scalar, loss.None: each(i)} {
			w.byReduction[reduction] = append(w.byReduction[reduction], d.reference(x1, x2, y, b.margin, upstream))
		}
		losses[i] = w.byReduction[loss.None][i].out
	}
	w.sum, w.exact = d.ordered(losses), exactly(losses)
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
	if !m.loss || m.reduction == loss.None {
		return ""
	}
	return d.checkLoss(w, m.reduction, r.loss)
}

// checkLoss describes a reduced loss that has not the bits of the contract's order, or
// is not within the contract's bound of the exact one.
func (d dtype[T]) checkLoss(w terms, reduction loss.Reduction, got float64) string {
	n, want := 1, w.sum
	if reduction == loss.Mean {
		n = w.n
		want /= float64(n)
	}
	switch {
	case math.IsNaN(want) && math.Float64bits(got) != math.Float64bits(math.NaN()):
		return fmt.Sprintf("loss is %v (%x), not the one NaN", got, math.Float64bits(got))
	case got != want && !math.IsNaN(want):
		return fmt.Sprintf("loss is %v, in the order of the contract it is %v", got, want)
	case math.IsInf(got, 1) && w.exact.atLeast(d.largest()*(1-d.bound)):
		return "" // the sum overflows, where a mean might not
	case !w.exact.within(d.bound, got, n):
		return fmt.Sprintf("loss is %v, exactly it is %v / %d", got, w.exact, n)
	}
	return ""
}

// same takes zeros of either sign for equal, and any NaN for any other.
func same(a, b float64) bool { return a == b || a != a && b != b }
