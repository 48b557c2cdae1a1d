package loss

import (
	"fmt"
	"math"

	"github.com/marginrank/marginrank/generated"
)

// MarginRanking is the criterion max(0, -y·(x1 - x2) + Margin). Its zero value
// has PyTorch's defaults: margin 0, reduction mean.
type MarginRanking[T Float] struct {
	// Margin is the difference of scores that a pair must exceed for its loss to
	// be 0. It is rounded to T. A negative margin tolerates a wrong order.
	Margin float64
	// Reduction is Mean or Sum for Forward, Backward and ForwardBackward. The
	// None methods have no use for it.
	Reduction Reduction
	// Workers is the number of goroutines that a call may use, the caller's among
	// them: 1 for no other, 0 (or less) for as many as the pairs are worth. Up to
	// 131,072 pairs there is no other. The result is the same to the bit.
	Workers int
}

// Forward returns the mean or the sum of the losses of p.
//
// The result is not rounded to T, so a Float16 sum does not overflow. The mean of
// no pairs is NaN, their sum 0.
//
// The errors are ErrReduction for a reduction other than Mean and Sum, ErrLength
// and ErrLabels.
func (c MarginRanking[T]) Forward(p Pairs[T]) (float64, error) {
	if err := c.checkReduced("Forward"); err != nil {
		return 0, err
	}
	return c.reduced(forward, &Grads[T]{}, &p, 0)
}

// Backward stores in g the gradients of the mean or the sum, each times upstream:
// the gradient that arrives from what uses the loss, 1 if nothing does.
//
// With u = -y·(x1 - x2) + margin and gm = upstream where u >= 0, else 0 (for Mean,
// upstream / N), they are gm·(-y) for X1, the negative of that for X2, and
// -(gm·(x1 - x2)) for Y. A field of g may be exactly one of the arrays of p.
// Upstream is rounded to float32 first, unless T is a float64.
//
// The errors are ErrReduction for a reduction other than Mean and Sum, ErrLength,
// ErrLabels and ErrOverlap.
func (c MarginRanking[T]) Backward(g Grads[T], p Pairs[T], upstream float64) error {
	if err := c.checkReduced("Backward"); err != nil {
		return err
	}
	_, err := c.reduced(backward, &g, &p, upstream)
	return err
}

// ForwardBackward returns what Forward does and stores what Backward does, and
// reads every pair once for both.
func (c MarginRanking[T]) ForwardBackward(g Grads[T], p Pairs[T], upstream float64) (float64, error) {
	if err := c.checkReduced("ForwardBackward"); err != nil {
		return 0, err
	}
	return c.reduced(forwardBackward, &g, &p, upstream)
}

// ForwardNone stores the loss of each pair in dst, which must have the length of
// p and may be exactly one of its arrays.
//
// The errors are ErrLength, ErrLabels and ErrOverlap.
func (c MarginRanking[T]) ForwardNone(dst []T, p Pairs[T]) error {
	return c.none(forwardNone, &p, &Grads[T]{}, nil, dst)
}

// BackwardNone stores in g the gradients of the losses, of each pair times its
// element of upstream. For the formulas see Backward; a field of g may be exactly
// one of the arrays of p, or upstream.
//
// The errors are ErrLength, ErrLabels and ErrOverlap.
func (c MarginRanking[T]) BackwardNone(g Grads[T], p Pairs[T], upstream []T) error {
	return c.none(backwardNone, &p, &g, upstream, nil)
}

// ForwardBackwardNone stores what ForwardNone and BackwardNone do, and reads
// every pair once for both.
func (c MarginRanking[T]) ForwardBackwardNone(dst []T, g Grads[T], p Pairs[T], upstream []T) error {
	return c.none(forwardBackwardNone, &p, &g, upstream, dst)
}

// reduced is the methods for one value. Here and in none the batch is filled in place:
// a copy of it costs more than a small kernel.
func (c *MarginRanking[T]) reduced(op operation, g *Grads[T], p *Pairs[T], upstream float64) (float64, error) {
	var b generated.Batch[T]
	b.X1, b.X2, b.Y, b.Signs = p.X1, p.X2, p.Y, p.Signs
	b.GX1, b.GX2, b.GY = g.X1, g.X2, g.Y
	if err := check(&b); err != nil {
		return 0, err
	}
	n := len(p.X1)
	switch {
	case g.wanted():
		b.Scale = c.scale(upstream, n)
	case op == backward:
		return 0, nil
	default:
		op = forward
	}
	b.Margin = marginOf[T](c.Margin)
	sum := run(op, &b, c.Workers)
	switch {
	case c.Reduction == Sum:
		return sum, nil
	case n == 0:
		return math.NaN(), nil // 0/0 has another sign on some machines
	default:
		return sum / float64(n), nil
	}
}

// none is the None methods: it stores one value a pair.
func (c *MarginRanking[T]) none(op operation, p *Pairs[T], g *Grads[T], upstream, dst []T) error {
	var b generated.Batch[T]
	b.X1, b.X2, b.Y, b.Signs, b.Upstream = p.X1, p.X2, p.Y, p.Signs, upstream
	b.Out, b.GX1, b.GX2, b.GY = dst, g.X1, g.X2, g.Y
	if err := check(&b); err != nil {
		return err
	}
	// For check a nil array is one that the call has not. Here it is an empty one.
	n := len(p.X1)
	if op != backwardNone && len(dst) != n {
		return lengthError("dst", len(dst), n)
	}
	if op != forwardNone && len(upstream) != n {
		return lengthError("upstream", len(upstream), n)
	}
	if !g.wanted() {
		if op == backwardNone {
			return nil
		}
		op = forwardNone
	}
	b.Margin = marginOf[T](c.Margin)
	run(op, &b, c.Workers)
	return nil
}

// checkReduced reports a reduction that gives no single value.
func (c *MarginRanking[T]) checkReduced(method string) error {
	switch c.Reduction {
	case Mean, Sum:
		return nil
	case None:
		return fmt.Errorf("%w: %s serves mean and sum; for none there is %[2]sNone", ErrReduction, method)
	}
	return wordError(c.Reduction.String())
}

// scale is the upstream gradient of each of n pairs, in compute precision.
func (c *MarginRanking[T]) scale(upstream float64, n int) float64 {
	if c.Reduction != Mean {
		n = 1
	}
	if generated.DTypeOf[T]() == generated.F64 {
		return upstream / float64(n)
	}
	return float64(float32(upstream) / float32(n))
}

// wanted reports whether any gradient is.
func (g *Grads[T]) wanted() bool { return g.X1 != nil || g.X2 != nil || g.Y != nil }
