package gomlx

import (
	"errors"
	"sync"

	"github.com/gomlx/compute"
	"github.com/gomlx/gomlx/core/graph"
	"github.com/gomlx/gomlx/core/tensors"
	"github.com/gomlx/gomlx/ml/model"
	"github.com/gomlx/gomlx/ml/train"
	"github.com/gomlx/gomlx/support/exceptions"
)

// A Scorer runs a model forward: it is the first pass of Lists and IndexedPairs. Datasets may share one, so that a shape
// of inputs is compiled once for all of them.
type Scorer struct {
	backend compute.Backend
	store   *model.Store
	fn      train.ModelFn

	mu    sync.Mutex
	execs map[any]*model.Exec // by the Spec of a batch, as the Trainer has them
}

// NewScorer returns a Scorer of the model that train.NewTrainer gets with the same three arguments: the same backend, as
// a tensor cannot be used by two; the same store, which holds the weights; and the same function.
func NewScorer(backend compute.Backend, store *model.Store, fn train.ModelFn) *Scorer {
	return &Scorer{backend: backend, store: store, fn: fn, execs: map[any]*model.Exec{}}
}

// Score returns the first prediction of the model for a batch, with the weights that the store has now. The graph is not
// marked as training, so layers that drop or normalize do what they do in evaluation. The batch stays the caller's, and
// can still be used.
//
// The errors are those of GoMLX. Calls wait for each other. No training step may run at the same time:
// the section of the package's documentation on prefetching says why.
func (s *Scorer) Score(batch train.Batch) (*tensors.Tensor, error) {
	if len(batch.Inputs) == 0 {
		return nil, errors.New("gomlx: a batch without inputs has no scores")
	}
	inputs := make([]any, len(batch.Inputs))
	for i, t := range batch.Inputs {
		if !t.Ok() {
			return nil, invalid(errTensor, "inputs[%d]", i)
		}
		inputs[i] = t
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	exec, err := s.exec(batch.Spec)
	if err != nil {
		return nil, err
	}
	var outputs []*tensors.Tensor
	// GoMLX returns what a model panics with, but panics itself where a variable has no value.
	if thrown := exceptions.TryCatch[error](func() { outputs, err = exec.Call(inputs...) }); thrown != nil {
		err = thrown
	}
	if err != nil {
		return nil, err
	}
	return outputs[0], nil
}

// exec returns what runs the model for batches with this spec.
func (s *Scorer) exec(spec any) (*model.Exec, error) {
	if exec := s.execs[spec]; exec != nil {
		return exec, nil
	}
	exec, err := model.NewExec(s.backend, s.store, func(scope *model.Scope, inputs []*graph.Node) *graph.Node {
		predictions := s.fn(scope, spec, inputs)
		if len(predictions) == 0 {
			panic(errors.New("gomlx: the model returns no predictions"))
		}
		return predictions[0]
	})
	if err != nil {
		return nil, err
	}
	s.execs[spec] = exec.WithName("Scorer")
	return exec, nil
}
