package gomlx_test

import (
	"errors"
	"iter"
	"testing"

	"github.com/gomlx/gomlx/core/graph"
	"github.com/gomlx/gomlx/core/tensors"
	"github.com/gomlx/gomlx/ml/model"
	"github.com/gomlx/gomlx/ml/train"
	"github.com/gomlx/gomlx/ml/train/optimizer"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/gomlx"
	"github.com/marginrank/marginrank/loss"
)

var errTest = errors.New("the dataset's own")

func TestListsErrors(t *testing.T) {
	f32 := tensors.FromScalarAndDimensions[float32]
	four := f32(1, 4)
	relevance := flat([]float32{1, 0, 2, 0}, 4)
	type columns = []gomlx.Column
	for name, test := range map[string]struct {
		inputs  []*tensors.Tensor
		columns columns
		labels  []*tensors.Tensor
		edit    func(l *gomlx.Lists[float32])
		want    error
		text    string
	}{
		"no relevance":           {columns: columns{gomlx.Mask}, want: gomlx.ErrColumns, text: "no column is Relevance"},
		"useless column":         {columns: columns{gomlx.Relevance, gomlx.I}, want: gomlx.ErrColumns, text: "columns[1] is I, which is of no use here: [Relevance Offsets Mask Weights] are"},
		"unknown column":         {columns: columns{gomlx.Relevance, 77}, want: gomlx.ErrColumns, text: "columns[1] is Column(77)"},
		"column twice":           {columns: columns{gomlx.Relevance, gomlx.Relevance}, want: gomlx.ErrColumns, text: "columns[1] is Relevance, as columns[0] is"},
		"few labels":             {columns: columns{gomlx.Relevance, gomlx.Mask}, labels: []*tensors.Tensor{relevance}, want: gomlx.ErrColumns, text: "1 labels for 2 columns"},
		"no labels":              {want: gomlx.ErrColumns, text: "0 labels for 1 columns"},
		"relevance of a dtype":   {labels: []*tensors.Tensor{tensors.FromScalarAndDimensions(1.0, 4)}, want: gomlx.ErrDType, text: "Relevance is Float64, not Float32"},
		"relevance of a shape":   {labels: []*tensors.Tensor{f32(1, 2, 2)}, want: gomlx.ErrShape, text: "scores (Float32)[4] of relevance (Float32)[2, 2]"},
		"two scores an item":     {inputs: []*tensors.Tensor{f32(1, 4, 2)}, labels: []*tensors.Tensor{relevance}, want: gomlx.ErrShape, text: "scores (Float32)[4, 2] of relevance (Float32)[4]"},
		"broadcast":              {inputs: []*tensors.Tensor{f32(1, 4, 1)}, labels: []*tensors.Tensor{f32(1, 1, 4)}, want: gomlx.ErrShape, text: "scores (Float32)[4, 1] of relevance (Float32)[1, 4]"},
		"a matrix of one column": {inputs: []*tensors.Tensor{f32(1, 4, 1)}, labels: []*tensors.Tensor{f32(1, 4, 1)}, want: gomlx.ErrShape, text: "lists of one item each"},
		"mask of a dtype":        {columns: columns{gomlx.Relevance, gomlx.Mask}, labels: []*tensors.Tensor{relevance, four}, want: gomlx.ErrDType, text: "Mask is Float32, not Bool"},
		"mask of a shape":        {columns: columns{gomlx.Relevance, gomlx.Mask}, labels: []*tensors.Tensor{relevance, flat([]bool{true}, 1)}, want: gomlx.ErrShape, text: "mask (Bool)[1] of relevance (Float32)[4]"},
		"weights of a dtype":     {columns: columns{gomlx.Relevance, gomlx.Weights}, labels: []*tensors.Tensor{relevance, flat([]int32{1, 1, 1, 1}, 4)}, want: gomlx.ErrDType, text: "Weights is Int32, not Float32"},
		"weights of a shape":     {columns: columns{gomlx.Relevance, gomlx.Weights}, labels: []*tensors.Tensor{relevance, f32(1, 4, 1)}, want: gomlx.ErrShape, text: "weights (Float32)[4, 1]"},
		"weights":                {columns: columns{gomlx.Relevance, gomlx.Weights}, labels: []*tensors.Tensor{relevance, f32(-1, 4)}, want: loss.ErrWeights},
		"offsets of a dtype":     {columns: columns{gomlx.Relevance, gomlx.Offsets}, labels: []*tensors.Tensor{relevance, f32(0, 2)}, want: gomlx.ErrDType, text: "Offsets is Float32, not Int32"},
		"offsets":                {columns: columns{gomlx.Relevance, gomlx.Offsets}, labels: []*tensors.Tensor{relevance, flat([]int64{0, 5}, 2)}, want: loss.ErrOffsets},
		"relevance":              {labels: []*tensors.Tensor{f32(float32(nan), 4)}, want: loss.ErrRelevance},
		"scores of a dtype":      {inputs: []*tensors.Tensor{tensors.FromScalarAndDimensions(1.0, 4)}, labels: []*tensors.Tensor{relevance}, want: gomlx.ErrDType, text: "the model's scores are Float64, not Float32"},
		"no inputs":              {inputs: []*tensors.Tensor{}, labels: []*tensors.Tensor{relevance}, text: "without inputs"},
		"lambda":                 {labels: []*tensors.Tensor{relevance}, edit: func(l *gomlx.Lists[float32]) { l.Lambda = &loss.Lambda{TopK: -1} }, want: loss.ErrLambda},
		"reduction":              {labels: []*tensors.Tensor{relevance}, edit: func(l *gomlx.Lists[float32]) { l.Criterion.Reduction = loss.None }, want: loss.ErrReduction},
		"the model panics": {labels: []*tensors.Tensor{relevance}, edit: func(l *gomlx.Lists[float32]) {
			l.Scorer = scorerOf(func(*model.Scope, any, []*graph.Node) []*graph.Node { panic(errTest) })
		}, want: errTest},
		"the model returns nothing": {labels: []*tensors.Tensor{relevance}, edit: func(l *gomlx.Lists[float32]) {
			l.Scorer = scorerOf(func(*model.Scope, any, []*graph.Node) []*graph.Node { return nil })
		}, text: "no predictions"},
	} {
		t.Run(name, func(t *testing.T) {
			if test.inputs == nil {
				test.inputs = []*tensors.Tensor{four}
			}
			source := &owned{given: given{batches: []train.Batch{{Inputs: test.inputs, Labels: test.labels}}}}
			l := &gomlx.Lists[float32]{Dataset: source, Scorer: scorerOf(identity), Columns: test.columns}
			if test.edit != nil {
				test.edit(l)
			}
			got, err := collect(l)
			assert.Empty(t, got)
			if test.want != nil {
				assert.True(t, errors.Is(err, test.want), "%v", err)
			}
			require.Error(t, err)
			assert.ErrorContains(t, err, test.text)
			for _, b := range source.yielded {
				for _, tensor := range append(b.Inputs, b.Labels...) {
					assert.False(t, tensor.Ok(), "a batch that nobody gets is freed")
				}
			}
		})
	}
}

func TestIndexedPairsErrors(t *testing.T) {
	f32 := tensors.FromScalarAndDimensions[float32]
	is, js := flat([]int32{0, 1}, 2), flat([]int32{2, 3}, 2)
	type columns = []gomlx.Column
	for name, test := range map[string]struct {
		columns columns
		labels  []*tensors.Tensor
		want    error
		text    string
	}{
		"no J":               {columns{gomlx.I, gomlx.Y}, []*tensors.Tensor{is, f32(1, 2)}, gomlx.ErrColumns, "no column is J"},
		"useless column":     {columns{gomlx.I, gomlx.J, gomlx.Mask}, []*tensors.Tensor{is, js, f32(1, 2)}, gomlx.ErrColumns, "columns[2] is Mask"},
		"I of a dtype":       {nil, []*tensors.Tensor{flat([]int64{0, 1}, 2), js}, gomlx.ErrDType, "I is Int64, not Int32"},
		"J of a dtype":       {nil, []*tensors.Tensor{is, f32(1, 2)}, gomlx.ErrDType, "J is Float32, not Int32"},
		"lengths":            {nil, []*tensors.Tensor{is, flat([]int32{2}, 1)}, loss.ErrLength, ""},
		"index":              {nil, []*tensors.Tensor{is, flat([]int32{2, 4}, 2)}, loss.ErrIndex, ""},
		"labels of a dtype":  {columns{gomlx.I, gomlx.J, gomlx.Y}, []*tensors.Tensor{is, js, flat([]int32{1, 1}, 2)}, gomlx.ErrDType, "Y is Int32, not Float32"},
		"weights of a dtype": {columns{gomlx.I, gomlx.J, gomlx.Weights}, []*tensors.Tensor{is, js, flat([]int8{1, 1}, 2)}, gomlx.ErrDType, "Weights is Int8"},
		"margins of a dtype": {columns{gomlx.I, gomlx.J, gomlx.Margins}, []*tensors.Tensor{is, js, flat([]int8{1, 1}, 2)}, gomlx.ErrDType, "Margins is Int8"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := collect(&gomlx.IndexedPairs[float32]{
				Dataset: batchOf(f32(1, 4), test.labels...), Scorer: scorerOf(identity), Columns: test.columns,
			})
			assert.Empty(t, got)
			assert.True(t, errors.Is(err, test.want), "%v", err)
			assert.ErrorContains(t, err, test.text)
		})
	}
}

// owned is a dataset that remembers what it yielded.
type owned struct {
	given
	yielded []train.Batch
}

func (o *owned) Iter() iter.Seq2[train.Batch, error] {
	return func(yield func(train.Batch, error) bool) {
		for b, err := range o.given.Iter() {
			o.yielded = append(o.yielded, b)
			if !yield(b, err) {
				return
			}
		}
	}
}

// Tensors that are nil, finalized, or there twice.
func TestListsOfOddTensors(t *testing.T) {
	relevance := func() *tensors.Tensor { return flat([]float32{1, 0, 2, 0}, 4) }
	gone := relevance()
	require.NoError(t, gone.FinalizeAll())
	scores := tensors.FromScalarAndDimensions[float32]
	for name, b := range map[string]train.Batch{
		"nil label":       {Inputs: []*tensors.Tensor{scores(1, 4)}, Labels: []*tensors.Tensor{nil}},
		"finalized label": {Inputs: []*tensors.Tensor{scores(1, 4)}, Labels: []*tensors.Tensor{gone}},
		"nil input":       {Inputs: []*tensors.Tensor{nil}, Labels: []*tensors.Tensor{relevance()}},
		"finalized input": {Inputs: []*tensors.Tensor{gone}, Labels: []*tensors.Tensor{relevance()}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := collect(&gomlx.Lists[float32]{Dataset: raw{b}, Scorer: scorerOf(identity)})
			assert.ErrorContains(t, err, "[0]")
		})
	}
	both := relevance()
	b := only(t, &gomlx.Lists[float32]{
		Dataset: raw{{Inputs: []*tensors.Tensor{scores(1, 4)}, Labels: []*tensors.Tensor{both, both}}},
		Scorer:  scorerOf(identity), Columns: []gomlx.Column{gomlx.Relevance, gomlx.Weights},
		Criterion: loss.MarginRanking[float32]{Margin: 1},
	})
	assert.Equal(t, 1.0, scalarOf(t, b.Labels[2]))
}

// raw is a dataset of batches that are no copies.
type raw []train.Batch

func (r raw) Name() string { return "raw" }

func (r raw) Iter() iter.Seq2[train.Batch, error] {
	return func(yield func(train.Batch, error) bool) {
		for _, b := range r {
			if !yield(b, nil) {
				return
			}
		}
	}
}

// Errors arrive through GoMLX's loop and evaluation as what they are.
func TestErrorsThroughTheTrainer(t *testing.T) {
	store := seeded()
	trainer := train.NewTrainer(backend(), store, twoLayers, gomlx.Loss, optimizer.StochasticGradientDescent().Done(), nil, nil)
	source := batches(2)
	lists := &gomlx.Lists[float32]{Dataset: source, Scorer: gomlx.NewScorer(backend(), store, twoLayers)}
	source.err = errTest
	for want, columns := range map[error][]gomlx.Column{errTest: nil, gomlx.ErrColumns: {gomlx.J}, gomlx.ErrDType: {gomlx.Other, gomlx.Relevance}} {
		lists.Columns = columns
		_, err := train.NewLoop(trainer).RunEpochs(lists, 1)
		assert.True(t, errors.Is(err, want), "%v", err)
		_, err = trainer.Eval(lists)
		assert.True(t, errors.Is(err, want), "%v", err)
	}
	fresh := train.NewTrainer(backend(), store, twoLayers, gomlx.Loss, optimizer.StochasticGradientDescent().Done(), nil, nil)
	_, err := train.NewLoop(fresh).RunEpochs(batches(2), 1) // not wrapped
	assert.True(t, errors.Is(err, gomlx.ErrShape), "%v", err)
}
