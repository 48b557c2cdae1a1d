package spans

import (
	"unsafe"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/element"
)

// Counts is the number of pairs of each kind. Pairs of weight 0 are not counted. All other pairs are tied.
type Counts struct {
	Active, Wrong, Right int64 // see generated.Args
	NaN                  int64 // pairs for which y·(x1 - x2) is NaN
}

func (c *Counts) add(d Counts) {
	c.Active += d.Active
	c.Wrong += d.Wrong
	c.Right += d.Right
	c.NaN += d.NaN
}

// RunCounted is RunOne for arguments with Counted set. It returns the number of pairs for which y·(x1 - x2) is
// NaN.
//
// Kernels count right and wrong pairs. The other pairs are tied or NaN. If there is a NaN, the sum of the losses is NaN: only then
// are the pairs counted that are not NaN.
func RunCounted[T any](op generated.Op, tier cpuid.Tier, a *generated.Args) (nan int64) {
	if overwrites(a) {
		nan = countNaN[T](tier, a)
		RunOne[T](op, tier, a)
		return nan
	}
	RunOne[T](op, tier, a)
	if a.Sum != a.Sum {
		nan = countNaN[T](tier, a)
	}
	return nan
}

// countNaN counts the pairs of a that are not right, tied or wrong. With x1 and x2 exchanged and a margin of 0, the active
// pairs are the right and the tied ones, and the right pairs are the wrong ones.
//
//go:noinline
func countNaN[T any](tier cpuid.Tier, a *generated.Args) int64 {
	b := generated.Args{
		X1: a.X2, X2: a.X1, Y: a.Y, Signs: a.Signs, Weights: a.Weights,
		N: a.N, Weight: a.Weight, Counted: true,
	}
	RunOne[T](generated.Sum, tier, &b)
	pairs := int64(a.N)
	if a.Weights != nil {
		pairs = element.CountNonZero(unsafe.Slice((*T)(a.Weights), a.N))
	}
	return pairs - int64(b.Active) - int64(b.Right)
}

// overwrites reports whether a gradient is stored over an input that decides which pairs are right.
func overwrites(a *generated.Args) bool {
	return a.GX1 != nil && isOrdering(a, a.GX1) || a.GX2 != nil && isOrdering(a, a.GX2) || a.GY != nil && isOrdering(a, a.GY)
}

func isOrdering(a *generated.Args, out unsafe.Pointer) bool {
	return out == a.X1 || out == a.X2 || out == a.Y || out == a.Weights
}
