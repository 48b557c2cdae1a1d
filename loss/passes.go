package loss

import "github.com/marginrank/marginrank/internal/cpuid"

// Forward returns the mean or the sum of the losses of p. With p.Weights each loss is
// multiplied by its weight, and a mean divided by the sum of the weights.
//
// The result is not rounded to T, so a Float16 sum does not overflow. The mean of
// no pairs, or of weights that are all 0, is NaN; their sum is 0.
//
// The errors are ErrReduction for a reduction other than Mean and Sum, ErrBoundary,
// ErrLength and ErrLabels.
func (c MarginRanking[T]) Forward(p Pairs[T]) (float64, error) {
	return run[forward](&c, cpuid.Current, &p, others[T]{})
}

// Backward stores in g the gradients of the mean or the sum, each times upstream:
// the gradient that arrives from what uses the loss, 1 if nothing does.
//
// With u = margin - y·(x1 - x2) and gm = upstream where the pair is active, else 0 (for Mean,
// upstream / N, or divided by the sum of the weights), they are gm·(-y) for X1, the negative of that for X2, and
// -(gm·(x1 - x2)) for Y. A pair is active if u >= 0, or with the boundary Exclusive if u > 0.
// With weights, upstream is multiplied by the pair's. A field of g may be exactly one of the arrays of p.
// Upstream is rounded to float32 first, unless T is a float64. If all fields of g are nil, Backward checks
// its arguments, and stores nothing.
//
// The errors are ErrReduction for a reduction other than Mean and Sum, ErrBoundary,
// ErrLength, ErrLabels and ErrOverlap.
func (c MarginRanking[T]) Backward(g Grads[T], p Pairs[T], upstream float64) error {
	_, err := run[backward](&c, cpuid.Current, &p, others[T]{grads: &g, upstream: upstream})
	return err
}

// ForwardBackward returns what Forward does and stores what Backward does, and
// reads every pair once for both. If all fields of g are nil, it is Forward: a loss and no error, but
// nothing to learn from.
func (c MarginRanking[T]) ForwardBackward(g Grads[T], p Pairs[T], upstream float64) (float64, error) {
	return run[forwardBackward](&c, cpuid.Current, &p, others[T]{grads: &g, upstream: upstream})
}

// ForwardNone stores the loss of each pair in dst, which must have the length of
// p and may be exactly one of its arrays.
//
// The errors are ErrBoundary, ErrLength, ErrLabels and ErrOverlap.
func (c MarginRanking[T]) ForwardNone(dst []T, p Pairs[T]) error {
	_, err := run[forwardNone](&c, cpuid.Current, &p, others[T]{each: &arrays[T]{dst: dst}})
	return err
}

// BackwardNone stores in g the gradients of the losses, of each pair times its
// element of upstream. For the formulas see Backward; a field of g may be exactly
// one of the arrays of p, or upstream.
//
// The errors are ErrBoundary, ErrLength, ErrLabels and ErrOverlap.
func (c MarginRanking[T]) BackwardNone(g Grads[T], p Pairs[T], upstream []T) error {
	_, err := run[backwardNone](&c, cpuid.Current, &p, others[T]{grads: &g, each: &arrays[T]{upstream: upstream}})
	return err
}

// ForwardBackwardNone stores what ForwardNone and BackwardNone do, and reads
// every pair once for both.
func (c MarginRanking[T]) ForwardBackwardNone(dst []T, g Grads[T], p Pairs[T], upstream []T) error {
	_, err := run[forwardBackwardNone](&c, cpuid.Current, &p, others[T]{grads: &g, each: &arrays[T]{upstream: upstream, dst: dst}})
	return err
}
