package loss

import (
	"unsafe"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/spans"
)

// A method is one with pairs: what to compute if all outputs are wanted, and what else it is
// like.
type method uint8

const (
	operation     method = 1<<3 - 1        // a generated.Op
	single        method = 1 << (iota + 2) // it returns a single value
	counted                                // it counts pairs
	needsDst                               // dst may not be nil
	needsUpstream                          // nor may upstream
	right                                  // nothing is wrong with the call

	forward              = method(generated.Sum) | single
	backward             = method(generated.Grad) | single
	forwardBackward      = method(generated.SumGrad) | single
	forwardNone          = method(generated.Each) | needsDst
	backwardNone         = method(generated.Grad) | needsUpstream
	forwardBackwardNone  = method(generated.EachGrad) | needsDst | needsUpstream
	forwardStats         = forward | counted
	forwardBackwardStats = forwardBackward | counted
)

// String is the name of the method.
func (m method) String() string {
	return map[method]string{forward: "Forward", backward: "Backward", forwardBackward: "ForwardBackward",
		forwardStats: "ForwardStats", forwardBackwardStats: "ForwardBackwardStats"}[m&^right]
}

// arrays is what methods with a value a pair have besides. If there is a list, all arrays of the call
// are put on it, and nothing else is done.
type arrays[T Float] struct {
	upstream, dst []T
	list          *list
}

// run checks a call with pairs and computes. A sum alone has no gradients, and a single value no
// arrays besides: then g and e are nil.
//
// In this function alone every array has a name: it is a line that tells what errors call
// the array, where it is, and where the kernels find it.
func (c *MarginRanking[T]) run(tier cpuid.Tier, m method, g *Grads[T], p *Pairs[T], e *arrays[T], upstream float64) (spans.Total, error) {
	k := columns{n: len(p.X1)}
	if e != nil && e.list != nil {
		k.n, k.list = listing, e.list
	}
	var a generated.Args // here, so that the compiler sees that the arrays may stay on a stack
	a.X1 = required(&k, "X1", p.X1, input)
	a.X2 = required(&k, "X2", p.X2, input)
	a.Y = optional(&k, "Y", p.Y, input)
	a.Signs = (*int8)(optional(&k, "Signs", p.Signs, private))
	a.Weights = optional(&k, "Weights", p.Weights, input)
	a.Margins = optional(&k, "Margins", p.Margins, input)
	wrong := a.Y != nil && a.Signs != nil || !c.valid(m&single != 0)
	if e != nil {
		a.Upstream = optional(&k, "upstream", e.upstream, input)
		a.Out = optional(&k, "dst", e.dst, output)
		wrong = wrong || m&needsDst != 0 && len(e.dst) != k.n || m&needsUpstream != 0 && len(e.upstream) != k.n
	}
	op := generated.Op(m & operation)
	if op != generated.Sum {
		a.GX1 = optional(&k, "Grads.X1", g.X1, output)
		a.GX2 = optional(&k, "Grads.X2", g.X2, output)
		a.GY = optional(&k, "Grads.Y", g.Y, output)
		wrong = wrong || !apart(&a, uintptr(k.n)*unsafe.Sizeof(*new(T))-1)
	}
	if (wrong || k.wrong) && m&right == 0 {
		return c.doubt(tier, m, g, p, e, upstream)
	}

	divisor := float64(k.n)
	if m&single != 0 && p.Weights != nil && c.Reduction == Mean {
		divisor = sumOf(tier, p.Weights, c.Workers)
	}
	if op != generated.Sum {
		if a.GX1 == nil && a.GX2 == nil && a.GY == nil {
			switch op {
			case generated.SumGrad:
				op = generated.Sum
			case generated.EachGrad:
				op = generated.Each
			case generated.Grad:
				return spans.Total{}, nil
			}
		}
		a.Scale = c.scale(upstream, divisor)
	}
	a.N = k.n
	a.Counted = m&counted != 0
	c.scalars(&a)
	t := spans.Run[T](op, tier, &a, c.Workers, c.KeepInCache)
	t.Sum = c.reduce(t.Sum, divisor)
	return t, nil
}

// doubt is run for a call with which something may be wrong, or of which the list is wanted.
func (c *MarginRanking[T]) doubt(tier cpuid.Tier, m method, g *Grads[T], p *Pairs[T], e *arrays[T], upstream float64) (spans.Total, error) {
	if e != nil && e.list != nil {
		return spans.Total{}, nil
	}
	if err := c.fault(m, g, p, e); err != nil {
		return spans.Total{}, err
	}
	return c.run(tier, m|right, g, p, e, upstream)
}

// fault returns the error of the first thing that is wrong with a call.
func (c *MarginRanking[T]) fault(m method, g *Grads[T], p *Pairs[T], e *arrays[T]) error {
	if err := c.invalid(m); err != nil {
		return err
	}
	if p.Y != nil && p.Signs != nil {
		return labelError()
	}
	n := len(p.X1)
	l := list{other: "X1", want: n}
	listed := arrays[T]{list: &l}
	if e != nil {
		listed.upstream, listed.dst = e.upstream, e.dst
	}
	c.run(cpuid.Portable, m, g, p, &listed, 0)
	if err := l.lengths(); err != nil {
		return err
	}
	if err := l.overlaps(); err != nil || e == nil {
		return err
	}
	// To the list a nil array is one that the call has not. Here it is an empty one.
	switch {
	case m&needsDst != 0 && len(e.dst) != n:
		return lengthError("dst", 0, "X1", n)
	case m&needsUpstream != 0 && len(e.upstream) != n:
		return lengthError("upstream", 0, "X1", n)
	}
	return nil
}

// invalid returns the error of a criterion that does not suit the method.
func (c *MarginRanking[T]) invalid(m method) error {
	switch {
	case c.valid(m&single != 0):
		return nil
	case m&single == 0:
		return c.boundaryFault()
	}
	return c.criterionFault(m.String(), (m&^counted).String()+"None")
}

// sumOf adds weights up, as losses are: those of pairs with these weights, equal scores and margin 1.
// It is NaN if a weight is not finite.
func sumOf[T Float](tier cpuid.Tier, weights []T, workers int) float64 {
	one := generated.ScalarOf[T](1)
	a := generated.Args{N: len(weights), Margin: one, Weight: one}
	a.Weights = unsafe.Pointer(unsafe.SliceData(weights))
	a.X1, a.X2 = a.Weights, a.Weights
	return spans.Run[T](generated.Sum, tier, &a, workers, true).Sum
}
