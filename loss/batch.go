package loss

import (
	"unsafe"

	"github.com/marginrank/marginrank/generated"
)

// A batch is the arrays of a call, all of one length. A nil one is absent, or not wanted.
type batch[T any] struct {
	x1, x2, y    []T
	signs        []int8
	weights      []T
	margins      []T
	upstream     []T // gradient of each pair
	out          []T // loss of each pair
	gx1, gx2, gy []T

	margin, scale float64 // see package generated
	stream        bool
	weighted      bool // pairs have weights or margins of their own, or are counted
}

// batchOf is a batch without outputs.
func batchOf[T Float](p *Pairs[T]) batch[T] {
	return batch[T]{x1: p.X1, x2: p.X2, y: p.Y, signs: p.Signs, weights: p.Weights, margins: p.Margins,
		weighted: p.Weights != nil || p.Margins != nil}
}

// inputs and outputs are the arrays of elements.
func (b *batch[T]) inputs() [6][]T {
	return [...][]T{b.x1, b.x2, b.y, b.weights, b.margins, b.upstream}
}

func (b *batch[T]) outputs() [4][]T { return [...][]T{b.out, b.gx1, b.gx2, b.gy} }

// An operation is one that package generated has kernels for.
type operation int

const (
	forward operation = iota
	forwardNone
	backward
	backwardNone
	forwardBackward
	forwardBackwardNone
)

// String is the method of the operation.
func (op operation) String() string {
	return [...]string{"Forward", "ForwardNone", "Backward", "BackwardNone", "ForwardBackward", "ForwardBackwardNone"}[op]
}

// run hands a batch to the kernels, span by span, and adds up what they return.
// A span bounds the time in assembly, where the garbage collector cannot stop it.
func run[T Float](op operation, b *batch[T], asked int) total {
	n := len(b.x1)
	if n <= generated.Span {
		return runSpan(op, b, 0, n)
	}
	if w := workers(asked, b); w > 1 {
		return runParallel(op, b, w)
	}
	var sum total
	for i := range spans(n) {
		sum.add(runNth(op, b, i))
	}
	return sum
}

// spans is the number of spans of n pairs.
func spans(n int) int { return (n + generated.Span - 1) / generated.Span }

// runNth runs one span of several.
func runNth[T Float](op operation, b *batch[T], i int) total {
	lo := i * generated.Span
	return runSpan(op, b, lo, min(lo+generated.Span, len(b.x1)))
}

// runSpan runs the pairs from lo to hi. It returns the sum of the losses and what
// rounding left out of it, if op adds any up.
func runSpan[T Float](op operation, b *batch[T], lo, hi int) total {
	reportAccess(b, lo, hi)
	if b.weighted {
		return runWeighted(op, b, lo, hi)
	}
	n, signs := hi-lo, from(b.signs, lo)
	x1, x2, y, upstream := from(b.x1, lo), from(b.x2, lo), from(b.y, lo), from(b.upstream, lo)
	out, gx1, gx2, gy := from(b.out, lo), from(b.gx1, lo), from(b.gx2, lo), from(b.gy, lo)
	var sum total
	switch op {
	case forward:
		sum.sum, sum.left = generated.HingeSum(x1, x2, y, signs, n, b.margin)
	case forwardBackward:
		sum.sum, sum.left = generated.HingeSumGrad(gx1, gx2, gy, x1, x2, y, signs, n, b.margin, b.scale, b.stream)
	case forwardNone:
		generated.HingeEach(out, x1, x2, y, signs, n, b.margin, b.stream)
	case backward:
		generated.HingeGrad(gx1, gx2, gy, x1, x2, y, signs, n, b.margin, b.scale, b.stream)
	case backwardNone:
		generated.HingeGradEach(gx1, gx2, gy, x1, x2, y, signs, upstream, n, b.margin, b.stream)
	case forwardBackwardNone:
		generated.HingeEachGrad(out, gx1, gx2, gy, x1, x2, y, signs, upstream, n, b.margin, b.stream)
	}
	return sum
}

// from is the address of s[lo], nil if s is.
func from[E any](s []E, lo int) *E {
	if s == nil {
		return nil
	}
	return unsafe.SliceData(s[lo:])
}
