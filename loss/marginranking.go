package loss

import (
	"fmt"
	"math"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/share"
)

// AllProcessors, as the Workers of a MarginRanking, asks for as many goroutines as there are processors.
const AllProcessors = share.AllProcessors

// MarginRanking is the criterion max(0, -y·(x1 - x2) + Margin). Its zero value
// has PyTorch's defaults: margin 0, reduction mean.
type MarginRanking[T Float] struct {
	// Margin is the difference of scores that a pair must exceed for its loss to
	// be 0. It is rounded to T. A negative margin tolerates a wrong order. Pairs.Margins,
	// if there are any, take its place.
	Margin float64
	// Reduction is Mean or Sum for Forward, Backward and ForwardBackward. The
	// None methods have no use for it.
	Reduction Reduction
	// Workers is the number of goroutines that a call may use, the caller's among them. 0 and 1
	// mean the caller's goroutine alone: the call starts and wakes no other. AllProcessors, and any
	// other negative number, asks for as many as there are processors. The result is the same to the bit.
	//
	// Small calls always run on the caller's goroutine: under 1 MiB in total, with any array of 128 KiB or
	// less, or with up to 128Ki items of lists. So do calls with an array on a stack, calls for pairs by index, and calls
	// from which waking a processor would take more than it gives. Builds with the tag purego, and for
	// other architectures than amd64 and arm64, cannot tell what is on a stack: there all calls do.
	//
	// All calls together use at most GOMAXPROCS-1 helper goroutines. An idle helper spins for 50 µs and then exits.
	Workers int
	// KeepInCache says that the outputs are read right after the call. Without it, they
	// are stored around the caches if the call's arrays fill three quarters of the last one:
	// on amd64, if outputs begin at a multiple of 64 bytes, and pairs have neither weights nor
	// margins and are not counted. The result is the same.
	KeepInCache bool
}

// Forward returns the mean or the sum of the losses of p. With p.Weights each loss is
// multiplied by its weight, and a mean divided by the sum of the weights.
//
// The result is not rounded to T, so a Float16 sum does not overflow. The mean of
// no pairs, or of weights that are all 0, is NaN; their sum is 0.
//
// The errors are ErrReduction for a reduction other than Mean and Sum, ErrLength
// and ErrLabels.
func (c MarginRanking[T]) Forward(p Pairs[T]) (float64, error) {
	n := len(p.X1)
	if c.Reduction > Sum || !p.small(n) {
		value, _, err := c.reduced(forward, &Grads[T]{}, &p, 0, false)
		return value, err
	}
	sum, left := generated.HingeSum(data(p.X1), data(p.X2), data(p.Y), data(p.Signs), n, marginOf[T](c.Margin))
	return c.reduce(total{sum: sum, left: left}, float64(n)), nil
}

// Backward stores in g the gradients of the mean or the sum, each times upstream:
// the gradient that arrives from what uses the loss, 1 if nothing does.
//
// With u = -y·(x1 - x2) + margin and gm = upstream where u >= 0, else 0 (for Mean,
// upstream / N, or divided by the sum of the weights), they are gm·(-y) for X1, the negative of that for X2, and
// -(gm·(x1 - x2)) for Y. With weights, upstream is multiplied by the pair's. A field of g
// may be exactly one of the arrays of p.
// Upstream is rounded to float32 first, unless T is a float64.
//
// The errors are ErrReduction for a reduction other than Mean and Sum, ErrLength,
// ErrLabels and ErrOverlap.
func (c MarginRanking[T]) Backward(g Grads[T], p Pairs[T], upstream float64) error {
	n := len(p.X1)
	if c.Reduction > Sum || !p.small(n) || !g.small(&p) {
		_, _, err := c.reduced(backward, &g, &p, upstream, false)
		return err
	}
	generated.HingeGrad(data(g.X1), data(g.X2), data(g.Y), data(p.X1), data(p.X2), data(p.Y), data(p.Signs),
		n, marginOf[T](c.Margin), c.scale(upstream, float64(n)), false)
	return nil
}

// ForwardBackward returns what Forward does and stores what Backward does, and
// reads every pair once for both.
func (c MarginRanking[T]) ForwardBackward(g Grads[T], p Pairs[T], upstream float64) (float64, error) {
	n := len(p.X1)
	if c.Reduction > Sum || !p.small(n) || !g.small(&p) {
		value, _, err := c.reduced(forwardBackward, &g, &p, upstream, false)
		return value, err
	}
	sum, left := generated.HingeSumGrad(data(g.X1), data(g.X2), data(g.Y), data(p.X1), data(p.X2), data(p.Y), data(p.Signs),
		n, marginOf[T](c.Margin), c.scale(upstream, float64(n)), false)
	return c.reduce(total{sum: sum, left: left}, float64(n)), nil
}

// ForwardNone stores the loss of each pair in dst, which must have the length of
// p and may be exactly one of its arrays.
//
// The errors are ErrLength, ErrLabels and ErrOverlap.
func (c MarginRanking[T]) ForwardNone(dst []T, p Pairs[T]) error {
	n := len(p.X1)
	if !p.small(n) || !p.smallNone(dst, nil) {
		return c.none(forwardNone, &p, &Grads[T]{}, nil, dst)
	}
	generated.HingeEach(data(dst), data(p.X1), data(p.X2), data(p.Y), data(p.Signs), n, marginOf[T](c.Margin), false)
	return nil
}

// BackwardNone stores in g the gradients of the losses, of each pair times its
// element of upstream. For the formulas see Backward; a field of g may be exactly
// one of the arrays of p, or upstream.
//
// The errors are ErrLength, ErrLabels and ErrOverlap.
func (c MarginRanking[T]) BackwardNone(g Grads[T], p Pairs[T], upstream []T) error {
	n := len(p.X1)
	if !p.small(n) || !g.smallNone(&p, upstream, nil) {
		return c.none(backwardNone, &p, &g, upstream, nil)
	}
	generated.HingeGradEach(data(g.X1), data(g.X2), data(g.Y), data(p.X1), data(p.X2), data(p.Y), data(p.Signs), data(upstream),
		n, marginOf[T](c.Margin), false)
	return nil
}

// ForwardBackwardNone stores what ForwardNone and BackwardNone do, and reads
// every pair once for both.
func (c MarginRanking[T]) ForwardBackwardNone(dst []T, g Grads[T], p Pairs[T], upstream []T) error {
	n := len(p.X1)
	if !p.small(n) || !p.smallNone(dst, upstream) || !g.smallNone(&p, upstream, dst) {
		return c.none(forwardBackwardNone, &p, &g, upstream, dst)
	}
	generated.HingeEachGrad(data(dst), data(g.X1), data(g.X2), data(g.Y), data(p.X1), data(p.X2), data(p.Y), data(p.Signs), data(upstream),
		n, marginOf[T](c.Margin), false)
	return nil
}

// reduced is the methods for one value, whatever the arguments.
func (c *MarginRanking[T]) reduced(op operation, g *Grads[T], p *Pairs[T], upstream float64, counted bool) (float64, Stats, error) {
	if c.Reduction > Sum {
		method := op.String()
		if counted {
			method += "Stats"
		}
		return 0, Stats{}, c.reductionError(method, op.String()+"None")
	}
	b := batchOf(p)
	b.gx1, b.gx2, b.gy = g.X1, g.X2, g.Y
	b.weighted = b.weighted || counted
	if err := check(&b); err != nil {
		return 0, Stats{}, err
	}
	if !g.wanted() {
		if op == backward {
			return 0, Stats{}, nil
		}
		op = forward
	}
	divisor := float64(len(p.X1)) // of a mean
	if p.Weights != nil && c.Reduction == Mean {
		divisor = sumOfWeights(p.Weights, c.Workers)
	}
	b.scale = c.scale(upstream, divisor)
	sum := c.run(op, &b)
	return c.reduce(sum, divisor), sum.stats, nil
}

// none is the None methods: it stores one value a pair.
func (c *MarginRanking[T]) none(op operation, p *Pairs[T], g *Grads[T], upstream, dst []T) error {
	b := batchOf(p)
	b.upstream, b.out, b.gx1, b.gx2, b.gy = upstream, dst, g.X1, g.X2, g.Y
	if err := check(&b); err != nil {
		return err
	}
	// For check a nil array is one that the call has not. Here it is an empty one.
	n := len(p.X1)
	if op != backwardNone && len(dst) != n {
		return lengthError("dst", len(dst), "X1", n)
	}
	if op != forwardNone && len(upstream) != n {
		return lengthError("upstream", len(upstream), "X1", n)
	}
	if !g.wanted() {
		if op == backwardNone {
			return nil
		}
		op = forwardNone
	}
	c.run(op, &b)
	return nil
}

func (c *MarginRanking[T]) run(op operation, b *batch[T]) total {
	b.margin = marginOf[T](c.Margin)
	b.stream = !c.KeepInCache && !b.weighted && len(b.x1) > generated.Span && streams(b)
	return run(op, b, c.Workers)
}

// reduce is the value of a sum of losses, whose mean is that divided by their number or weight.
func (c *MarginRanking[T]) reduce(sum total, divisor float64) float64 {
	v := sum.value()
	if c.Reduction == Sum {
		return v
	}
	if v /= divisor; v != v {
		return math.NaN() // 0/0 has another sign on some machines
	}
	return v
}

// reductionError is the error of a method, which may have a companion for none, for a reduction
// beyond Sum: such give no single value.
func (c *MarginRanking[T]) reductionError(method, forNone string) error {
	if c.Reduction != None {
		return wordError(c.Reduction.String())
	}
	err := fmt.Errorf("%w: %s serves mean and sum", ErrReduction, method)
	if forNone != "" {
		err = fmt.Errorf("%w; for none there is %s", err, forNone)
	}
	return err
}

// scale is the upstream gradient of each pair, before its weight, in compute precision.
func (c *MarginRanking[T]) scale(upstream, divisor float64) float64 {
	mean := c.Reduction == Mean
	if generated.DTypeOf[T]() == generated.F64 {
		if mean {
			upstream /= divisor
		}
		return upstream
	}
	g := float32(upstream)
	if mean {
		g /= float32(divisor)
	}
	return float64(g)
}

// wanted reports whether any gradient is.
func (g *Grads[T]) wanted() bool { return g.X1 != nil || g.X2 != nil || g.Y != nil }
