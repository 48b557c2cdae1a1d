package loss

import "github.com/marginrank/marginrank/internal/cpuid"

// Forward returns the mean or the sum of the losses of p. With p.Weights, each loss is multiplied by the
// weight of its pair, and a mean is divided by the sum of the weights.
//
// The result is not rounded to T, so a Float16 sum does not overflow. If there are no pairs, or if all
// weights are 0, the mean is NaN and the sum is 0.
//
// The errors are ErrReduction for a reduction other than Mean and Sum, ErrP, ErrBoundary, ErrLength and ErrLabels.
func (c MarginRanking[T]) Forward(p Pairs[T]) (float64, error) {
	return run[forward](&c, cpuid.Current, &p, others[T]{})
}

// Backward stores in grads the gradients of the mean or the sum, times upstream. Upstream is the gradient
// that arrives from whatever uses the loss, 1 if nothing does.
//
// With d = x1 - x2 and u = margin - y·d, a pair is active if u >= 0, or with the boundary Exclusive if u > 0.
// Let g be upstream if the pair is active, and 0 otherwise. The gradients are -y·g for X1, y·g for X2, and
// -g·d for Y. For Mean, upstream is divided by the number of pairs first, or by the sum of the weights. With
// p.Weights, g is multiplied by the weight of the pair, and with P = 2 by 2·max(0, u). Upstream is rounded to
// float32 first, unless T is float64.
//
// A field of grads may be exactly one of the arrays of p. If all fields of grads are nil, Backward checks its
// arguments and stores nothing.
//
// The errors are ErrReduction for a reduction other than Mean and Sum, ErrP, ErrBoundary, ErrLength, ErrLabels and
// ErrOverlap.
func (c MarginRanking[T]) Backward(grads Grads[T], p Pairs[T], upstream float64) error {
	_, err := run[backward](&c, cpuid.Current, &p, others[T]{grads: &grads, upstream: upstream})
	return err
}

// ForwardBackward returns what Forward returns and stores what Backward stores. It reads every pair once, and
// so takes less time than both. If all fields of grads are nil, it only returns the loss. The errors are
// those of Backward.
func (c MarginRanking[T]) ForwardBackward(grads Grads[T], p Pairs[T], upstream float64) (float64, error) {
	return run[forwardBackward](&c, cpuid.Current, &p, others[T]{grads: &grads, upstream: upstream})
}

// ForwardStats returns what Forward returns, and counts the pairs. If the pairs are in the caches, it takes up to
// three times as long as Forward. The errors are the same.
func (c MarginRanking[T]) ForwardStats(p Pairs[T]) (v float64, stats Stats, err error) {
	v, err = run[forwardStats](&c, cpuid.Current, &p, others[T]{stats: &stats})
	return
}

// ForwardBackwardStats returns and stores what ForwardBackward does, and counts the pairs as ForwardStats
// does. The errors are the same.
func (c MarginRanking[T]) ForwardBackwardStats(grads Grads[T], p Pairs[T], upstream float64) (v float64, stats Stats, err error) {
	v, err = run[forwardBackwardStats](&c, cpuid.Current, &p, others[T]{grads: &grads, upstream: upstream, stats: &stats})
	return
}

// ForwardNone stores the loss of each pair in dst, times the weight of the pair if p has weights. Dst has the
// length of p.X1, and may be exactly one of the arrays of p.
//
// The errors are ErrP, ErrBoundary, ErrLength, ErrLabels and ErrOverlap.
func (c MarginRanking[T]) ForwardNone(dst []T, p Pairs[T]) error {
	_, err := run[forwardNone](&c, cpuid.Current, &p, others[T]{each: &arrays[T]{dst: dst}})
	return err
}

// BackwardNone stores in grads the gradients of the losses. The gradients of pair i are multiplied by
// upstream[i]; see Backward for the formulas. A field of grads may be exactly one of the arrays of p, or
// upstream.
//
// The errors are ErrP, ErrBoundary, ErrLength, ErrLabels and ErrOverlap.
func (c MarginRanking[T]) BackwardNone(grads Grads[T], p Pairs[T], upstream []T) error {
	_, err := run[backwardNone](&c, cpuid.Current, &p, others[T]{grads: &grads, each: &arrays[T]{upstream: upstream}})
	return err
}

// ForwardBackwardNone stores what ForwardNone and BackwardNone store. It reads every pair once. The errors
// are those of BackwardNone.
func (c MarginRanking[T]) ForwardBackwardNone(dst []T, grads Grads[T], p Pairs[T], upstream []T) error {
	_, err := run[forwardBackwardNone](&c, cpuid.Current, &p, others[T]{grads: &grads, each: &arrays[T]{upstream: upstream, dst: dst}})
	return err
}
