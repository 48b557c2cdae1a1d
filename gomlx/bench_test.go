package gomlx_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/gomlx/gomlx/core/graph"
	"github.com/gomlx/gomlx/core/tensors"
	"github.com/gomlx/gomlx/ml/model"
	"github.com/gomlx/gomlx/ml/train"
	"github.com/gomlx/gomlx/ml/train/optimizer"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/gomlx"
	"github.com/marginrank/marginrank/loss"
)

// BenchmarkStep is a whole training step on one list, of a model that costs next to nothing: with Lists, both passes
// included, and with the same loss as a graph of all pairs.
func BenchmarkStep(b *testing.B) {
	perItem := func(scope *model.Scope, _ any, inputs []*graph.Node) []*graph.Node {
		return []*graph.Node{graph.Mul(inputs[0], scope.VariableWithValue("scale", float32(1)).NodeValue(inputs[0].Graph()))}
	}
	for _, items := range []int{16, 128, 1024, 4096, 16384} {
		rng := rand.New(rand.NewPCG(1, uint64(items)))
		scores, relevance, mask := make([]float32, items), make([]float32, items), make([]bool, items)
		for i := range items {
			scores[i], relevance[i], mask[i] = float32(rng.NormFloat64()), float32(rng.IntN(5)), true
		}
		ds := &given{batches: []train.Batch{{
			Inputs: []*tensors.Tensor{flat(scores, 1, items)},
			Labels: []*tensors.Tensor{flat(relevance, 1, items), flat(mask, 1, items), flat(relevance, 1, items)},
		}}}
		run := func(form string, lossFn train.LossFn, wrap func(*model.Store) train.Dataset) {
			b.Run(fmt.Sprintf("items=%d/form=%s", items, form), func(b *testing.B) {
				store := model.NewStore()
				trainer := train.NewTrainer(backend(), store, perItem, lossFn, optimizer.StochasticGradientDescent().Done(), nil, nil)
				source := wrap(store)
				for b.Loop() {
					for batch, err := range source.Iter() {
						require.NoError(b, err)
						metrics, err := trainer.TrainStep(batch)
						require.NoError(b, err)
						for _, m := range metrics {
							m.MustFinalizeAll()
						}
					}
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(items), "ns/item")
			})
		}
		run("lists", gomlx.Loss, func(store *model.Store) train.Dataset {
			return &gomlx.Lists[float32]{
				Dataset: ds, Scorer: gomlx.NewScorer(backend(), store, perItem), Criterion: loss.MarginRanking[float32]{Margin: 0.5},
			}
		})
		if items <= 4096 { // beyond, it takes gigabytes
			run("graph", allPairs(0.5, false, loss.Mean), func(*model.Store) train.Dataset { return ds })
		}
	}
}
