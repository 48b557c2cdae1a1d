//go:build !race

package loss_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/internal/losstest"
	"github.com/marginrank/marginrank/loss"
)

// Calls for lists don't allocate, but for the first ones, and arrays on the caller's stack
// stay there.
func TestListsDontAllocate(t *testing.T) {
	t.Run("float32", func(t *testing.T) { testListsDontAllocate(t, losstest.Float32) })
	t.Run("float64", func(t *testing.T) { testListsDontAllocate(t, losstest.Float64) })
	t.Run("float16", func(t *testing.T) { testListsDontAllocate(t, losstest.Float16) })
	t.Run("bfloat16", func(t *testing.T) { testListsDontAllocate(t, losstest.BFloat16) })
}

func testListsDontAllocate[T loss.Float](t *testing.T, d losstest.DType[T]) {
	runs := 100
	none := func(name string, f func()) {
		var allocs float64
		for range 4 { // memory is lost to a collection of garbage, or grows when goroutines meet for the first time, but not every time
			if allocs = testing.AllocsPerRun(runs, f); allocs == 0 {
				return
			}
		}
		assert.Zero(t, allocs, name)
	}
	const n = 60
	none("on the stack", func() {
		var scores, grad [n]T
		var relevance [n]float32
		var mask [n]bool
		for i := range relevance {
			relevance[i], mask[i] = float32(i%3), true
		}
		offsets := [...]int{0, 10, n}
		l := loss.Lists[T]{Scores: scores[:], Relevance: relevance[:], Offsets: offsets[:], Mask: mask[:]}
		loss.MarginRanking[T]{}.ForwardLists(l)
		loss.MarginRanking[T]{}.ForwardBackwardLists(grad[:], l, 1)
	})
	none("one list on the stack", func() {
		var scores, grad [n]T
		var relevance [n]float32
		l := loss.Lists[T]{Scores: scores[:], Relevance: relevance[:]}
		loss.MarginRanking[T]{}.ForwardBackwardLists(grad[:], l, 1)
		loss.MarginRanking[T]{P: 2}.ForwardBackwardLists(grad[:], l, 1)
	})
	none("weights on the stack", func() {
		var scores, grad [n]T
		var relevance, weights [n]float32
		var dst [2]float64
		for i := range relevance {
			relevance[i], weights[i] = float32(i%3), 1
		}
		offsets := [...]int{0, 10, n}
		power := 2.0
		lambda := loss.Lambda{TopK: 5, Gain: func(r float32) float64 { return power * float64(r) }}
		l := loss.Lists[T]{Scores: scores[:], Relevance: relevance[:], Offsets: offsets[:], Weights: weights[:], Lambda: &lambda, PerList: true}
		loss.MarginRanking[T]{}.ForwardLists(l)
		loss.MarginRanking[T]{}.ForwardBackwardLists(grad[:], l, 1)
		loss.MarginRanking[T]{}.ForwardListsNone(dst[:], l)
	})
	runs = 10
	for _, n := range []int{5000, 150_000} {
		l := manyLists(d, n)
		grad, dst := make([]T, n), make([]float64, len(l.Offsets)-1)
		kinds := 6
		if testing.Short() && n > 5000 { // for emulators
			kinds, runs = 2, 4
		}
		for kind := range kinds {
			weighted := weigh(l, kind)
			for _, workers := range []int{1, 2} {
				none("long, with weights", func() { loss.MarginRanking[T]{Workers: workers}.ForwardBackwardLists(grad, weighted, 1) })
				if kind < 2 {
					none("long, squares", func() { loss.MarginRanking[T]{P: 2, Workers: workers}.ForwardBackwardLists(grad, weighted, 1) })
				}
				none("long, each list", func() { loss.MarginRanking[T]{Workers: workers}.ForwardListsNone(dst, weighted) })
			}
		}
		for _, workers := range []int{1, 2} {
			none("long", func() { loss.MarginRanking[T]{Workers: workers}.ForwardBackwardLists(grad, l, 1) })
			none("long, squares", func() { loss.MarginRanking[T]{P: 2, Workers: workers}.ForwardBackwardLists(grad, l, 1) })
		}
		l.Offsets = nil
		for i := range l.Relevance {
			l.Relevance[i] = float32(i)
		}
		none("one list of many levels", func() { loss.MarginRanking[T]{Workers: 1}.ForwardBackwardLists(grad, l, 1) })
	}
}

// No call allocates after the first ones.
func TestTotalAllocates(t *testing.T) {
	n := 3*span + 1
	p := loss.Pairs[float32]{X1: make([]float32, n), X2: make([]float32, n), Weights: make([]float32, n)}
	q := loss.IndexedPairs[float32]{Scores: p.X1, I: make([]int32, n), J: make([]int32, n)}
	l := loss.Lists[float32]{Scores: p.X1, Relevance: p.X2}
	c := loss.MarginRanking[float32]{Margin: 1}
	var total, other loss.Total
	data, err := total.MarshalBinary()
	require.NoError(t, err)
	room := make([]byte, 0, 2000)
	assert.Zero(t, testing.AllocsPerRun(10, func() {
		if c.Accumulate(&total, p) != nil || c.AccumulateIndexed(&total, q) != nil || c.AccumulateLists(&total, l) != nil || other.UnmarshalBinary(data) != nil {
			t.Error("an error")
		}
		other.Merge(&total)
		if _, err := other.AppendBinary(room); err != nil {
			t.Error(err)
		}
	}))
}
