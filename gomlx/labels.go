package gomlx

import (
	"errors"

	"github.com/gomlx/compute/shapes"
	"github.com/gomlx/gomlx/core/tensors"
)

// errTensor is an error of whoever made the batch, not of its description.
var errTensor = errors.New("gomlx: tensor is nil or has been finalized")

// labels is the labels of a batch, open to be read.
type labels struct {
	columns columns
	shapes  []shapes.Shape
	flats   []any
}

// open calls read with the elements of the scores, and with the labels that have a column. All these tensors are locked
// until read returns, and once each: a tensor that is there twice would wait for itself.
func open(scores *tensors.Tensor, c columns, batch []*tensors.Tensor, read func(scores any, l labels) error) error {
	all := append([]*tensors.Tensor{scores}, batch[:len(c)]...)
	flats := make([]any, len(all))
	var lock func(i int) error
	lock = func(i int) error {
		if i == len(all) {
			l := labels{columns: c, flats: flats[1:]}
			for _, t := range all[1:] {
				l.shapes = append(l.shapes, t.Shape())
			}
			return read(flats[0], l)
		}
		for k, t := range all[:i] {
			if t == all[i] {
				flats[i] = flats[k]
				return lock(i + 1)
			}
		}
		var inner error
		if err := all[i].ConstFlatData(func(flat any) {
			flats[i] = flat
			inner = lock(i + 1)
		}); err != nil {
			return err
		}
		return inner
	}
	for i, t := range all[1:] {
		if !t.Ok() {
			return invalid(errTensor, "labels[%d]", i)
		}
	}
	return lock(0)
}

// elements returns the label of a column, and its shape; nil if no column is that.
func elements[E any](l labels, column Column) ([]E, shapes.Shape, error) {
	shape, found := pick(l.columns, l.shapes, column)
	if !found {
		return nil, shape, nil
	}
	if shape.DType != dtypeOf[E]() {
		return nil, shape, invalid(ErrDType, "%s is %s, not %s", column, shape.DType, dtypeOf[E]())
	}
	flat, _ := pick(l.columns, l.flats, column)
	return view[E](flat), shape, nil
}
