//go:build !race

// Under the race detector, which is told of all arrays, they move to the heap.

package loss_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/losstest"
	"github.com/marginrank/marginrank/loss"
)

// No call allocates, and arrays on the caller's stack stay there.
func TestNoAllocation(t *testing.T) {
	losstest.EachTier(t, func(t *testing.T, tier cpuid.Tier) {
		t.Run("float32", func(t *testing.T) { testNoAllocation[float32](t, tier) })
		t.Run("float64", func(t *testing.T) { testNoAllocation[float64](t, tier) })
		t.Run("float16", func(t *testing.T) { testNoAllocation[loss.Float16](t, tier) })
		t.Run("bfloat16", func(t *testing.T) { testNoAllocation[loss.BFloat16](t, tier) })
		t.Run("named", func(t *testing.T) { testNoAllocation[score](t, tier) })
	})
}

func testNoAllocation[T loss.Float](t *testing.T, tier cpuid.Tier) {
	for p := 1; p <= 2; p++ {
		noAllocation(t, on(tier, loss.MarginRanking[T]{P: p}))
	}
}

func noAllocation[T loss.Float](t *testing.T, c loss.On[T]) {
	t.Helper()
	none := func(name string, f func()) { assert.Zero(t, testing.AllocsPerRun(10, f), name) }
	const n = 150
	none("Accumulate", func() {
		var x1, x2, weights [n]T
		var total loss.Total
		c.Accumulate(&total, loss.Pairs[T]{X1: x1[:], X2: x2[:], Weights: weights[:]})
	})
	none("AccumulateIndexed", func() {
		var scores, weights [n]T
		var i, j [n]int32
		var total loss.Total
		c.AccumulateIndexed(&total, loss.IndexedPairs[T]{Scores: scores[:], I: i[:], J: j[:], Weights: weights[:]})
	})
	none("AccumulateLists", func() {
		var scores [n]T
		var relevance [n]float32
		var total loss.Total
		c.AccumulateLists(&total, loss.Lists[T]{Scores: scores[:], Relevance: relevance[:]})
	})
	none("Forward", func() {
		var x1, x2, y [n]T
		c.Forward(loss.Pairs[T]{X1: x1[:], X2: x2[:], Y: y[:]})
	})
	none("ForwardNone", func() {
		var x1, x2, dst [n]T
		var signs [n]int8
		c.ForwardNone(dst[:], loss.Pairs[T]{X1: x1[:], X2: x2[:], Signs: signs[:]})
	})
	none("Backward", func() {
		var x1, x2, gx1, gx2, gy [n]T
		c.Backward(loss.Grads[T]{X1: gx1[:], X2: gx2[:], Y: gy[:]}, loss.Pairs[T]{X1: x1[:], X2: x2[:]}, 1)
	})
	none("BackwardNone", func() {
		var x1, x2, upstream, gx1, gx2, gy [n]T
		c.BackwardNone(loss.Grads[T]{X1: gx1[:], X2: gx2[:], Y: gy[:]}, loss.Pairs[T]{X1: x1[:], X2: x2[:]}, upstream[:])
	})
	none("ForwardBackward", func() {
		var x1, x2, gx1, gx2, gy [n]T
		c.ForwardBackward(loss.Grads[T]{X1: gx1[:], X2: gx2[:], Y: gy[:]}, loss.Pairs[T]{X1: x1[:], X2: x2[:]}, 1)
	})
	none("ForwardBackwardNone", func() {
		var x1, x2, upstream, dst, gx1, gx2, gy [n]T
		c.ForwardBackwardNone(dst[:], loss.Grads[T]{X1: gx1[:], X2: gx2[:], Y: gy[:]}, loss.Pairs[T]{X1: x1[:], X2: x2[:]}, upstream[:])
	})
	none("weighted", func() {
		var x1, x2, weights, margins, gx1 [n]T
		p := loss.Pairs[T]{X1: x1[:], X2: x2[:], Weights: weights[:], Margins: margins[:]}
		c.ForwardBackward(loss.Grads[T]{X1: gx1[:]}, p, 1)
		c.ForwardNone(gx1[:], p)
	})
	none("ForwardStats", func() {
		var x1, x2 [n]T
		c.ForwardStats(loss.Pairs[T]{X1: x1[:], X2: x2[:]})
	})
	none("ForwardBackwardStats", func() {
		var x1, x2, gx1 [n]T
		c.ForwardBackwardStats(loss.Grads[T]{X1: gx1[:]}, loss.Pairs[T]{X1: x1[:], X2: x2[:]}, 1)
	})
	none("in place", func() {
		var x1, x2 [n]T
		p := loss.Pairs[T]{X1: x1[:], X2: x2[:]}
		c.ForwardBackward(loss.Grads[T]{X1: x1[:], X2: x2[:]}, p, 1)
		c.ForwardNone(x2[:], p)
	})
	none("right behind labels", func() { // which a quick look takes for an overlap
		var arrays struct {
			signs [8]int8
			dst   [8]T
		}
		var x1, x2 [8]T
		if err := c.ForwardNone(arrays.dst[:], loss.Pairs[T]{X1: x1[:], X2: x2[:], Signs: arrays.signs[:]}); err != nil {
			t.Error(err)
		}
	})
	none("no pairs", func() {
		var x1 [n]T
		c.ForwardBackward(loss.Grads[T]{X1: x1[:0]}, loss.Pairs[T]{X1: x1[:0], X2: x1[:0]}, 1)
	})
	none("Validate", func() {
		var x1, x2, weights [n]T
		loss.Pairs[T]{X1: x1[:], X2: x2[:], Weights: weights[:], Margins: weights[:]}.Validate()
	})
	none("FromFloat32, ToFloat32", func() {
		var elements [n]T
		var floats [n]float32
		loss.FromFloat32(elements[:], floats[:])
		loss.ToFloat32(floats[:], elements[:])
	})
	none("ForwardIndexed", func() {
		var scores, y [n]T
		var i, j [n]int32
		c.ForwardIndexed(loss.IndexedPairs[T]{Scores: scores[:], I: i[:], J: j[:], Y: y[:]})
	})
	none("ForwardBackwardIndexed", func() {
		var scores, grad, y [n]T
		var i, j [n]int32
		c.ForwardBackwardIndexed(grad[:], loss.IndexedPairs[T]{Scores: scores[:], I: i[:], J: j[:], Y: y[:]}, 1)
	})
	none("ForwardBackwardIndexedStats", func() {
		var scores, grad, weights, margins [n]T
		var i, j [n]int32
		p := loss.IndexedPairs[T]{Scores: scores[:], I: i[:], J: j[:], Weights: weights[:], Margins: margins[:]}
		c.ForwardIndexedStats(p)
		c.ForwardBackwardIndexedStats(grad[:], p, 1)
	})
	none("ForwardBackwardIndexed of few", func() {
		var scores, grad [40 * n]T
		var i, j [n]int32
		c.ForwardBackwardIndexed(grad[:], loss.IndexedPairs[T]{Scores: scores[:], I: i[:], J: j[:]}, 1)
	})
	long := make([]T, 100_000)
	none("several spans", func() { c.Forward(loss.Pairs[T]{X1: long, X2: long}) })
}

// A call that shares its work out doesn't allocate either, but for the first few.
func TestWorkersDontAllocate(t *testing.T) {
	eagerly(t)
	c := loss.MarginRanking[score]{Workers: 2}
	p := loss.Pairs[score]{X1: make([]score, 1_000_000), X2: make([]score, 1_000_000)}
	assert.Zero(t, testing.AllocsPerRun(50, func() {
		if _, err := c.Forward(p); err != nil {
			t.Error(err)
		}
	}))
	p.Weights = p.X1
	assert.Zero(t, testing.AllocsPerRun(50, func() {
		if _, _, err := c.ForwardStats(p); err != nil {
			t.Error(err)
		}
	}))
}
