package workload

import (
	"fmt"
	"math/rand/v2"

	"github.com/marginrank/marginrank/loss"
)

// An Indexed is a call to package loss on pairs by index.
type Indexed struct {
	Pass    string // Forward or ForwardBackward
	DType   string
	Labels  string
	Items   int
	Order   string // the order in which pairs refer to items
	N       int    // the number of pairs
	Workers int
}

// These are the orders of pairs.
const (
	Random    = "random"    // both items are random
	Clustered = "clustered" // both items are random within a window of 4096 items that moves over all items
	Sorted    = "sorted"    // the first item moves over all items, the second one is random
)

// Orders lists all orders.
var Orders = []string{Random, Clustered, Sorted}

// window is the number of neighbouring items from which both items of a clustered pair come.
const window = 4096

// String returns the workload's name in the tree of benchmarks, in benchstat's key=value form.
func (w Indexed) String() string {
	return fmt.Sprintf("pass=%s/dtype=%s/labels=%s/items=%s/order=%s/n=%s",
		w.Pass, w.DType, w.Labels, SizeName(w.Items), w.Order, SizeName(w.N))
}

// Bytes returns the size of all arrays that a call reads or writes, counting each array once.
func (w Indexed) Bytes() int {
	pair := 2 * 4
	switch w.Labels {
	case Given:
		pair += w.elementBytes()
	case Signs:
		pair++
	}
	return w.N*pair + w.Items*w.ItemBytes()
}

// ItemBytes returns the bytes per item: a score and, in a backward pass, a gradient.
func (w Indexed) ItemBytes() int {
	if w.Pass == Forward {
		return w.elementBytes()
	}
	return 2 * w.elementBytes()
}

func (w Indexed) elementBytes() int { return Workload{DType: w.DType}.ElementBytes() }

// An IndexedBatch holds the arrays of a call on pairs by index.
type IndexedBatch[T loss.Float] struct {
	Pairs loss.IndexedPairs[T]
	Grad  []T
}

// NewIndexedBatch returns the arrays of w, which are the same in every run. About half of the pairs violate the
// margin.
func NewIndexedBatch[T loss.Float](w Indexed, round func(float64) T) *IndexedBatch[T] {
	rng := rand.New(rand.NewPCG(5, 7))
	b := &IndexedBatch[T]{Grad: array[T](w.Items)}
	b.Pairs = loss.IndexedPairs[T]{Scores: array[T](w.Items), I: array[int32](w.N), J: array[int32](w.N)}
	for i := range b.Pairs.Scores {
		b.Pairs.Scores[i] = round(rng.Float64())
	}
	for k := range w.N {
		i, j := rng.IntN(w.Items), rng.IntN(w.Items)
		switch w.Order {
		case Clustered:
			first := k * max(w.Items-window, 1) / w.N
			i, j = first+i%min(window, w.Items), first+j%min(window, w.Items)
		case Sorted:
			i = k * w.Items / w.N
		}
		b.Pairs.I[k], b.Pairs.J[k] = int32(i), int32(j)
	}
	switch w.Labels {
	case Given:
		b.Pairs.Y = array[T](w.N)
	case Signs:
		b.Pairs.Signs = array[int8](w.N)
	}
	for k := range w.N {
		sign := 1 - 2*rng.IntN(2)
		switch w.Labels {
		case Given:
			b.Pairs.Y[k] = round(float64(sign))
		case Signs:
			b.Pairs.Signs[k] = int8(sign)
		}
	}
	return b
}

// Call returns the call that w describes.
func (b *IndexedBatch[T]) Call(w Indexed) func() error {
	c := loss.MarginRanking[T]{Margin: Margin, Reduction: loss.Sum, Workers: w.Workers}
	if w.Pass == Forward {
		return func() error { _, err := c.ForwardIndexed(b.Pairs); return err }
	}
	return func() error { _, err := c.ForwardBackwardIndexed(b.Grad, b.Pairs, 1); return err }
}

// Prepare makes the arrays of w and returns its call.
func (w Indexed) Prepare() func() error {
	switch w.DType {
	case Float32:
		return NewIndexedBatch(w, ToFloat32).Call(w)
	case Float64:
		return NewIndexedBatch(w, ToFloat64).Call(w)
	case Float16:
		return NewIndexedBatch(w, ToFloat16).Call(w)
	case BFloat16:
		return NewIndexedBatch(w, ToBFloat16).Call(w)
	}
	panic("workload: no dtype " + w.DType)
}
