package gomlx_test

import (
	"math/rand/v2"
	"testing"

	"github.com/gomlx/gomlx/core/graph"
	"github.com/gomlx/gomlx/core/tensors"
	"github.com/gomlx/gomlx/ml/layers"
	"github.com/gomlx/gomlx/ml/model"
	"github.com/gomlx/gomlx/ml/train"
	"github.com/gomlx/gomlx/ml/train/optimizer"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/gomlx"
	"github.com/marginrank/marginrank/loss"
)

const features = 6

// twoLayers is a small ranker. Its scores have one axis more than the items, the last layer's. They have no bias: pairs
// don't tell what to add to all scores.
func twoLayers(scope *model.Scope, _ any, inputs []*graph.Node) []*graph.Node {
	hidden := graph.Tanh(layers.DenseWithBias(scope.In("hidden"), inputs[0], 8))
	return []*graph.Node{layers.Dense(scope.In("score"), hidden, false, 1)}
}

// seeded is a store for a model that always begins with the same weights.
func seeded() *model.Store {
	store := model.NewStore()
	store.RootScope().SetParam(model.ParamInitialSeed, int64(3))
	return store
}

// batches is some batches of padded queries: relevance, mask and weights are the labels.
func batches(n int) *given {
	const lists, items = 4, 9
	rng := rand.New(rand.NewPCG(uint64(n), 8))
	ds := &given{}
	for range n {
		inputs := make([]float32, lists*items*features)
		for i := range inputs {
			inputs[i] = float32(rng.NormFloat64())
		}
		relevance, weights, mask := make([]float32, lists*items), make([]float32, lists*items), make([]bool, lists*items)
		for i := range relevance {
			relevance[i], weights[i], mask[i] = float32(rng.IntN(4)), rng.Float32(), rng.IntN(6) > 0
		}
		ds.batches = append(ds.batches, train.Batch{
			Inputs: []*tensors.Tensor{flat(inputs, lists, items, features)},
			Labels: []*tensors.Tensor{flat(relevance, lists, items), flat(mask, lists, items), flat(weights, lists, items)},
		})
	}
	return ds
}

var columnsOfBatches = []gomlx.Column{gomlx.Relevance, gomlx.Mask, gomlx.Weights}

// allPairs is the loss of all pairs of padded lists, as a graph of n² pairs.
func allPairs(margin float64, weighted bool, reduction loss.Reduction) train.LossFn {
	return func(labels, predictions []*graph.Node) *graph.Node {
		relevance, mask, weights := labels[0], labels[1], labels[2]
		scores := graph.Reshape(predictions[0], relevance.Shape().Dimensions...)
		high := func(n *graph.Node) *graph.Node { return graph.ExpandAxes(n, 2) }
		low := func(n *graph.Node) *graph.Node { return graph.ExpandAxes(n, 1) }
		pair := graph.LogicalAnd(graph.GreaterThan(high(relevance), low(relevance)), graph.LogicalAnd(high(mask), low(mask)))
		each := graph.ConvertDType(pair, scores.DType())
		if weighted {
			each = graph.Mul(each, high(weights))
		}
		hinge := graph.MaxScalar(graph.AddScalar(graph.Neg(graph.Sub(high(scores), low(scores))), margin), 0)
		sum := graph.ReduceAllSum(graph.Mul(each, hinge))
		if reduction == loss.Sum {
			return sum
		}
		return graph.Div(sum, graph.ReduceAllSum(each))
	}
}

// weightsOf is all weights of a model, by name.
func weightsOf(store *model.Store) map[string][]float32 {
	all := map[string][]float32{}
	for v := range store.IterVariables() {
		if v.Trainable {
			all[v.Path()] = tensors.MustCopyFlatData[float32](v.MustValue())
		}
	}
	return all
}

// stepped trains a model, and returns its weights and the loss of every step.
func stepped(t *testing.T, store *model.Store, lossFn train.LossFn, opt optimizer.Interface, ds train.Dataset, epochs int) (map[string][]float32, []float64) {
	t.Helper()
	trainer := train.NewTrainer(backend(), store, twoLayers, lossFn, opt, nil, nil)
	loop := train.NewLoop(trainer)
	var losses []float64
	loop.OnStep("losses", 0, func(_ *train.Loop, metrics []*tensors.Tensor) error {
		losses = append(losses, scalarOf(t, metrics[0]))
		return nil
	})
	_, err := loop.RunEpochs(ds, epochs)
	require.NoError(t, err)
	return weightsOf(store), losses
}

// Training on Lists takes the steps that a graph of all pairs takes, with any optimizer.
func TestListsTrainAsAllPairs(t *testing.T) {
	const margin, epochs = 0.5, 6
	for name, test := range map[string]struct {
		weighted  bool
		reduction loss.Reduction
		optimizer func() optimizer.Interface
	}{
		"mean, gradient descent": {false, loss.Mean, func() optimizer.Interface { return optimizer.StochasticGradientDescent().Done() }},
		"sum, gradient descent": {false, loss.Sum, func() optimizer.Interface {
			return optimizer.StochasticGradientDescent().WithLearningRate(1e-3).Done()
		}},
		"weights, Adam": {true, loss.Mean, func() optimizer.Interface { return optimizer.Adam().LearningRate(0.01).Done() }},
	} {
		t.Run(name, func(t *testing.T) {
			ds, columns := batches(5), columnsOfBatches
			if !test.weighted {
				columns = columns[:2]
			}
			want, wantLosses := stepped(t, seeded(), allPairs(margin, test.weighted, test.reduction), test.optimizer(), ds, epochs)
			store := seeded()
			lists := &gomlx.Lists[float32]{
				Dataset: ds, Scorer: gomlx.NewScorer(backend(), store, twoLayers), Columns: columns,
				Criterion: loss.MarginRanking[float32]{Margin: margin, Reduction: test.reduction},
			}
			got, gotLosses := stepped(t, store, gomlx.Loss, test.optimizer(), lists, epochs)
			require.Len(t, gotLosses, 5*epochs)
			assert.InDeltaSlice(t, wantLosses, gotLosses, 1e-4*wantLosses[0])
			assert.Less(t, gotLosses[len(gotLosses)-1], gotLosses[0])
			require.Len(t, got, 3)
			first := weightsOf(begun(t, ds))
			for path, weights := range want {
				require.Contains(t, got, path)
				assert.InDeltaSlice(t, weights, got[path], 2e-4, path)
				assert.NotEqual(t, first[path], got[path], path)
			}
		})
	}
}

// begun is a store with the weights that every training here begins with.
func begun(t *testing.T, ds *given) *model.Store {
	store := seeded()
	batch, err := ds.batches[0].Clone()
	require.NoError(t, err)
	_, err = gomlx.NewScorer(backend(), store, twoLayers).Score(batch)
	require.NoError(t, err)
	return store
}
