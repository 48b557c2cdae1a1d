package loss

import "github.com/marginrank/marginrank/generated"

// marginOf rounds the margin to T, and -0 to +0: then -y·(x1-x2)+margin is never -0.
func marginOf[T Float](margin float64) float64 {
	m := roundTo[T](margin)
	if m == 0 {
		return 0
	}
	return m
}

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

// run hands a batch to the kernels, span by span, and adds up what they return.
// A span bounds the time in assembly, where the garbage collector cannot stop it.
func run[T Float](op operation, b *generated.Batch[T], asked int) float64 {
	n := len(b.X1)
	if n <= generated.Span {
		sum, left := runSpan(op, b)
		return total{sum, left}.value()
	}
	if w := workers(asked, n); w > 1 {
		return runParallel(op, b, w)
	}
	var sum total
	for i := range spans(n) {
		sum.add(runNth(op, b, i))
	}
	return sum.value()
}

// spans is the number of spans of n pairs.
func spans(n int) int { return (n + generated.Span - 1) / generated.Span }

// runNth runs one span of several.
func runNth[T Float](op operation, b *generated.Batch[T], i int) (sum, left float64) {
	lo := i * generated.Span
	span := b.Slice(lo, min(lo+generated.Span, len(b.X1)))
	return runSpan(op, &span)
}

// runSpan returns the sum of the losses and what rounding left out of it, if op adds any up.
func runSpan[T Float](op operation, b *generated.Batch[T]) (sum, left float64) {
	reportAccess(b)
	switch op {
	case forward:
		return generated.HingeSum(b)
	case forwardBackward:
		return generated.HingeSumGrad(b)
	case forwardNone:
		generated.HingeEach(b)
	case backward:
		generated.HingeGrad(b)
	case backwardNone:
		generated.HingeGradEach(b)
	case forwardBackwardNone:
		generated.HingeEachGrad(b)
	}
	return 0, 0
}
