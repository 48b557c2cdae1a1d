package gomlx

import (
	"iter"
	"slices"

	"github.com/gomlx/compute/shapes"
	"github.com/gomlx/gomlx/core/tensors"
	"github.com/gomlx/gomlx/ml/train"

	"github.com/marginrank/marginrank/loss"
)

// A kernel returns the loss of a batch, and stores its gradient with respect to the scores.
type kernel[T loss.Float] func(grad, scores []T, shape shapes.Shape, l labels) (float64, error)

// passes are the batches of a dataset, each with two more labels: the loss and its gradient, for Loss.
func passes[T loss.Float](ds train.Dataset, s *Scorer, c columns, wrong error, k kernel[T]) iter.Seq2[train.Batch, error] {
	return func(yield func(train.Batch, error) bool) {
		if wrong != nil {
			yield(train.Batch{}, wrong)
			return
		}
		var before *tensors.Tensor // the last gradient: whoever uses its batch frees it when the step has ended
		for batch, err := range ds.Iter() {
			switch {
			case err != nil:
			case before != nil && inUse(before):
				free(batch)
				err = ErrPrefetched
			default:
				batch, err = pass(batch, s, c, k)
			}
			if err != nil {
				yield(train.Batch{}, err)
				return
			}
			before = batch.Labels[len(batch.Labels)-1]
			if !yield(batch, nil) {
				return
			}
		}
	}
}

// inUse reports whether a tensor has not been finalized. It may be another goroutine's now, so it locks it.
func inUse(t *tensors.Tensor) bool { return t.ConstFlatData(func(any) {}) == nil }

// pass scores a batch, calls the kernel on the memory of the tensors, and adds the labels. The batch is its own, so it
// frees it if there is an error.
func pass[T loss.Float](batch train.Batch, s *Scorer, c columns, k kernel[T]) (_ train.Batch, err error) {
	defer func() {
		if err != nil {
			free(batch)
		}
	}()
	if err := c.fit(len(batch.Labels)); err != nil {
		return train.Batch{}, err
	}
	scores, err := s.Score(batch)
	if err != nil {
		return train.Batch{}, err
	}
	defer func() { _ = scores.FinalizeAll() }() // nobody else has it
	if scores.DType() != dtypeOf[T]() {
		return train.Batch{}, invalid(ErrDType, "the model's scores are %s, not %s", scores.DType(), dtypeOf[T]())
	}
	grad, err := tensors.FromShapeForBackend(s.backend, 0, scores.Shape())
	if err != nil {
		return train.Batch{}, err
	}
	var value float64
	err = open(scores, c, batch.Labels, func(flat any, l labels) (err error) {
		wrong := grad.MutableFlatData(func(to any) {
			value, err = k(view[T](to), view[T](flat), scores.Shape(), l)
		})
		if wrong != nil {
			return wrong
		}
		return err
	})
	if err != nil {
		return train.Batch{}, err
	}
	batch.Labels = append(slices.Clone(batch.Labels), scalar[T](value), grad)
	return batch, nil
}

// free frees the tensors of a batch that nobody will get. Its Finalize would panic if one is nil.
func free(batch train.Batch) {
	for _, t := range slices.Concat(batch.Inputs, batch.Labels) {
		if t != nil {
			_ = t.FinalizeAll() // there is an error to tell already
		}
	}
}

// scalar is a loss as a tensor: in 16 bits a sum would soon be infinite, so it is a Float32 there.
func scalar[T loss.Float](value float64) *tensors.Tensor {
	if dtypeOf[T]() == dtypeOf[float64]() {
		return tensors.FromScalar(value)
	}
	return tensors.FromScalar(float32(value))
}

// shortName is what a dataset is called in a progress bar: the wrapped dataset's own, or as train.HasShortName says.
func shortName(ds train.Dataset) string {
	if named, ok := ds.(train.HasShortName); ok {
		return named.ShortName()
	}
	name := []rune(ds.Name())
	return string(name[:min(3, len(name))])
}
