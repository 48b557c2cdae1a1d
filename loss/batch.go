package loss

import (
	"unsafe"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/element"
	"github.com/marginrank/marginrank/internal/spans"
)

// A method of MarginRanking with pairs is a type here, whose size in bytes says what the method does. So the compiler
// compiles run once for each method, with everything about the method constant. A call with a few pairs takes a third less
// time for that.
type method interface {
	forward | forwardStats | forwardNone | backward | backwardNone | forwardBackward | forwardBackwardStats | forwardBackwardNone | accumulate
}

type (
	forward              [single + traits(generated.Sum)]byte
	forwardStats         [counted + single + traits(generated.Sum)]byte
	forwardNone          [needsDst + traits(generated.Each)]byte
	backward             [single + traits(generated.Grad)]byte
	backwardNone         [needsUpstream + traits(generated.Grad)]byte
	forwardBackward      [single + traits(generated.SumGrad)]byte
	forwardBackwardStats [counted + single + traits(generated.SumGrad)]byte
	forwardBackwardNone  [needsDst + needsUpstream + traits(generated.EachGrad)]byte
	accumulate           [tallied + single + traits(generated.Sum)]byte
)

// A traits describes a method: the generated.Op that it computes if all outputs are wanted, and these flags.
type traits uintptr

const (
	single        traits = 1 << (iota + 3) // it returns a single value
	counted                                // it counts pairs
	needsDst                               // dst may not be nil
	needsUpstream                          // nor may upstream
	tallied                                // it adds sum and counts to a tally, whatever the reduction
)

// op is what the method computes if all outputs are wanted.
func (m traits) op() generated.Op { return generated.Op(m % single) }

// others has the arguments that only some methods have. For other methods they are nil.
type others[T Float] struct {
	grads    *Grads[T]
	each     *arrays[T]
	stats    *Stats
	upstream float64
}

// arrays is what methods with a value per pair have, and what is rare: a field more of others would not fit into registers.
type arrays[T Float] struct {
	upstream, dst []T
	tally         *spans.Tally
}

// run checks a call with pairs, computes its results, and returns the value of methods that have one.
//
// Every array has a line here that gives its address to the kernels, and a line in listed that gives its name to
// errors. The time of a call with a few pairs is the instructions of this function, so what only rare calls need is in other
// functions.
func run[M method, T Float](c *MarginRanking[T], tier cpuid.Tier, p *Pairs[T], o others[T]) (float64, error) {
	m := traits(unsafe.Sizeof(*new(M)))
	n := len(p.X1)
	var a generated.Args // here, so that the compiler sees that the arrays may stay on a stack
	if len(p.X2) != n || p.Y != nil && p.Signs != nil || !c.valid(m&single != 0) {
		return 0, fault(c, m, p, o)
	}
	a.X1 = unsafe.Pointer(unsafe.SliceData(p.X1))
	a.X2 = unsafe.Pointer(unsafe.SliceData(p.X2))
	if p.Y != nil {
		if a.Y = unsafe.Pointer(unsafe.SliceData(p.Y)); len(p.Y) != n {
			return 0, fault(c, m, p, o)
		}
	}
	if p.Signs != nil {
		if a.Signs = unsafe.SliceData(p.Signs); len(p.Signs) != n {
			return 0, fault(c, m, p, o)
		}
	}
	if p.Weights != nil {
		if a.Weights = unsafe.Pointer(unsafe.SliceData(p.Weights)); len(p.Weights) != n {
			return 0, fault(c, m, p, o)
		}
	}
	if p.Margins != nil {
		if a.Margins = unsafe.Pointer(unsafe.SliceData(p.Margins)); len(p.Margins) != n {
			return 0, fault(c, m, p, o)
		}
	}
	if m&(needsDst|needsUpstream) != 0 {
		e := o.each
		if m&needsDst != 0 && len(e.dst) != n || m&needsUpstream != 0 && len(e.upstream) != n {
			return 0, fault(c, m, p, o)
		}
		a.Out = unsafe.Pointer(unsafe.SliceData(e.dst))
		a.Upstream = unsafe.Pointer(unsafe.SliceData(e.upstream))
	}
	op := m.op()
	gradients := op != generated.Sum && op != generated.Each
	if gradients {
		g := o.grads
		if g.X1 != nil {
			if a.GX1 = unsafe.Pointer(unsafe.SliceData(g.X1)); len(g.X1) != n {
				return 0, fault(c, m, p, o)
			}
		}
		if g.X2 != nil {
			if a.GX2 = unsafe.Pointer(unsafe.SliceData(g.X2)); len(g.X2) != n {
				return 0, fault(c, m, p, o)
			}
		}
		if g.Y != nil {
			if a.GY = unsafe.Pointer(unsafe.SliceData(g.Y)); len(g.Y) != n {
				return 0, fault(c, m, p, o)
			}
		}
	}
	if op != generated.Sum { // no output may lie near another array, or apart looks closer
		last := uintptr(n)*unsafe.Sizeof(*new(T)) - 1 // byte of an array, from its first one on
		x1, x2, labels := uintptr(a.X1)+last, uintptr(a.X2)+last, uintptr(a.Y)|uintptr(unsafe.Pointer(a.Signs))+last
		out, gx1, gx2, gy, up := uintptr(a.Out), uintptr(a.GX1), uintptr(a.GX2), uintptr(a.GY), uintptr(a.Upstream)+last
		rare := uintptr(a.Weights) | uintptr(a.Margins) // the one that is there
		if (gx1 != 0 && (near(gx1, 2*last, x1, x2, labels) || near(gx1, 2*last, gx2+last, gy+last, up)) ||
			gx2 != 0 && (near(gx2, 2*last, x1, x2, labels) || near(gx2, 2*last, gy+last, up, up)) ||
			gy != 0 && (near(gy, 2*last, x1, x2, labels) || near(gy, 2*last, up, up, up)) ||
			m&needsDst != 0 && (near(out, 2*last, x1, x2, labels) || near(out, 2*last, gx1+last, gx2+last, gy+last) || near(out, 2*last, up, up, up)) ||
			rare != 0 && (a.Weights != nil && a.Margins != nil || near(rare+last, 2*last, gx1+2*last, gx2+2*last, gy+2*last) || rare+last-out <= 2*last)) &&
			!apart(&a, n, unsafe.Sizeof(*new(T))) {
			return 0, fault(c, m, p, o)
		}
	}

	divisor, pairs := float64(n), int64(n)
	if m&single != 0 && p.Weights != nil && (m&counted != 0 || c.Reduction == Mean) {
		divisor, pairs = sumOf(tier, p.Weights, c.Workers)
	}
	if gradients {
		if a.GX1 == nil && a.GX2 == nil && a.GY == nil {
			if op == generated.Grad {
				return 0, nil
			}
			op = withoutGradients(op)
		}
		a.Scale = c.scale(o.upstream, divisor)
	}
	a.N = n
	if m&(counted|tallied) != 0 {
		a.Counted = true
	}
	a.Margin, a.Weight, a.Least = scalarOf[T](c.margin()), scalarOf[T](1), c.least()
	if c.isSquared() {
		op = spans.Squared(op)
	}
	if m&tallied != 0 {
		spans.RunInto[T](o.each.tally, op, tier, &a, c.Workers, true)
		return 0, nil
	}
	var sum float64
	if n <= generated.Span {
		if m&counted != 0 {
			nan := spans.RunCounted[T](op, tier, &a)
			o.stats.set(pairs, spans.Counts{Active: int64(a.Active), Wrong: int64(a.Wrong), Right: int64(a.Right), NaN: nan})
		} else {
			spans.RunOne[T](op, tier, &a)
		}
		sum = spans.Value[T](&a)
	} else {
		t := spans.Run[T](op, tier, &a, c.Workers, c.KeepInCache)
		if m&counted != 0 {
			o.stats.set(pairs, t.Counts)
		}
		sum = t.Sum
	}
	if m&single == 0 {
		return 0, nil
	}
	return c.reduce(sum, divisor), nil
}

// isSquared reports whether the loss is the square of the hinge.
func (c *MarginRanking[T]) isSquared() bool { return c.P == 2 }

// withoutGradients is the operation that computes the losses alone.
func withoutGradients(op generated.Op) generated.Op {
	if op == generated.SumGrad {
		return generated.Sum
	}
	return generated.Each
}

// fault returns the error of the first thing that is wrong with a call.
func fault[T Float](c *MarginRanking[T], m traits, p *Pairs[T], o others[T]) error {
	if !c.valid(m&single != 0) {
		return c.invalid(m)
	}
	if p.Y != nil && p.Signs != nil {
		return labelError()
	}
	l := list{other: "X1", want: len(p.X1)}
	listed(&l, m, p, o)
	if err := l.lengths(); err != nil {
		return err
	}
	return l.overlaps()
}

// fault returns the error of the first thing that is wrong with the arrays of p.
func (p *Pairs[T]) fault() error { return fault(new(MarginRanking[T]), single, p, others[T]{}) }

// invalid returns the error of a criterion that is not valid for a method.
func (c *MarginRanking[T]) invalid(m traits) error {
	if m&single == 0 {
		return c.powerOrBoundaryFault()
	}
	name := map[generated.Op]string{generated.Sum: "Forward", generated.Grad: "Backward", generated.SumGrad: "ForwardBackward"}[m.op()]
	forNone := name + "None"
	if m&counted != 0 {
		name += "Stats"
	}
	return c.criterionFault(name, forNone)
}

// listed adds the arrays of a call to a list.
func listed[T Float](l *list, m traits, p *Pairs[T], o others[T]) {
	required(l, "X1", p.X1, input)
	required(l, "X2", p.X2, input)
	optional(l, "Y", p.Y, input)
	optional(l, "Signs", p.Signs, private)
	optional(l, "Weights", p.Weights, input)
	optional(l, "Margins", p.Margins, input)
	if e := o.each; e != nil {
		if m&needsDst != 0 {
			required(l, "dst", e.dst, output)
		}
		if m&needsUpstream != 0 {
			required(l, "upstream", e.upstream, input)
		}
	}
	if g := o.grads; g != nil {
		optional(l, "Grads.X1", g.X1, output)
		optional(l, "Grads.X2", g.X2, output)
		optional(l, "Grads.Y", g.Y, output)
	}
}

// sumOf adds up weights, and counts those that are not 0. The sum is NaN if a weight is not finite. It is not inlined: the
// frame of run would have a Tally.
//
//go:noinline
func sumOf[T Float](tier cpuid.Tier, weights []T, workers int) (sum float64, count int64) {
	var t spans.Tally
	count = addUp(&t, tier, weights, workers)
	return t.Total().Sum, count
}

// addUp adds weights to a tally that is empty, and counts those that are not 0. They are the losses of pairs with these weights, with
// the weights as both scores, and with margin 1: such a pair is active if its weight is finite and not 0.
func addUp[T Float](t *spans.Tally, tier cpuid.Tier, weights []T, workers int) (count int64) {
	one := scalarOf[T](1)
	a := generated.Args{N: len(weights), Margin: one, Weight: one, Counted: true}
	a.Weights = unsafe.Pointer(unsafe.SliceData(weights))
	a.X1, a.X2 = a.Weights, a.Weights
	spans.RunInto[T](t, generated.Sum, tier, &a, workers, true)
	if sum := t.Total().Sum; sum != sum {
		return element.CountNonZero(weights)
	}
	return t.Counts().Active
}
