//go:build !race

// Under the race detector, which is told of all arrays, they move to the heap.

package loss_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/marginrank/marginrank/loss"
)

// No call allocates, and arrays on the caller's stack stay there.
func TestNoAllocation(t *testing.T) {
	eachTier(t, func(t *testing.T) {
		t.Run("float32", testNoAllocation[float32])
		t.Run("float64", testNoAllocation[float64])
		t.Run("float16", testNoAllocation[loss.Float16])
		t.Run("bfloat16", testNoAllocation[loss.BFloat16])
		t.Run("named", testNoAllocation[score])
	})
}

func testNoAllocation[T loss.Float](t *testing.T) {
	none := func(name string, f func()) { assert.Zero(t, testing.AllocsPerRun(10, f), name) }
	const n = 150
	none("Forward", func() {
		var x1, x2, y [n]T
		loss.MarginRanking[T]{}.Forward(loss.Pairs[T]{X1: x1[:], X2: x2[:], Y: y[:]})
	})
	none("ForwardNone", func() {
		var x1, x2, dst [n]T
		var signs [n]int8
		loss.MarginRanking[T]{}.ForwardNone(dst[:], loss.Pairs[T]{X1: x1[:], X2: x2[:], Signs: signs[:]})
	})
	none("Backward", func() {
		var x1, x2, gx1, gx2, gy [n]T
		loss.MarginRanking[T]{}.Backward(loss.Grads[T]{X1: gx1[:], X2: gx2[:], Y: gy[:]}, loss.Pairs[T]{X1: x1[:], X2: x2[:]}, 1)
	})
	none("BackwardNone", func() {
		var x1, x2, upstream, gx1, gx2, gy [n]T
		loss.MarginRanking[T]{}.BackwardNone(loss.Grads[T]{X1: gx1[:], X2: gx2[:], Y: gy[:]}, loss.Pairs[T]{X1: x1[:], X2: x2[:]}, upstream[:])
	})
	none("ForwardBackward", func() {
		var x1, x2, gx1, gx2, gy [n]T
		loss.MarginRanking[T]{}.ForwardBackward(loss.Grads[T]{X1: gx1[:], X2: gx2[:], Y: gy[:]}, loss.Pairs[T]{X1: x1[:], X2: x2[:]}, 1)
	})
	none("ForwardBackwardNone", func() {
		var x1, x2, upstream, dst, gx1, gx2, gy [n]T
		loss.MarginRanking[T]{}.ForwardBackwardNone(dst[:], loss.Grads[T]{X1: gx1[:], X2: gx2[:], Y: gy[:]}, loss.Pairs[T]{X1: x1[:], X2: x2[:]}, upstream[:])
	})
	none("weighted", func() {
		var x1, x2, weights, margins, gx1 [n]T
		p := loss.Pairs[T]{X1: x1[:], X2: x2[:], Weights: weights[:], Margins: margins[:]}
		loss.MarginRanking[T]{}.ForwardBackward(loss.Grads[T]{X1: gx1[:]}, p, 1)
		loss.MarginRanking[T]{}.ForwardNone(gx1[:], p)
	})
	none("ForwardStats", func() {
		var x1, x2 [n]T
		loss.MarginRanking[T]{}.ForwardStats(loss.Pairs[T]{X1: x1[:], X2: x2[:]})
	})
	none("ForwardBackwardStats", func() {
		var x1, x2, gx1 [n]T
		loss.MarginRanking[T]{}.ForwardBackwardStats(loss.Grads[T]{X1: gx1[:]}, loss.Pairs[T]{X1: x1[:], X2: x2[:]}, 1)
	})
	none("Validate", func() {
		var x1, x2, weights [n]T
		loss.Pairs[T]{X1: x1[:], X2: x2[:], Weights: weights[:], Margins: weights[:]}.Validate()
	})
	none("ForwardIndexed", func() {
		var scores, y [n]T
		var i, j [n]int32
		loss.MarginRanking[T]{}.ForwardIndexed(loss.IndexedPairs[T]{Scores: scores[:], I: i[:], J: j[:], Y: y[:]})
	})
	none("ForwardBackwardIndexed", func() {
		var scores, grad, y [n]T
		var i, j [n]int32
		loss.MarginRanking[T]{}.ForwardBackwardIndexed(grad[:], loss.IndexedPairs[T]{Scores: scores[:], I: i[:], J: j[:], Y: y[:]}, 1)
	})
	none("ForwardBackwardIndexed of few", func() {
		var scores, grad [40 * n]T
		var i, j [n]int32
		loss.MarginRanking[T]{}.ForwardBackwardIndexed(grad[:], loss.IndexedPairs[T]{Scores: scores[:], I: i[:], J: j[:]}, 1)
	})
	long := make([]T, 100_000)
	none("several spans", func() { loss.MarginRanking[T]{}.Forward(loss.Pairs[T]{X1: long, X2: long}) })
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
