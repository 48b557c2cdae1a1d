package loss_test

import (
	"fmt"
	"math"

	"github.com/marginrank/marginrank/loss"
)

// terms is what the reference gives for a batch: one term a pair for each way in
// which the upstream gradient arrives, and the exact sum of the losses.
type terms struct {
	byReduction [3][]term // index: loss.Reduction
	total       float64
}

func (d dtype[T]) terms(b batch[T]) (w terms) {
	scalar, n := d.compute(b.scalar), len(b.pairs.X1)
	share := d.compute(scalar / d.compute(float64(n)))
	losses := make([]float64, n)
	for i := range n {
		x1, x2, y := d.value(b.pairs.X1[i]), d.value(b.pairs.X2[i]), d.label(b.pairs, i)
		for reduction, upstream := range [...]float64{loss.Mean: share, loss.Sum: scalar, loss.None: d.value(b.upstream[i])} {
			w.byReduction[reduction] = append(w.byReduction[reduction], d.reference(x1, x2, y, b.margin, upstream))
		}
		losses[i] = w.byReduction[loss.None][i].out
	}
	w.total = exactSum(losses)
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
		}
	}
	if !m.loss || m.reduction == loss.None {
		return ""
	}
	want := w.total
	if m.reduction == loss.Mean {
		want /= float64(len(list))
	}
	if !d.near(r.loss, want, w.total) {
		return fmt.Sprintf("loss is %v, not %v", r.loss, want)
	}
	return ""
}

// near reports whether a reduced loss is within the contract's bound.
func (d dtype[T]) near(got, want, total float64) bool {
	if math.IsInf(got, 1) && d.compute(total) >= math.MaxFloat32/4 && d.name != "float64" {
		return true // float32 terms may overflow together where float64 would not
	}
	return same(got, want) || math.Abs(got-want) <= d.bound*math.Abs(want)
}

// same takes zeros of either sign for equal, and any NaN for any other.
func same(a, b float64) bool { return a == b || a != a && b != b }
