package gomlx_test

import (
	"errors"
	"iter"
	"sync"
	"testing"

	"github.com/gomlx/gomlx/core/graph"
	"github.com/gomlx/gomlx/core/tensors"
	"github.com/gomlx/gomlx/ml/dataset"
	"github.com/gomlx/gomlx/ml/model"
	"github.com/gomlx/gomlx/ml/train"
	"github.com/gomlx/gomlx/ml/train/optimizer"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/gomlx"
	"github.com/marginrank/marginrank/loss"
)

// listsOf is batches as lists to train a model of this store on.
func listsOf(ds train.Dataset, store *model.Store) *gomlx.Lists[float32] {
	return &gomlx.Lists[float32]{
		Dataset: ds, Scorer: gomlx.NewScorer(backend(), store, twoLayers), Columns: columnsOfBatches[:2],
		Criterion: loss.MarginRanking[float32]{Margin: 0.5},
	}
}

// A wrapped dataset ends where the other does, begins again, and stops when nobody asks for more.
func TestIter(t *testing.T) {
	source := &owned{given: *batches(3)}
	lists := listsOf(source, seeded())
	for b, err := range lists.Iter() {
		require.NoError(t, err)
		last := source.yielded[len(source.yielded)-1]
		assert.Same(t, last.Inputs[0], b.Inputs[0], "inputs are handed on")
		assert.Same(t, last.Labels[2], b.Labels[2], "labels are handed on")
		require.NoError(t, b.Finalize())
	}
	first, err := collect(lists)
	require.NoError(t, err)
	require.Len(t, first, 3)
	again, err := collect(lists)
	require.NoError(t, err)
	require.Len(t, again, 3)
	for i, b := range first {
		assert.Equal(t, scalarOf(t, b.Labels[3]), scalarOf(t, again[i].Labels[3]))
		assert.Equal(t, elementsOf[float32](t, b.Labels[4]), elementsOf[float32](t, again[i].Labels[4]))
		assert.Equal(t, source.batches[i].Inputs[0].Value(), b.Inputs[0].Value())
	}

	source.yielded = nil
	for range lists.Iter() {
		break
	}
	assert.Len(t, source.yielded, 1, "batches are scored when they are asked for")

	source.batches = nil
	none, err := collect(lists)
	assert.NoError(t, err)
	assert.Empty(t, none)
	source.err = errTest
	_, err = collect(lists)
	assert.True(t, errors.Is(err, errTest), "%v", err)
}

// GoMLX's loop says itself when a dataset ends before its steps do.
func TestRunStepsOfADatasetThatEnds(t *testing.T) {
	store := seeded()
	trainer := train.NewTrainer(backend(), store, twoLayers, gomlx.Loss, optimizer.StochasticGradientDescent().Done(), nil, nil)
	_, err := train.NewLoop(trainer).RunSteps(listsOf(batches(3), store), 3)
	require.NoError(t, err)
	_, err = train.NewLoop(trainer).RunSteps(listsOf(batches(3), store), 4)
	assert.ErrorContains(t, err, "reached Dataset end after 3 steps")
}

func TestNames(t *testing.T) {
	lists := &gomlx.Lists[float32]{Dataset: batches(0)}
	assert.Equal(t, "given", lists.Name())
	assert.Equal(t, "giv", lists.ShortName())
	pairs := &gomlx.IndexedPairs[float32]{Dataset: named{}}
	assert.Equal(t, "ü", pairs.Name())
	assert.Equal(t, "short", pairs.ShortName())
}

type named struct{ train.Dataset }

func (named) Name() string      { return "ü" }
func (named) ShortName() string { return "short" }

// Each Spec has a graph of its own, which is built once.
func TestSpec(t *testing.T) {
	store := model.NewStore()
	built := 0
	scorer := gomlx.NewScorer(backend(), store, func(_ *model.Scope, spec any, inputs []*graph.Node) []*graph.Node {
		built++
		return []*graph.Node{graph.MulScalar(inputs[0], spec.(int))}
	})
	source := &given{}
	for _, spec := range []int{1, 2, 1} {
		source.batches = append(source.batches, train.Batch{
			Spec:   spec,
			Inputs: []*tensors.Tensor{flat([]float32{0, 1}, 2)},
			Labels: []*tensors.Tensor{flat([]float32{1, 0}, 2)},
		})
	}
	got, err := collect(&gomlx.Lists[float32]{Dataset: source, Scorer: scorer})
	require.NoError(t, err)
	for i, b := range got {
		assert.Equal(t, source.batches[i].Spec, b.Spec)
		assert.Equal(t, float64(b.Spec.(int)), scalarOf(t, b.Labels[1]))
	}
	assert.Equal(t, 2, built)
}

// The labels of the wrapped dataset stay its own, also if their slice has room for more.
func TestLabelsAreNotAppendedInPlace(t *testing.T) {
	mine := []*tensors.Tensor{flat([]float32{1, 0}, 2), flat([]int32{7}, 1), flat([]int32{8}, 1)}
	lists := &gomlx.Lists[float32]{
		Dataset: raw{{Inputs: []*tensors.Tensor{flat([]float32{0, 1}, 2)}, Labels: mine[:1]}}, Scorer: scorerOf(identity),
	}
	for b, err := range lists.Iter() {
		require.NoError(t, err)
		require.Len(t, b.Labels, 3)
	}
	assert.Equal(t, []int32{7}, mine[1].Value())
}

// Datasets that share a scorer can be read at the same time, when nobody trains.
func TestScorerIsShared(t *testing.T) {
	store := seeded()
	lists := listsOf(batches(4), store)
	want, err := collect(lists)
	require.NoError(t, err)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			other := *lists
			got, err := collect(&other)
			if assert.NoError(t, err) && assert.Len(t, got, 4) {
				assert.Equal(t, want[3].Labels[3].Value(), got[3].Labels[3].Value())
			}
		})
	}
	wg.Wait()
}

// ahead is a dataset that asks for a batch before it hands out the one before, as one that prefetches does.
type ahead struct{ train.Dataset }

func (a ahead) Iter() iter.Seq2[train.Batch, error] {
	return func(yield func(train.Batch, error) bool) {
		var held []train.Batch
		for b, err := range a.Dataset.Iter() {
			if err != nil {
				yield(b, err)
				return
			}
			if held = append(held, b); len(held) > 1 {
				if !yield(held[0], nil) {
					return
				}
				held = held[1:]
			}
		}
	}
}

// A dataset of Lists must not be prefetched. What it wraps may be.
func TestPrefetching(t *testing.T) {
	run := func(wrap func(train.Dataset) train.Dataset, ds train.Dataset) (map[string][]float32, error) {
		store := seeded()
		trainer := train.NewTrainer(backend(), store, twoLayers, gomlx.Loss, optimizer.StochasticGradientDescent().Done(), nil, nil)
		_, err := train.NewLoop(trainer).RunEpochs(wrap(listsOf(ds, store)), 1)
		return weightsOf(store), err
	}
	buffered := func(ds train.Dataset) train.Dataset { return dataset.Buffer(ds, 3) }
	plain := func(ds train.Dataset) train.Dataset { return ds }
	for _, wrap := range []func(train.Dataset) train.Dataset{
		func(ds train.Dataset) train.Dataset { return ahead{ds} },
		buffered,
	} {
		_, err := run(wrap, batches(300))
		assert.True(t, errors.Is(err, gomlx.ErrPrefetched), "%v", err)
	}
	want, err := run(plain, batches(30))
	require.NoError(t, err)
	got, err := run(plain, buffered(batches(30)))
	require.NoError(t, err)
	assert.Equal(t, want, got)
}

// Why: the loss and the gradient of a batch that is scored a step too early are those of weights that are a step old.
func TestEarlyScoresAreStale(t *testing.T) {
	store := seeded()
	trainer := train.NewTrainer(backend(), store, twoLayers, gomlx.Loss, optimizer.StochasticGradientDescent().Done(), nil, nil)
	ds := batches(2)
	second := func() train.Batch { return only(t, listsOf(&given{batches: ds.batches[1:]}, store)) }
	_, err := trainer.TrainStep(only(t, listsOf(&given{batches: ds.batches[:1]}, store)))
	require.NoError(t, err)
	early, fresh := second(), second()
	_, err = trainer.TrainStep(only(t, listsOf(&given{batches: ds.batches[:1]}, store)))
	require.NoError(t, err)
	late := second()
	assert.Equal(t, scalarOf(t, early.Labels[3]), scalarOf(t, fresh.Labels[3]))
	assert.NotEqual(t, scalarOf(t, early.Labels[3]), scalarOf(t, late.Labels[3]))
	metrics, err := trainer.TrainStep(early)
	require.NoError(t, err)
	assert.Equal(t, scalarOf(t, fresh.Labels[3]), scalarOf(t, metrics[0]), "the loss of a step is that of the older weights")
}
