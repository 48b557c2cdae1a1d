package gomlx_test

import (
	"iter"
	"testing"

	"github.com/gomlx/gomlx/core/graph"
	"github.com/gomlx/gomlx/core/tensors"
	"github.com/gomlx/gomlx/ml/model"
	"github.com/gomlx/gomlx/ml/train"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/gomlx"
)

// given is a dataset of these batches, of which it yields copies. It ends with an error, if there is one.
type given struct {
	batches []train.Batch
	err     error
}

func (g *given) Name() string { return "given" }

func (g *given) Iter() iter.Seq2[train.Batch, error] {
	return func(yield func(train.Batch, error) bool) {
		for _, b := range g.batches {
			clone, err := b.Clone()
			if !yield(clone, err) || err != nil {
				return
			}
		}
		if g.err != nil {
			yield(train.Batch{}, g.err)
		}
	}
}

// batchOf is one batch whose inputs are scores, with these labels.
func batchOf(scores *tensors.Tensor, labels ...*tensors.Tensor) *given {
	return &given{batches: []train.Batch{{Inputs: []*tensors.Tensor{scores}, Labels: labels}}}
}

// identity is a model whose inputs are the scores.
func identity(_ *model.Scope, _ any, inputs []*graph.Node) []*graph.Node { return inputs }

func scorerOf(fn train.ModelFn) *gomlx.Scorer {
	return gomlx.NewScorer(backend(), model.NewStore(), fn)
}

// collect returns copies of the batches of a dataset, and the error that it ends with. It uses and frees each batch, as a
// Trainer does.
func collect(ds train.Dataset) (batches []train.Batch, err error) {
	for batch, err := range ds.Iter() {
		if err != nil {
			return batches, err
		}
		clone, err := batch.Clone()
		if err != nil {
			return batches, err
		}
		batches = append(batches, clone)
		if err := batch.Finalize(); err != nil {
			return batches, err
		}
	}
	return batches, nil
}

// only returns the one batch of a dataset.
func only(t testing.TB, ds train.Dataset) train.Batch {
	t.Helper()
	batches, err := collect(ds)
	require.NoError(t, err)
	require.Len(t, batches, 1)
	return batches[0]
}
