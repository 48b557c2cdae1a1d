package gomlx_test

import (
	"math/rand/v2"
	"testing"

	"github.com/gomlx/gomlx/core/tensors"
	"github.com/gomlx/gomlx/ml/train"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/gomlx"
	"github.com/marginrank/marginrank/loss"
)

// queries is lists of random scores and grades, with scores exactly on a margin of 0.5, and with weights and a mask.
func queries[T loss.Float](t testing.TB, items int, offsets []int) loss.Lists[T] {
	rng := rand.New(rand.NewPCG(9, uint64(items)))
	l := loss.Lists[T]{Offsets: offsets}
	var scores []float64
	for range items {
		scores = append(scores, float64(rng.IntN(17)-8)/4)
		l.Relevance = append(l.Relevance, float32(rng.IntN(4)))
		l.Weights = append(l.Weights, rng.Float32())
		l.Mask = append(l.Mask, rng.IntN(5) > 0)
	}
	l.Scores = narrow[T](t, scores...)
	return l
}

func flat[E float32 | int8 | int32 | int64 | bool](elements []E, dimensions ...int) *tensors.Tensor {
	return tensors.FromFlatDataAndDimensions(elements, dimensions...)
}

// handed wants of a batch what the criterion computes, as its last two labels.
func handed[T loss.Float](t testing.TB, b train.Batch, value float64, grad []T) {
	t.Helper()
	n := len(b.Labels)
	require.GreaterOrEqual(t, n, 2)
	if dtypeOf[T]() != dtypeOf[float64]() {
		value = float64(float32(value))
	}
	assert.Equal(t, value, scalarOf(t, b.Labels[n-2]))
	assert.True(t, b.Labels[n-1].Shape().EqualDimensions(b.Inputs[0].Shape()))
	sameBits(t, grad, elementsOf[T](t, b.Labels[n-1]), "gradient", func(int) string { return "" })
}

func TestListsComputesTheLoss(t *testing.T) {
	t.Run("float32", testLists[float32])
	t.Run("float64", testLists[float64])
	t.Run("float16", testLists[loss.Float16])
	t.Run("bfloat16", testLists[loss.BFloat16])
}

func testLists[T loss.Float](t *testing.T) {
	const items = 24
	padded := []int{0, 8, 16, 24}
	ragged := []int{0, 5, 5, 20, 24}
	all := queries[T](t, items, nil)
	for _, criterion := range []loss.MarginRanking[T]{
		{Margin: 0.5},
		{Margin: 0.5, Boundary: loss.Exclusive, Reduction: loss.Sum},
		{Margin: 0},
		{Margin: -0.25},
		{Margin: 0.5, P: 2},
		{Margin: 1, P: 2, Reduction: loss.Sum},
	} {
		for name, test := range map[string]struct {
			lists   loss.Lists[T]
			scores  []int // the shape
			columns []gomlx.Column
			labels  []*tensors.Tensor
		}{
			"one list": {lists: loss.Lists[T]{}, scores: []int{items}, labels: []*tensors.Tensor{flat(all.Relevance, items)}},
			"one list as a column": {
				lists: loss.Lists[T]{}, scores: []int{items, 1}, labels: []*tensors.Tensor{flat(all.Relevance, items)}},
			"rows": {lists: loss.Lists[T]{Offsets: padded}, scores: []int{3, 8}, labels: []*tensors.Tensor{flat(all.Relevance, 3, 8)}},
			"rows with a mask": {
				lists: loss.Lists[T]{Offsets: padded, Mask: all.Mask}, scores: []int{3, 8, 1},
				columns: []gomlx.Column{gomlx.Mask, gomlx.Other, gomlx.Relevance},
				labels:  []*tensors.Tensor{flat(all.Mask, 3, 8), flat([]int8{1}), flat(all.Relevance, 3, 8)}},
			"offsets": {
				lists: loss.Lists[T]{Offsets: ragged}, scores: []int{items},
				columns: []gomlx.Column{gomlx.Relevance, gomlx.Offsets},
				labels:  []*tensors.Tensor{flat(all.Relevance, items), flat([]int32{0, 5, 5, 20, 24}, 5)}},
			"weights, lambda and per list": {
				lists: loss.Lists[T]{Offsets: ragged, Weights: all.Weights, Lambda: &loss.Lambda{TopK: 3}, PerList: true}, scores: []int{items, 1},
				columns: []gomlx.Column{gomlx.Offsets, gomlx.Weights, gomlx.Relevance},
				labels:  []*tensors.Tensor{flat([]int64{0, 5, 5, 20, 24}, 5), flat(all.Weights, items, 1), flat(all.Relevance, items, 1)}},
		} {
			lists := test.lists
			lists.Scores, lists.Relevance = all.Scores, all.Relevance
			grad := make([]T, items)
			want, stats, err := criterion.ForwardBackwardLists(grad, lists, 1)
			require.NoError(t, err, name)
			require.Positive(t, stats.Active, name)

			scorer := scorerOf(identity)
			ds := &gomlx.Lists[T]{
				Dataset:   batchOf(tensorOf(t, all.Scores, test.scores...), test.labels...),
				Scorer:    scorer,
				Criterion: criterion, Columns: test.columns, Lambda: lists.Lambda, PerList: lists.PerList,
			}
			b := only(t, ds)
			require.Len(t, b.Labels, len(test.labels)+2, name)
			handed(t, b, want, grad)
			for i, label := range test.labels {
				assert.Equal(t, label.Value(), b.Labels[i].Value(), name)
			}
		}
	}
}

// Scores that are not finite give what package loss gives.
func TestListsOfScoresThatAreNotFinite(t *testing.T) {
	for _, scores := range [][]float32{
		{inf32, 1, 0, -1},
		{1, inf32, 0, -1},
		{inf32, inf32, 0, -inf32},
		{1, float32(nan), 0, -1},
	} {
		l := loss.Lists[float32]{Scores: scores, Relevance: []float32{2, 1, 0, 0}}
		criterion := loss.MarginRanking[float32]{Margin: 1}
		grad := make([]float32, 4)
		want, _, err := criterion.ForwardBackwardLists(grad, l, 1)
		require.NoError(t, err)
		b := only(t, &gomlx.Lists[float32]{
			Dataset: batchOf(flat(scores, 4), flat(l.Relevance, 4)), Scorer: scorerOf(identity), Criterion: criterion,
		})
		if want == want {
			handed(t, b, want, grad)
		} else {
			got := scalarOf(t, b.Labels[1])
			assert.True(t, got != got, got)
			sameBits(t, grad, elementsOf[float32](t, b.Labels[2]), "gradient", func(int) string { return "" })
		}
	}
}
