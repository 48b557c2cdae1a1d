package spans

import (
	"unsafe"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/cpuid"
)

// Counts is pairs by kind. Pairs of weight 0 are left out.
type Counts struct {
	Active, Wrong, Untied int64 // see generated.Args
	NaN                   int64 // y·(x1 - x2) is NaN
}

func (c *Counts) add(d Counts) {
	c.Active += d.Active
	c.Wrong += d.Wrong
	c.Untied += d.Untied
	c.NaN += d.NaN
}

// RunCounted is RunOne for a call with Counted set, and returns how many pairs are NaN.
//
// Kernels count the pairs that are not tied, which are right, wrong or NaN. If there is a NaN, the sum of the losses is NaN.
// Only then are the right pairs counted, too.
func RunCounted[T any](op generated.Op, tier cpuid.Tier, a *generated.Args) (nan int64) {
	right := int64(-1)
	if overwrites(a) {
		right = rightOf[T](tier, a)
	}
	RunOne[T](op, tier, a)
	if a.Sum == a.Sum {
		return 0
	}
	if right < 0 {
		right = rightOf[T](tier, a)
	}
	return int64(a.Untied) - int64(a.Wrong) - right
}

// rightOf counts the pairs of a with y·(x1 - x2) above 0. These are the wrong ones if x1 and x2 are exchanged.
func rightOf[T any](tier cpuid.Tier, a *generated.Args) int64 {
	b := generated.Args{
		X1: a.X2, X2: a.X1, Y: a.Y, Signs: a.Signs, Weights: a.Weights,
		N: a.N, Weight: a.Weight, Counted: true,
	}
	RunOne[T](generated.Sum, tier, &b)
	return int64(b.Wrong)
}

// overwrites reports whether a gradient takes the place of an input that the order of pairs depends on.
func overwrites(a *generated.Args) bool {
	return a.GX1 != nil && isOrdering(a, a.GX1) || a.GX2 != nil && isOrdering(a, a.GX2) || a.GY != nil && isOrdering(a, a.GY)
}

func isOrdering(a *generated.Args, out unsafe.Pointer) bool {
	return out == a.X1 || out == a.X2 || out == a.Y || out == a.Weights
}
