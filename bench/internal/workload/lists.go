package workload

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/marginrank/marginrank/loss"
)

// ListMargin is the margin for lists.
const ListMargin = 1

// MostQuadratic is the largest number of items per list for which loops over all pairs are measured. Pairs that
// are formed beforehand take 24 bytes each, and are measured up to half as many items.
const MostQuadratic = 8 << 10

// A ListWorkload is a call to package loss on lists with float32 scores.
type ListWorkload struct {
	Lists, Items int // the number of lists, and of items per list
	Levels       int // the number of levels of relevance
	Reduction    loss.Reduction
	Workers      int
}

// ListSizes has the workloads to measure: lists of the size of usual queries, and lists of more and more items.
var ListSizes = []ListWorkload{
	{Lists: 200, Items: 15, Levels: 5}, {Lists: 200, Items: 100, Levels: 5},
	{Lists: 1, Items: 15, Levels: 5}, {Lists: 1, Items: 128, Levels: 5}, {Lists: 1, Items: 1 << 10, Levels: 5}, {Lists: 1, Items: 8 << 10, Levels: 5},
	{Lists: 1, Items: 64 << 10, Levels: 5}, {Lists: 1, Items: 1 << 20, Levels: 5}, {Lists: 1, Items: 1 << 20, Levels: 1 << 20},
}

// String returns the workload's name in the tree of benchmarks, in benchstat's key=value form.
func (w ListWorkload) String() string {
	return fmt.Sprintf("lists=%d/items=%s/levels=%s", w.Lists, SizeName(w.Items), SizeName(w.Levels))
}

// N returns the number of items of all lists together.
func (w ListWorkload) N() int { return w.Lists * w.Items }

// A ListBatch holds the arrays of a list workload.
type ListBatch struct {
	Lists     loss.Lists[float32]
	Grad      []float32
	criterion loss.MarginRanking[float32]
}

// NewListBatch returns the arrays of w, which are the same in every run. Scores are normally distributed and
// independent of the relevance.
func NewListBatch(w ListWorkload) *ListBatch { return NewListRotation(w, 1).Next() }

// Bytes returns the size of all arrays that a call reads or writes, counting each array once: scores, relevance
// and gradients, but not the call's own workspace.
func (w ListWorkload) Bytes() int { return 3 * 4 * w.N() }

// Call computes the loss and its gradients.
func (b *ListBatch) Call() error {
	_, _, err := b.criterion.ForwardBackwardLists(b.Grad, b.Lists, 1)
	return err
}

// Weighted returns the same batch with weights of items, or lambda weights, or both. It has a gradient array of
// its own.
func (b *ListBatch) Weighted(weights, lambda bool) *ListBatch {
	other := *b
	other.Grad = make([]float32, len(b.Grad))
	if weights {
		other.Lists.Weights = make([]float32, len(b.Grad))
		for i := range other.Lists.Weights {
			other.Lists.Weights[i] = float32(1 + i%7)
		}
	}
	if lambda {
		other.Lists.Lambda = &loss.Lambda{}
	}
	return &other
}

// Squared returns the same batch with P = 2. It has a gradient array of its own.
func (b *ListBatch) Squared() *ListBatch {
	other := *b
	other.Grad = make([]float32, len(b.Grad))
	other.criterion.P = 2
	return &other
}

// Ranks returns the rank of each item in its list, from 1 on. Items with equal scores rank in the order of their
// positions.
func (b *ListBatch) Ranks() []int {
	ranks := make([]int, len(b.Grad))
	for k := 1; k < len(b.Lists.Offsets); k++ {
		lo, hi := b.Lists.Offsets[k-1], b.Lists.Offsets[k]
		items := make([]int, 0, hi-lo)
		for i := lo; i < hi; i++ {
			items = append(items, i)
		}
		slices.SortStableFunc(items, func(i, j int) int { return cmp.Compare(b.Lists.Scores[j], b.Lists.Scores[i]) })
		for rank, i := range items {
			ranks[i] = rank + 1
		}
	}
	return ranks
}

// With returns the same call on the same arrays with another number of workers.
func (b *ListBatch) With(workers int) func() error {
	other := *b
	other.criterion.Workers = workers
	return other.Call
}

// Explicit forms all pairs, and returns a call that computes the same from them: it gathers their scores,
// computes their loss and gradients, and scatters the gradients.
func (b *ListBatch) Explicit() func() error {
	var higher, lower []int32
	l := b.Lists
	for k := 1; k < len(l.Offsets); k++ {
		for i := l.Offsets[k-1]; i < l.Offsets[k]; i++ {
			for j := l.Offsets[k-1]; j < l.Offsets[k]; j++ {
				if l.Relevance[i] > l.Relevance[j] {
					higher, lower = append(higher, int32(i)), append(lower, int32(j))
				}
			}
		}
	}
	n := len(higher)
	p := loss.Pairs[float32]{X1: make([]float32, n), X2: make([]float32, n)}
	g := loss.Grads[float32]{X1: make([]float32, n), X2: make([]float32, n)}
	return func() error {
		for k, i := range higher {
			p.X1[k], p.X2[k] = l.Scores[i], l.Scores[lower[k]]
		}
		_, err := b.criterion.ForwardBackward(g, p, 1)
		clear(b.Grad)
		for k, i := range higher {
			b.Grad[i] += g.X1[k]
			b.Grad[lower[k]] += g.X2[k]
		}
		return err
	}
}
