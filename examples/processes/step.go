package main

import (
	"github.com/marginrank/marginrank/loss"
)

// A step is what a training step needs of all queries: processes add it up. All of it is exact, so the sum is the same for
// any number of processes, in any order.
type step struct {
	Slope [width]int64 // the gradient with respect to each weight, in multiples of 1/unit
	Total loss.Total   // with the loss and the number of pairs
}

// add adds the step of another process.
func (s *step) add(other *step) {
	for f := range s.Slope {
		s.Slope[f] += other.Slope[f]
	}
	s.Total.Merge(&other.Total)
}

// A trainer has the part of one process, and the weights of all processes.
type trainer struct {
	part         *part
	weights      [width]float32
	scores, grad []float32 // of documents
}

func newTrainer(p *part) *trainer {
	return &trainer{part: p, scores: make([]float32, len(p.grades)), grad: make([]float32, len(p.grades))}
}

var criterion = loss.MarginRanking[float32]{Margin: 1, Reduction: loss.Sum}

// compute computes the step of the trainer's part.
//
// With the reduction Sum and upstream gradient 1, the gradient of a score is L - H, a whole number: the document is
// the lower one in L active pairs, and the higher one in H. Features are whole multiples of 1/unit. So the
// gradients of the weights are sums of whole numbers.
func (t *trainer) compute() (*step, error) {
	for i, x := range t.part.features {
		t.scores[i] = 0
		for f, w := range t.weights {
			t.scores[i] += float32(w * float32(x[f]) / unit)
		}
	}
	lists := t.part.lists(t.scores)
	var s step
	if err := criterion.AccumulateLists(&s.Total, lists); err != nil {
		return nil, err
	}
	if _, _, err := criterion.ForwardBackwardLists(t.grad, lists, 1); err != nil {
		return nil, err
	}
	for i, x := range t.part.features {
		g := int64(t.grad[i])
		for f := range s.Slope {
			s.Slope[f] += g * int64(x[f])
		}
	}
	return &s, nil
}

// rate is the learning rate.
const rate = 1.0

// descend changes the weights by a step of all processes: every process does it, with the same result.
func (t *trainer) descend(s *step) {
	for f := range t.weights {
		t.weights[f] -= float32(rate * float64(s.Slope[f]) / unit / float64(s.Total.Pairs()))
	}
}
