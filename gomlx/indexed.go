package gomlx

import (
	"iter"

	"github.com/gomlx/compute/dtypes"
	"github.com/gomlx/compute/shapes"
	"github.com/gomlx/gomlx/ml/train"

	"github.com/marginrank/marginrank/loss"
)

// IndexedPairs is a dataset of items, and of pairs of them of your own choice, with what Loss needs to train on
// these pairs. The model scores each item once, however many pairs it is in.
//
// It adds the loss and its gradient to the labels of each batch, as Lists does. The scores are the first prediction of the
// model, with elements of type T, in any shape: I and J are positions in the flattened scores.
type IndexedPairs[T loss.Float] struct {
	Dataset   train.Dataset
	Scorer    *Scorer
	Criterion loss.MarginRanking[T] // its Reduction is Mean or Sum

	// Columns says what the labels of Dataset hold: I and J, and maybe Y, Margins and Weights. Nil is I, J.
	Columns []Column
}

var (
	needsOfIndexed = []Column{I, J}
	mayOfIndexed   = []Column{Y, Margins, Weights}
)

// Name implements train.Dataset. It is the name of Dataset.
func (p *IndexedPairs[T]) Name() string { return p.Dataset.Name() }

// ShortName implements train.HasShortName.
func (p *IndexedPairs[T]) ShortName() string { return shortName(p.Dataset) }

// Iter implements train.Dataset. It does what the Iter of Lists does, with the errors of ForwardBackwardIndexed in
// package loss.
func (p *IndexedPairs[T]) Iter() iter.Seq2[train.Batch, error] {
	c := columnsOf(p.Columns, needsOfIndexed)
	return passes(p.Dataset, p.Scorer, c, c.check(needsOfIndexed, mayOfIndexed), p.kernel)
}

func (p *IndexedPairs[T]) kernel(grad, scores []T, _ shapes.Shape, in labels) (_ float64, err error) {
	pairs := loss.IndexedPairs[T]{Scores: scores}
	if pairs.I, _, err = elements[int32](in, I); err != nil {
		return 0, err
	}
	if pairs.J, _, err = elements[int32](in, J); err != nil {
		return 0, err
	}
	if y, _ := pick(in.columns, in.shapes, Y); y.DType == dtypes.Int8 {
		pairs.Signs, _, err = elements[int8](in, Y)
	} else {
		pairs.Y, _, err = elements[T](in, Y)
	}
	if err != nil {
		return 0, err
	}
	if pairs.Weights, _, err = elements[T](in, Weights); err != nil {
		return 0, err
	}
	if pairs.Margins, _, err = elements[T](in, Margins); err != nil {
		return 0, err
	}
	return p.Criterion.ForwardBackwardIndexed(grad, pairs, 1)
}
