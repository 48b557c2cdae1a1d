package workload

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/marginrank/marginrank/loss"
)

// ListMargin is the margin for lists.
const ListMargin = 1

// MostQuadratic is up to how many items a list's pairs are gone through one by one; half as many where they are
// formed, which takes 24 bytes a pair.
const MostQuadratic = 8 << 10

// A ListWorkload is lists of items with float32 scores, whose pairs are all of each list.
type ListWorkload struct {
	Lists, Items int // lists, and items of each
	Levels       int // of relevance
	Reduction    loss.Reduction
	Workers      int
}

// ListSizes are lists to measure: the usual queries, and lists of more and more items.
var ListSizes = []ListWorkload{
	{Lists: 200, Items: 15, Levels: 5}, {Lists: 200, Items: 100, Levels: 5},
	{Lists: 1, Items: 15, Levels: 5}, {Lists: 1, Items: 128, Levels: 5}, {Lists: 1, Items: 1 << 10, Levels: 5}, {Lists: 1, Items: 8 << 10, Levels: 5},
	{Lists: 1, Items: 64 << 10, Levels: 5}, {Lists: 1, Items: 1 << 20, Levels: 5}, {Lists: 1, Items: 1 << 20, Levels: 1 << 20},
}

// String is the workload's name in the tree, in benchstat's key=value form.
func (w ListWorkload) String() string {
	return fmt.Sprintf("lists=%d/items=%s/levels=%s", w.Lists, SizeName(w.Items), SizeName(w.Levels))
}

// N is the number of items in all.
func (w ListWorkload) N() int { return w.Lists * w.Items }

// A ListBatch holds the arrays of a list workload.
type ListBatch struct {
	Lists     loss.Lists[float32]
	Grad      []float32
	criterion loss.MarginRanking[float32]
}

// NewListBatch returns the arrays of w: normal scores that know nothing of the relevance. They are the
// same in every run.
func NewListBatch(w ListWorkload) *ListBatch { return NewListRotation(w, 1).Next() }

// Bytes counts every array that a call reads or writes, once: but for what it works with, scores, relevance and
// gradients.
func (w ListWorkload) Bytes() int { return 3 * 4 * w.N() }

// Call is the loss and its gradients.
func (b *ListBatch) Call() error {
	_, _, err := b.criterion.ForwardBackwardLists(b.Grad, b.Lists, 1)
	return err
}

// Weighted is the same batch with weights of items, or lambda weights, or both. Its gradients are others.
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

// Ranks are the ranks of items in their list, from 1 on. Equal scores keep their order.
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

// With is the same call on the same arrays with a number of workers.
func (b *ListBatch) With(workers int) func() error {
	other := *b
	other.criterion.Workers = workers
	return other.Call
}

// Explicit returns the same by pairs that are formed beforehand: a call gathers their scores, takes their loss and
// gradients, and scatters these.
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
