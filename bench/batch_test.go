package bench

import (
	"math/rand/v2"
	"unsafe"

	"github.com/x448/float16"

	"github.com/marginrank/marginrank/loss"
)

// margin is not 0, so that no kernel could leave it out.
const margin = 0.25

// A batch holds the arrays of one workload, and no others.
type batch[T loss.Float] struct {
	pairs         loss.Pairs[T]
	grads         loss.Grads[T]
	dst, upstream []T
}

// newBatch returns the arrays of w. The pairs are the same in every run, and every
// second one violates the margin: u = margin - y·(x1-x2) is uniform around 0.
func newBatch[T loss.Float](w workload, round func(float64) T) *batch[T] {
	rng := rand.New(rand.NewPCG(2, 3))
	b := new(batch[T])
	b.pairs.X1, b.pairs.X2 = make([]T, w.n), make([]T, w.n)
	switch w.labels {
	case given:
		b.pairs.Y = make([]T, w.n)
	case signs:
		b.pairs.Signs = make([]int8, w.n)
	}
	for i := range w.n {
		y := 1.0
		if w.labels != absent {
			y -= float64(rng.IntN(2) * 2)
		}
		x2 := rng.Float64()
		b.pairs.X1[i], b.pairs.X2[i] = round(x2+y*(margin+rng.Float64()-0.5)), round(x2)
		switch w.labels {
		case given:
			b.pairs.Y[i] = round(y)
		case signs:
			b.pairs.Signs[i] = int8(y)
		}
	}
	if w.pass != backward && w.reduction == loss.None {
		b.dst = make([]T, w.n)
	}
	if w.pass != forward {
		b.grads.X1, b.grads.X2 = make([]T, w.n), make([]T, w.n)
	}
	if w.pass != forward && w.reduction == loss.None {
		b.upstream = make([]T, w.n)
		for i := range b.upstream {
			b.upstream[i] = round(0.5 + rng.Float64())
		}
	}
	return b
}

// bytes counts what a call reads and writes.
func (b *batch[T]) bytes() int {
	elements := len(b.pairs.X1) + len(b.pairs.X2) + len(b.pairs.Y) +
		len(b.grads.X1) + len(b.grads.X2) + len(b.dst) + len(b.upstream)
	return elements*int(unsafe.Sizeof(*new(T))) + len(b.pairs.Signs)
}

// caller returns the call that w describes.
func (b *batch[T]) caller(w workload) func() error {
	c := loss.MarginRanking[T]{Margin: margin, Reduction: w.reduction, Workers: w.workers}
	p, g, dst, upstream := b.pairs, b.grads, b.dst, b.upstream
	if w.reduction == loss.None {
		return map[string]func() error{
			forward:         func() error { return c.ForwardNone(dst, p) },
			backward:        func() error { return c.BackwardNone(g, p, upstream) },
			forwardBackward: func() error { return c.ForwardBackwardNone(dst, g, p, upstream) },
		}[w.pass]
	}
	return map[string]func() error{
		forward:         func() error { _, err := c.Forward(p); return err },
		backward:        func() error { return c.Backward(g, p, 1) },
		forwardBackward: func() error { _, err := c.ForwardBackward(g, p, 1); return err },
	}[w.pass]
}

// Values of each element type.
func toFloat32(x float64) float32        { return float32(x) }
func toFloat64(x float64) float64        { return x }
func toFloat16(x float64) loss.Float16   { return float16.Fromfloat32(float32(x)) }
func toBFloat16(x float64) loss.BFloat16 { return loss.BFloat16FromFloat32(float32(x)) }

// prepare returns the call that w describes, and the bytes that it reads and writes.
func (w workload) prepare() (call func() error, bytes int) {
	switch w.dtype {
	case "float32":
		return prepare(w, toFloat32)
	case "float64":
		return prepare(w, toFloat64)
	case "float16":
		return prepare(w, toFloat16)
	case "bfloat16":
		return prepare(w, toBFloat16)
	}
	panic("bench: no dtype " + w.dtype)
}

func prepare[T loss.Float](w workload, round func(float64) T) (call func() error, bytes int) {
	b := newBatch(w, round)
	return b.caller(w), b.bytes()
}
