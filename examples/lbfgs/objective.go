package main

import (
	"slices"

	"gonum.org/v1/gonum/optimize"

	"github.com/marginrank/marginrank/loss"
)

// An objective is the mean squared loss of all pairs of the queries, plus penalty/2 times the squared weights.
type objective struct {
	queries   *queries
	criterion loss.MarginRanking[float64]
	penalty   float64

	passes int // over the queries
	err    error

	// At the point where it was computed last:
	point, slope []float64
	value        float64

	scores, grad []float64 // of documents
}

func newObjective(q *queries) *objective {
	return &objective{
		queries: q, criterion: loss.MarginRanking[float64]{Margin: 1, P: 2}, penalty: 1e-4,
		scores: make([]float64, len(q.grades)), grad: make([]float64, len(q.grades)),
	}
}

// problem is the objective as gonum wants it. It asks for the value and the gradient in two calls.
func (o *objective) problem() optimize.Problem {
	return optimize.Problem{
		Func: func(weights []float64) float64 {
			o.at(weights)
			return o.value
		},
		Grad: func(slope, weights []float64) {
			o.at(weights)
			copy(slope, o.slope)
		},
		Status: func() (optimize.Status, error) {
			if o.err != nil {
				return optimize.Failure, o.err
			}
			return optimize.NotTerminated, nil
		},
	}
}

// at computes the value and the gradient at a point, unless they are of that point already.
func (o *objective) at(weights []float64) {
	if o.point != nil && slices.Equal(o.point, weights) {
		return
	}
	o.passes++
	o.queries.score(o.scores, weights)
	value, _, err := o.criterion.ForwardBackwardLists(o.grad, o.queries.lists(o.scores), 1)
	if err != nil {
		o.err = err
	}
	slope := make([]float64, len(weights))
	for i, x := range o.queries.features {
		for f := range slope {
			slope[f] += float64(o.grad[i] * x[f])
		}
	}
	for f, w := range weights {
		value += float64(o.penalty / 2 * w * w)
		slope[f] += float64(o.penalty * w)
	}
	o.point, o.value, o.slope = slices.Clone(weights), value, slope
}
