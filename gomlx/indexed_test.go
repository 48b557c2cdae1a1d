package gomlx_test

import (
	"math/rand/v2"
	"testing"

	"github.com/gomlx/gomlx/core/tensors"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/gomlx"
	"github.com/marginrank/marginrank/loss"
)

func TestIndexedPairsComputesTheLoss(t *testing.T) {
	t.Run("float32", testIndexed[float32])
	t.Run("float64", testIndexed[float64])
	t.Run("float16", testIndexed[loss.Float16])
	t.Run("bfloat16", testIndexed[loss.BFloat16])
}

func testIndexed[T loss.Float](t *testing.T) {
	const items, pairs = 12, 40
	rng := rand.New(rand.NewPCG(11, 4))
	var scores, y, weights, margins []float64
	var is, js []int32
	var signs []int8
	for range items {
		scores = append(scores, float64(rng.IntN(9)-4)/4)
	}
	for range pairs {
		is, js = append(is, rng.Int32N(items)), append(js, rng.Int32N(items))
		signs, y = append(signs, int8(1-2*rng.IntN(2))), append(y, float64(rng.IntN(5)-2)/2)
		weights, margins = append(weights, float64(rng.IntN(3))), append(margins, float64(rng.IntN(3))/4)
	}
	all := loss.IndexedPairs[T]{Scores: narrow[T](t, scores...), I: is, J: js}
	i, j := flat(is, pairs), flat(js, pairs)
	signed, labelled, weighted := all, all, all
	signed.Signs, labelled.Y = signs, narrow[T](t, y...)
	weighted.Weights, weighted.Margins = narrow[T](t, weights...), narrow[T](t, margins...)
	for _, criterion := range []loss.MarginRanking[T]{
		{Margin: 0.25},
		{Margin: 0.5, Boundary: loss.Exclusive, Reduction: loss.Sum},
		{Margin: 0.5, P: 2},
	} {
		for name, test := range map[string]struct {
			pairs   loss.IndexedPairs[T]
			columns []gomlx.Column
			labels  []*tensors.Tensor
		}{
			"without labels": {all, nil, []*tensors.Tensor{i, j}},
			"signs":          {signed, []gomlx.Column{gomlx.Y, gomlx.J, gomlx.I}, []*tensors.Tensor{flat(signs, pairs), j, i}},
			"labels":         {labelled, []gomlx.Column{gomlx.I, gomlx.J, gomlx.Y}, []*tensors.Tensor{i, j, tensorOf(t, labelled.Y, pairs)}},
			"weights and margins": {weighted, []gomlx.Column{gomlx.I, gomlx.J, gomlx.Weights, gomlx.Margins},
				[]*tensors.Tensor{i, j, tensorOf(t, weighted.Weights, pairs), tensorOf(t, weighted.Margins, pairs)}},
		} {
			t.Run(name, func(t *testing.T) {
				grad := make([]T, items)
				want, err := criterion.ForwardBackwardIndexed(grad, test.pairs, 1)
				require.NoError(t, err)
				b := only(t, &gomlx.IndexedPairs[T]{
					Dataset: batchOf(tensorOf(t, all.Scores, 3, 4), test.labels...),
					Scorer:  scorerOf(identity), Criterion: criterion, Columns: test.columns,
				})
				handed(t, b, want, grad)
			})
		}
	}
}
