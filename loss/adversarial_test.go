package loss_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/internal/losstest"
	"github.com/marginrank/marginrank/loss"
)

// An adversary makes losses that are hard to add up: loss i is high + low, which
// the compute precision holds exactly. Unit is its unit roundoff.
type adversary struct {
	name  string
	n     int
	loss  func(i int, unit float64) (high, low float64)
	tight float64 // the error is at least this many units of the sum: it is as bad as it looks
	wide  bool    // beyond the range of float16
}

// rowOf is the row of a chunk that loss i belongs to.
func rowOf(i int) int { return i / losstest.Row % losstest.Rows }

var adversaries = []adversary{
	{name: "all roundings down", n: 5_000, tight: 1.9, loss: func(i int, unit float64) (high, low float64) {
		return [...]float64{1, unit, unit, 0}[rowOf(i)], 0
	}},
	{name: "all roundings up", n: 5_000, tight: 1.9, loss: func(i int, unit float64) (high, low float64) {
		return [...]float64{1, unit, 2 * unit, unit}[rowOf(i)], [...]float64{2 * unit, 0, 0, 0}[rowOf(i)]
	}},
	{name: "more than 2^24 terms, all roundings down", n: 1<<24 + 1<<16, tight: 1.9, loss: func(i int, unit float64) (high, low float64) {
		return [...]float64{1, unit, unit, 0}[rowOf(i)], 0
	}},
	{name: "below half a unit of their lane", n: losstest.Span, wide: true, loss: func(i int, _ float64) (high, low float64) {
		switch {
		case rowOf(i) > 0:
			return 0, 0
		case i < losstest.Rows*losstest.Row:
			return 0x1p60, 0
		}
		return 0x1p6, 0
	}},
	{name: "below half a unit of the spans before", n: 100 * losstest.Span, wide: true, loss: func(i int, _ float64) (high, low float64) {
		if i < losstest.Span {
			return 0x1p86, 0 // together 2^100
		}
		return 0x1p30, 0
	}},
	{name: "largest beside smallest", n: 70_000, wide: true, loss: func(i int, _ float64) (high, low float64) {
		return [...]float64{0x1p-133, 0x1p90, 0x1p-133}[i%3], 0
	}},
	{name: "largest once", n: 70_000, wide: true, loss: func(i int, _ float64) (high, low float64) {
		if i == 40_000 {
			return 0x1p127, 0
		}
		return 0x1p-133, 0
	}},
	{name: "infinite among finite", n: 70_000, loss: func(i int, _ float64) (high, low float64) {
		if i == 40_000 {
			return math.Inf(1), 0
		}
		return 1, 0
	}},
	{name: "subnormal", n: 70_000, loss: func(int, float64) (high, low float64) { return 0x1p-24, 0 }},
}

// A sum keeps its bound whatever the losses are.
func TestSumOfAdversaries(t *testing.T) {
	for _, a := range adversaries {
		t.Run(a.name, func(t *testing.T) {
			if testing.Short() && a.n > 10_000_000 {
				t.Skipf("not run: %d terms", a.n)
			}
			t.Run("float32", func(t *testing.T) { testAdversary(t, losstest.Float32, a, 0x1p-24) })
			t.Run("float64", func(t *testing.T) { testAdversary(t, losstest.Float64, a, 0x1p-53) })
			t.Run("bfloat16", func(t *testing.T) { testAdversary(t, losstest.BFloat16, a, 0x1p-24) })
			if !a.wide {
				t.Run("float16", func(t *testing.T) { testAdversary(t, losstest.Float16, a, 0x1p-24) })
			}
		})
	}
}

func testAdversary[T loss.Float](t *testing.T, d losstest.DType[T], a adversary, unit float64) {
	b := losstest.Batch[T]{Pairs: loss.Pairs[T]{X1: make([]T, a.n), X2: make([]T, a.n)}}
	losses := make([]float64, a.n)
	for i := range a.n {
		high, low := a.loss(i, unit)
		b.Pairs.X2[i], b.Pairs.X1[i] = d.Element(high), d.Element(-low)
		losses[i] = high + low
		if d.Value(b.Pairs.X2[i]) != high || d.Value(b.Pairs.X1[i]) != -low || d.Compute(losses[i]) != losses[i] {
			t.Fatalf("%s has no loss of %v + %v", d.Name, high, low)
		}
	}
	want := losstest.Terms{Divisor: float64(a.n), Weights: losstest.Count(a.n), Sum: d.Ordered(losses), Exact: losstest.Exactly(losses)}
	for _, m := range losstest.Methods[:2] {
		compareLoss(t, d, want, m, b)
	}
	if a.tight > 0 {
		require.False(t, want.Exact.Within(a.tight*unit, want.Sum, losstest.One), "the error is smaller than %v units", a.tight)
	}
}

// The least and the greatest of each type, in every lane and row.
func TestSumOfExtremes(t *testing.T) {
	t.Run("float32", func(t *testing.T) { testExtremes(t, losstest.Float32, math.SmallestNonzeroFloat32, 0x1p127) })
	t.Run("float64", func(t *testing.T) { testExtremes(t, losstest.Float64, math.SmallestNonzeroFloat64, 0x1p1023) })
	t.Run("float16", func(t *testing.T) { testExtremes(t, losstest.Float16, 0x1p-24, 65504) })
	t.Run("bfloat16", func(t *testing.T) { testExtremes(t, losstest.BFloat16, 0x1p-133, 0x1p127) })
}

func testExtremes[T loss.Float](t *testing.T, d losstest.DType[T], least, greatest float64) {
	for at := range losstest.Rows * losstest.Row {
		b := losstest.Batch[T]{Pairs: loss.Pairs[T]{X1: make([]T, 200), X2: make([]T, 200)}}
		losses := make([]float64, 200)
		for i := range losses {
			losses[i] = least
			if i == at+losstest.Rows*losstest.Row {
				losses[i] = greatest
			}
			b.Pairs.X2[i] = d.Element(losses[i])
		}
		want := losstest.Terms{Divisor: float64(len(losses)), Weights: losstest.Count(len(losses)), Sum: d.Ordered(losses), Exact: losstest.Exactly(losses)}
		t.Run(fmt.Sprintf("%v at %d", greatest, at), func(t *testing.T) { compareLoss(t, d, want, losstest.Methods[0], b) })
	}
}
