package workload

import (
	"math/rand/v2"
	"unsafe"

	"github.com/marginrank/marginrank/loss"
)

// Margin is the margin of all workloads. It is not 0, so that no kernel can leave it out.
const Margin = 0.25

// A Batch holds the arrays of a workload. Arrays that it does not need are nil.
type Batch[T loss.Float] struct {
	Pairs         loss.Pairs[T]
	Grads         loss.Grads[T]
	Dst, Upstream []T
}

// NewBatch returns the arrays of w. The pairs are the same in every run. About half of them violate the margin,
// since u = margin - y·(x1 - x2) is uniform around 0.
func NewBatch[T loss.Float](w Workload, round func(float64) T) *Batch[T] {
	rng := rand.New(rand.NewPCG(2, 3))
	b := new(Batch[T])
	b.Pairs.X1, b.Pairs.X2 = array[T](w.N), array[T](w.N)
	switch w.Labels {
	case Given:
		b.Pairs.Y = array[T](w.N)
	case Signs:
		b.Pairs.Signs = array[int8](w.N)
	}
	for i := range w.N {
		y := 1.0
		if w.Labels != Absent {
			y -= float64(rng.IntN(2) * 2)
		}
		x2 := rng.Float64()
		b.Pairs.X1[i], b.Pairs.X2[i] = round(x2+y*(Margin+rng.Float64()-0.5)), round(x2)
		switch w.Labels {
		case Given:
			b.Pairs.Y[i] = round(y)
		case Signs:
			b.Pairs.Signs[i] = int8(y)
		}
	}
	if w.Pass != Backward && w.Reduction == loss.None {
		b.Dst = array[T](w.N)
	}
	if w.Pass != Forward {
		b.Grads.X1 = array[T](w.N)
		if !w.OneGrad {
			b.Grads.X2 = array[T](w.N)
		}
	}
	if w.Pass != Forward && w.Reduction == loss.None {
		b.Upstream = array[T](w.N)
		for i := range b.Upstream {
			b.Upstream[i] = round(0.5 + rng.Float64())
		}
	}
	if w.Weights {
		b.Pairs.Weights = array[T](w.N)
		for i := range b.Pairs.Weights {
			b.Pairs.Weights[i] = round(0.5 + rng.Float64())
		}
	}
	if w.Margins {
		b.Pairs.Margins = array[T](w.N)
		for i := range b.Pairs.Margins {
			b.Pairs.Margins[i] = round(Margin * (0.5 + rng.Float64()))
		}
	}
	return b
}

// cacheLine is the alignment of arrays in bytes. Without it, small arrays would lie across cache lines in some
// runs and not in others. Large arrays are aligned anyway.
const cacheLine = 64

// array returns n elements that begin at the beginning of a cache line.
func array[T any](n int) []T {
	size := int(unsafe.Sizeof(*new(T)))
	all := make([]T, n+cacheLine/size)
	skip := -int(uintptr(unsafe.Pointer(unsafe.SliceData(all)))) & (cacheLine - 1) / size
	return all[skip : skip+n : skip+n]
}

// caller returns the call that w describes.
func (b *Batch[T]) caller(w Workload) func() error {
	c := loss.MarginRanking[T]{Margin: Margin, Reduction: w.Reduction, Workers: w.Workers, KeepInCache: w.Keep}
	p, g, dst, upstream := b.Pairs, b.Grads, b.Dst, b.Upstream
	if w.Reduction == loss.None {
		return map[string]func() error{
			Forward:         func() error { return c.ForwardNone(dst, p) },
			Backward:        func() error { return c.BackwardNone(g, p, upstream) },
			ForwardBackward: func() error { return c.ForwardBackwardNone(dst, g, p, upstream) },
		}[w.Pass]
	}
	if w.Counts {
		return map[string]func() error{
			Forward:         func() error { _, _, err := c.ForwardStats(p); return err },
			ForwardBackward: func() error { _, _, err := c.ForwardBackwardStats(g, p, 1); return err },
		}[w.Pass]
	}
	return map[string]func() error{
		Forward:         func() error { _, err := c.Forward(p); return err },
		Backward:        func() error { return c.Backward(g, p, 1) },
		ForwardBackward: func() error { _, err := c.ForwardBackward(g, p, 1); return err },
	}[w.Pass]
}
