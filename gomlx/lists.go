package gomlx

import (
	"iter"
	"slices"

	"github.com/gomlx/compute/dtypes"
	"github.com/gomlx/compute/shapes"
	"github.com/gomlx/gomlx/ml/train"

	"github.com/marginrank/marginrank/loss"
)

// Lists is a dataset of lists with what Loss needs to train on all pairs of each list: n·log(n) steps for a list of n
// items, where a graph of the pairs takes n².
//
// It scores each batch of Dataset, and adds two labels behind the others: the loss that Criterion has for these scores,
// and its gradient with respect to them. Inputs, labels and Spec stay as they are. It ends where Dataset ends.
//
// The scores are the first prediction of the model, with elements of type T. They have the shape of the relevance, or
// one axis of size 1 more behind, as the last layer of a model leaves it.
type Lists[T loss.Float] struct {
	Dataset   train.Dataset
	Scorer    *Scorer
	Criterion loss.MarginRanking[T] // its Reduction is Mean or Sum

	// Columns says what the labels of Dataset hold: Relevance, and maybe Offsets, Mask and Weights. Nil is Relevance.
	Columns []Column
	// Lambda and PerList are those of a loss.Lists.
	Lambda  *loss.Lambda
	PerList bool
}

var (
	needsOfLists = []Column{Relevance}
	mayOfLists   = []Column{Offsets, Mask, Weights}
)

// Name implements train.Dataset. It is the name of Dataset.
func (l *Lists[T]) Name() string { return l.Dataset.Name() }

// ShortName implements train.HasShortName.
func (l *Lists[T]) ShortName() string { return shortName(l.Dataset) }

// Iter implements train.Dataset. It begins with the first batch of Dataset, and scores each batch when it is asked for:
// after the training step on the batch before.
//
// It ends after an error. The errors are ErrPrefetched, ErrColumns, ErrShape and ErrDType, those of ForwardBackwardLists in
// package loss, and those of Dataset and of GoMLX.
func (l *Lists[T]) Iter() iter.Seq2[train.Batch, error] {
	c := columnsOf(l.Columns, needsOfLists)
	return passes(l.Dataset, l.Scorer, c, c.check(needsOfLists, mayOfLists), l.kernel)
}

func (l *Lists[T]) kernel(grad, scores []T, shape shapes.Shape, in labels) (float64, error) {
	lists := loss.Lists[T]{Scores: scores, Lambda: l.Lambda, PerList: l.PerList}
	relevance, items, err := elements[float32](in, Relevance)
	if err != nil {
		return 0, err
	}
	lists.Relevance = relevance
	if !ofItems(shape, items) {
		return 0, invalid(ErrShape, "scores %s of relevance %s", shape, items)
	}
	if lists.Offsets, err = offsets(in, items); err != nil {
		return 0, err
	}
	var other shapes.Shape
	if lists.Mask, other, err = elements[bool](in, Mask); err != nil {
		return 0, err
	}
	if lists.Mask != nil && !other.EqualDimensions(items) {
		return 0, invalid(ErrShape, "mask %s of relevance %s", other, items)
	}
	if lists.Weights, other, err = elements[float32](in, Weights); err != nil {
		return 0, err
	}
	if lists.Weights != nil && !other.EqualDimensions(items) {
		return 0, invalid(ErrShape, "weights %s of relevance %s", other, items)
	}
	value, _, err := l.Criterion.ForwardBackwardLists(grad, lists, 1)
	return value, err
}

// columnsOf is the columns that were given, or else those that are needed.
func columnsOf(given, needed []Column) columns {
	if given == nil {
		return needed
	}
	return given
}

// ofItems reports whether scores of one shape are those of items of another.
func ofItems(scores, items shapes.Shape) bool {
	d := scores.Dimensions
	if n := len(items.Dimensions); len(d) == n+1 && d[n] == 1 {
		d = d[:n]
	}
	return slices.Equal(d, items.Dimensions)
}

// offsets returns where lists begin and end among items of this shape.
func offsets(in labels, items shapes.Shape) ([]int, error) {
	shape, found := pick(in.columns, in.shapes, Offsets)
	switch {
	case !found:
		return rows(items)
	case shape.DType == dtypes.Int64:
		given, _, err := elements[int64](in, Offsets)
		return ints(given), err
	}
	given, _, err := elements[int32](in, Offsets)
	return ints(given), err
}

func ints[I int32 | int64](given []I) []int {
	ints := make([]int, len(given))
	for i, v := range given {
		ints[i] = int(v)
	}
	return ints
}

// rows is the offsets of lists of equal length along the last axis. Lists of one item have no pair: a matrix of
// one column was meant as one list, and a model would never learn from it.
func rows(items shapes.Shape) ([]int, error) {
	if items.Rank() < 2 {
		return nil, nil // one list
	}
	length := items.Dim(-1)
	if length == 1 {
		return nil, invalid(ErrShape, "relevance %s is lists of one item each, which have no pairs: leave the last axis out for one list, or give Offsets", items)
	}
	rows := make([]int, 1, 1+items.Size()/max(length, 1))
	for end := length; end > 0 && end <= items.Size(); end += length {
		rows = append(rows, end)
	}
	return rows, nil
}
