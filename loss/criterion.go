package loss

import (
	"fmt"
	"math"
	"unsafe"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/element"
	"github.com/marginrank/marginrank/internal/share"
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
	// and 1 mean the caller's goroutine alone: the call starts and wakes no other.
	// AllProcessors, and any other negative number, asks for as many as there are processors.
	// The result is the same to the bit.
	//
	// Small calls always run on the caller's goroutine: under 1 MiB in total, with any array of
	// 128 KiB or less, or with up to 128Ki items of lists. So do calls with an array on a stack,
	// calls for pairs by index, and calls from which waking a processor would take more than it
	// gives. Builds with the tag purego, and for other architectures than amd64 and arm64,
	// cannot tell what is on a stack: there all calls do.
	//
	// All calls together use at most GOMAXPROCS-1 helper goroutines. An idle helper spins for
	// 50 µs and then exits.
	//
	// If reading an array can fault, as with a mapped file that somebody truncates, leave Workers at 0
	// or 1: debug.SetPanicOnFault makes a panic of a fault on the goroutine that calls it, which can be
	// recovered from. A fault on a helper goroutine ends the program, and nothing can prevent that.
	Workers int
	// KeepInCache says that the outputs are read right after the call. Without it, they
	// are stored around the caches if the call's arrays fill three quarters of the last one:
	// on amd64, if outputs begin at a multiple of 64 bytes. The result is the same.
	KeepInCache bool
}

// AllProcessors, as the Workers of a MarginRanking, asks for as many goroutines as there are processors.
const AllProcessors = share.AllProcessors

// What run calls is written so that the compiler makes it part of run, which it does up to some
// size. Run is compiled in the packages of its users: there it cannot do so with functions of packages
// that they don't import, but for generic ones.

// margin is c.Margin, rounded to T if that has 16 bits.
func (c *MarginRanking[T]) margin() float64 {
	if unsafe.Sizeof(*new(T)) == 2 {
		return element.Round16[T](c.Margin)
	}
	return c.Margin
}

// least is the least u of an active pair: 0, or the least value above 0, whose bits are 1 in either
// precision.
func (c *MarginRanking[T]) least() generated.Scalar { return generated.Scalar(c.Boundary) }

// scale is the upstream gradient of each pair of a batch, before the pair's weight. The divisor is
// that of a mean.
func (c *MarginRanking[T]) scale(upstream, divisor float64) generated.Scalar {
	if unsafe.Sizeof(*new(T)) < 8 {
		upstream, divisor = float64(float32(upstream)), float64(float32(divisor))
	}
	if c.Reduction == Mean {
		upstream /= divisor // 53 bits are enough to be rounded again
	}
	if upstream != upstream {
		return ^generated.Scalar(0) // a NaN that is stored is all ones
	}
	return scalarOf[T](upstream)
}

// scalarOf rounds x, which is no NaN that could be stored, to the precision in which elements of
// type T compute. It is not -0, to which a negative x may be rounded, too.
func scalarOf[T Float](x float64) generated.Scalar {
	if unsafe.Sizeof(*new(T)) == 8 {
		x += 0
		return *(*generated.Scalar)(unsafe.Pointer(&x))
	}
	f := float32(x) + 0
	return generated.Scalar(*(*uint32)(unsafe.Pointer(&f)))
}

// reduce is the value of a batch, given the sum of its losses. The divisor is that of a mean.
func (c *MarginRanking[T]) reduce(sum, divisor float64) float64 {
	if c.Reduction == Mean {
		// Many batches have a power of 2 of pairs. Its inverse is exact, and the processor computes it
		// while it still adds losses up.
		if *(*uint64)(unsafe.Pointer(&divisor))<<12 == 0 {
			sum *= 1 / divisor
		} else {
			sum /= divisor
		}
	}
	if sum != sum {
		return nan // 0/0 has another sign on some machines
	}
	return sum
}

// nan is the only NaN that methods return.
var nan = math.NaN()

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
