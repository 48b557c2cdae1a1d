package loss

import (
	"fmt"
	"math"
	"unsafe"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/element"
	"github.com/marginrank/marginrank/internal/share"
)

// MarginRanking is the criterion max(0, -y·(x1 - x2) + Margin). Its zero value has PyTorch's defaults: margin
// 0 and reduction mean. Methods do not change it, so it may be used by several goroutines at once.
type MarginRanking[T Float] struct {
	// Margin is how far the right item must be ahead for the loss to be 0, in the unit of the scores. It
	// is rounded to T. A negative margin tolerates a slightly wrong order. If a batch has Margins of its own,
	// they are used instead.
	Margin float64
	// Reduction is Mean or Sum for the methods that return one value. Methods whose name ends with None
	// ignore it.
	Reduction Reduction
	// P is the power of the hinge, as p of torch.nn.MultiMarginLoss. 0 and 1 mean max(0, u); 2 means its
	// square, whose gradient is continuous: 2·max(0, u) times that of u. Any other number is ErrP.
	// Counts and accuracies are the same for both. The squares of lists are sums like those of weighted lists,
	// with the same bound of their error.
	P int
	// Boundary says whether a pair exactly on the margin is active, so that a gradient passes through it. The
	// zero value, Inclusive, is what PyTorch does up to version 2.13.
	Boundary Boundary
	// Workers is the number of goroutines that a call may use, including the caller's. 0 and 1 mean the
	// caller's goroutine alone. AllProcessors, and any other negative number, means as many goroutines as
	// there are processors. The result has the same bits in any case.
	//
	// Small calls always run on the caller's goroutine: under 1 MiB in total, with any array of 128 KiB or
	// less, or with at most 128Ki items of lists. So do calls for pairs by index, calls with an array on a
	// goroutine's stack, and calls that would not gain from waking a processor. Builds with the tag purego,
	// and for architectures other than amd64 and arm64, cannot tell which arrays are on a stack: all their
	// calls run on the caller's goroutine.
	//
	// All calls together use at most GOMAXPROCS-1 helper goroutines. An idle helper spins for 50 µs and then
	// exits.
	//
	// If reading an array can fault, as with a mapped file that another program truncates, leave Workers at 0
	// or 1. debug.SetPanicOnFault turns a fault on the calling goroutine into a panic, from which a program
	// can recover. A fault on a helper goroutine ends the program.
	Workers int
	// KeepInCache keeps the outputs in the caches, for programs that read them right after the call. Without
	// it, outputs are stored past the caches if the arrays of the call fill three quarters of the last-level
	// cache. This concerns amd64 and outputs that begin at a multiple of 64 bytes, with P below 2. The result
	// is the same.
	KeepInCache bool
}

// AllProcessors, as the Workers of a MarginRanking, allows as many goroutines as there are processors.
const AllProcessors = share.AllProcessors

// The functions that run calls are small, so that the compiler inlines them. Run is compiled in the packages
// of its users, where the compiler cannot inline functions of packages that these do not import, unless the
// functions are generic.

// margin is c.Margin, rounded to T if T has 16 bits.
func (c *MarginRanking[T]) margin() float64 {
	if unsafe.Sizeof(*new(T)) == 2 {
		return element.Round16[T](c.Margin)
	}
	return c.Margin
}

// least is the least u of an active pair: 0, or the least value above 0. Its bits are 0 or 1 in both
// precisions.
func (c *MarginRanking[T]) least() generated.Scalar { return generated.Scalar(c.Boundary) }

// scale is the upstream gradient of each pair of a batch, before it is multiplied by the pair's weight. A
// mean is divided by divisor.
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

// scalarOf rounds x to the compute precision of T. A result of -0 becomes +0. A NaN must not be one that is
// stored.
func scalarOf[T Float](x float64) generated.Scalar {
	if unsafe.Sizeof(*new(T)) == 8 {
		x += 0
		return *(*generated.Scalar)(unsafe.Pointer(&x))
	}
	f := float32(x) + 0
	return generated.Scalar(*(*uint32)(unsafe.Pointer(&f)))
}

// reduce is the value of a batch, given the sum of its losses. A mean is divided by divisor.
func (c *MarginRanking[T]) reduce(sum, divisor float64) float64 {
	if c.Reduction == Mean {
		// The number of pairs is often a power of 2. Its inverse is exact, and the processor computes it
		// while it still adds up losses.
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

// valid reports whether the power and the boundary of c exist, and the reduction suits a method that returns a single
// value, if the method does.
func (c *MarginRanking[T]) valid(single bool) bool {
	return uint(c.P) <= 2 && c.Boundary <= Exclusive && (!single || c.Reduction <= Sum)
}

// criterionFault returns the error of a criterion that is not valid for a method that returns a single value.
// forNone names the method that serves the reduction None, if there is one.
func (c *MarginRanking[T]) criterionFault(method, forNone string) error {
	switch {
	case c.Reduction == None && forNone != "":
		return fmt.Errorf("%w: %s serves mean and sum; for none there is %s", ErrReduction, method, forNone)
	case c.Reduction == None:
		return fmt.Errorf("%w: %s serves mean and sum", ErrReduction, method)
	case c.Reduction > Sum:
		return wordError(c.Reduction.String())
	}
	return c.powerOrBoundaryFault()
}

// powerOrBoundaryFault returns the error of a power or of a boundary that does not exist.
func (c *MarginRanking[T]) powerOrBoundaryFault() error {
	if uint(c.P) > 2 {
		return fmt.Errorf("%w: P is %d, not 1 or 2", ErrP, c.P)
	}
	if c.Boundary > Exclusive {
		return boundaryError(c.Boundary.String())
	}
	return nil
}
