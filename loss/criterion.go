package loss

import (
	"fmt"
	"math"
	"unsafe"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/element"
)

// MarginRanking is the criterion max(0, -y·(x1 - x2) + Margin). Its zero value has
// PyTorch's defaults: margin 0, reduction mean.
type MarginRanking[T Float] struct {
	// Margin is the difference of scores that a pair must exceed for its loss to
	// be 0. It is rounded to T. A negative margin tolerates a wrong order. Pairs.Margins,
	// if there are any, take its place.
	Margin float64
	// Reduction is Mean or Sum for Forward, Backward and ForwardBackward. The
	// None methods have no use for it.
	Reduction Reduction
	// Boundary says whether a pair exactly on the margin passes its gradient and counts as
	// active. The zero value, Inclusive, is what PyTorch does up to version 2.13.
	Boundary Boundary
	// Workers is the number of goroutines that a call may use, the caller's among them. 0
	// and 1 mean the caller's goroutine alone, and AllProcessors means as many as there are
	// processors. The result is the same to the bit.
	//
	// Small calls always run on the caller's goroutine: under 1 MiB in total, with any array of
	// 128 KiB or less, or if waking a processor would cost more than it gains. Lists are shared
	// out whole, from 128Ki items on. Pairs by index run on the caller's goroutine. All calls
	// together use at most GOMAXPROCS-1 helper goroutines. An idle helper spins for 50 µs, so
	// that the next call finds it, and then exits.
	Workers int
	// KeepInCache says that the outputs are read right after the call. Without it, they
	// are stored around the caches if the call's arrays fill three quarters of the last one:
	// on amd64, if outputs begin at a multiple of 64 bytes, and pairs have neither weights nor
	// margins and are not counted. The result is the same.
	KeepInCache bool
}

// AllProcessors as MarginRanking.Workers allows as many goroutines as there are processors.
const AllProcessors = -1

// scalars sets what stands for all pairs where they have no arrays, but for Scale. The least u
// of an active pair is 0, or the least value above 0, whose bits are 1 in either precision.
func (c *MarginRanking[T]) scalars(a *generated.Args) {
	a.Margin, a.Weight, a.Least = scalarOf[T](c.margin()), scalarOf[T](1), generated.Scalar(c.Boundary)
}

// margin is c.Margin as a value of T. It is not -0.
func (c *MarginRanking[T]) margin() float64 {
	if unsafe.Sizeof(*new(T)) == 2 {
		return element.Round[T](c.Margin) + 0
	}
	return element.Compute[T](c.Margin) + 0 // what Round does, inlined
}

// scale is the upstream gradient of each pair of a batch, before the pair's weight, in
// compute precision. The divisor is that of a mean.
func (c *MarginRanking[T]) scale(upstream, divisor float64) float64 {
	g := element.Compute[T](upstream)
	if c.Reduction == Mean {
		g = element.Compute[T](g / element.Compute[T](divisor)) // as if it was divided in float32: 53 bits are enough for that
	}
	return g
}

// reduce is the value of a batch, given the sum of its losses. The divisor is that of a mean.
func (c *MarginRanking[T]) reduce(sum, divisor float64) float64 {
	if c.Reduction == Sum {
		return sum
	}
	v := sum / divisor
	if v != v {
		return math.NaN() // 0/0 has another sign on some machines
	}
	return v
}

// valid reports whether c has a boundary that exists and, if the method returns a single
// value, a reduction that gives one.
func (c *MarginRanking[T]) valid(single bool) bool {
	return c.Boundary <= Exclusive && (!single || c.Reduction <= Sum)
}

// criterionFault returns the error of a criterion that is not valid for a method that returns a
// single value. There may be a method for None.
func (c *MarginRanking[T]) criterionFault(method, forNone string) error {
	switch {
	case c.Reduction == None && forNone != "":
		return fmt.Errorf("%w: %s serves mean and sum; for none there is %s", ErrReduction, method, forNone)
	case c.Reduction == None:
		return fmt.Errorf("%w: %s serves mean and sum", ErrReduction, method)
	case c.Reduction > Sum:
		return wordError(c.Reduction.String())
	}
	return c.boundaryFault()
}

// boundaryFault returns the error of a boundary that does not exist.
func (c *MarginRanking[T]) boundaryFault() error {
	if c.Boundary > Exclusive {
		return boundaryError(c.Boundary.String())
	}
	return nil
}

// scalarOf is generated.ScalarOf, but the compiler inlines it.
func scalarOf[T Float](x float64) generated.Scalar {
	switch {
	case x != x:
		return ^generated.Scalar(0)
	case unsafe.Sizeof(*new(T)) == 8:
		return generated.Scalar(math.Float64bits(x))
	}
	return generated.Scalar(math.Float32bits(float32(x)))
}
