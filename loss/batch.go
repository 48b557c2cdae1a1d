package loss

import "github.com/marginrank/marginrank/generated"

// newBatch gathers the arrays of a call and checks their lengths and overlaps.
// dst is nil where the call has none; upstream likewise.
func newBatch[T Float](c MarginRanking[T], p Pairs[T], g Grads[T], upstream, dst []T) (generated.Batch[T], error) {
	b := generated.Batch[T]{
		X1: p.X1, X2: p.X2, Y: p.Y, Signs: p.Signs, Upstream: upstream,
		Out: dst, GX1: g.X1, GX2: g.X2, GY: g.Y,
		Margin: marginOf[T](c.Margin),
	}
	if err := p.check(); err != nil {
		return b, err
	}
	n := len(p.X1)
	for _, a := range [...]struct {
		field string
		array []T
	}{{"upstream", upstream}, {"dst", dst}, {"Grads.X1", g.X1}, {"Grads.X2", g.X2}, {"Grads.Y", g.Y}} {
		if a.array != nil {
			if err := sameLength(a.field, len(a.array), n); err != nil {
				return b, err
			}
		}
	}
	return b, checkOverlap(&b)
}

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
func run[T Float](op operation, b *generated.Batch[T]) float64 {
	var sum total
	for lo, n := 0, len(b.X1); lo < n; lo += generated.Span {
		span := b.Slice(lo, min(lo+generated.Span, n))
		switch op {
		case forward:
			sum.add(generated.HingeSum(&span))
		case forwardNone:
			generated.HingeEach(&span)
		case backward:
			generated.HingeGrad(&span)
		case backwardNone:
			generated.HingeGradEach(&span)
		case forwardBackward:
			sum.add(generated.HingeSumGrad(&span))
		case forwardBackwardNone:
			generated.HingeEachGrad(&span)
		}
	}
	return sum.value()
}
