package kernels

import (
	"fmt"
	"math"
	"unsafe"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/cpuid"
)

// These are the results before a call. Kernels that do not sum or count leave them unchanged. Left begins as 0,
// because among the kernels that sum only portable ones and those on float64 elements set it.
const (
	oldSum, oldLeft               = 12345.5, 0
	oldActive, oldWrong, oldRight = 7, 9, 11
)

// An outcome is all that a call returns and stores.
type outcome[T any] struct {
	outputs   [x1][]T // nil if not wanted
	sum, left float64
	counts    counts
	problem   string // describes memory that the kernel must not change but did
}

type counts struct{ active, wrong, right uint32 }

// run makes the call, with arrays in memory from at.
func (c *call[T]) run(tier cpuid.Tier, at place) (o outcome[T]) {
	var arrays [columns]array[T]
	for i := columns - 1; i >= 0; i-- {
		switch {
		case c.inPlace[i] > 0:
			arrays[i] = arrays[c.inPlace[i]]
		case c.inputs[i] != nil || i < x1 && c.wanted[i]:
			arrays[i] = newArray(at, i, c.inputs[i], c.n, c.offset[i])
		}
	}
	a := generated.Args{
		N: c.n, Counted: c.counted, Stream: c.stream,
		Margin: generated.ScalarOf[T](c.margin), Scale: generated.ScalarOf[T](c.scale),
		Weight: generated.ScalarOf[T](1), Least: generated.ScalarOf[T](c.least),
		Sum: oldSum, Left: oldLeft, Active: oldActive, Wrong: oldWrong, Right: oldRight,
	}
	for i, field := range []*unsafe.Pointer{&a.Out, &a.GX1, &a.GX2, &a.GY, &a.X1, &a.X2, &a.Y, &a.Upstream, &a.Weights, &a.Margins} {
		if arrays[i].whole != nil {
			*field = arrays[i].pointer()
		}
	}
	signs := newArray(at, columns, c.signs, c.n, c.offset[y])
	if c.signs != nil {
		a.Signs = (*int8)(signs.pointer())
	}
	before := a
	op := c.op
	if c.squared {
		op += generated.SquaredSum - generated.Sum
	}
	generated.Run[T](op, tier, &a)

	o.sum, o.left, o.counts = a.Sum, a.Left, counts{a.Active, a.Wrong, a.Right}
	a.Sum, a.Left, a.Active, a.Wrong, a.Right = before.Sum, before.Left, before.Active, before.Wrong, before.Right
	if a != before {
		o.problem = "the arguments have changed"
	}
	overwritten := map[int]bool{}
	for i := range x1 {
		if c.wanted[i] {
			o.outputs[i] = arrays[i].values()
			overwritten[c.inPlace[i]] = true
		}
	}
	for i, array := range arrays {
		if array.whole == nil {
			continue
		}
		if !array.guarded() {
			o.problem = fmt.Sprintf("what is beside column %d was overwritten", i)
		}
		if i >= x1 && !overwritten[i] && !same(array.values(), c.inputs[i]) {
			o.problem = fmt.Sprintf("input %d was overwritten", i)
		}
	}
	if c.signs != nil && (!signs.guarded() || !same(signs.values(), c.signs)) {
		o.problem = "signs were overwritten"
	}
	return o
}

// difference describes the first difference between the bits of two outcomes. It returns "" if there is none.
func difference[T any](a, b outcome[T]) string {
	for i := range a.outputs {
		for pair := range a.outputs[i] {
			if v, w := a.outputs[i][pair:pair+1], b.outputs[i][pair:pair+1]; !same(v, w) {
				return fmt.Sprintf("output %d of pair %d is %v, not %v (%x, %x)", i, pair, v[0], w[0], bytesOf(v), bytesOf(w))
			}
		}
	}
	if a.counts != b.counts {
		return fmt.Sprintf("counts are %+v, not %+v", a.counts, b.counts)
	}
	if !sameSum(a.sum, a.left, b.sum, b.left) {
		return fmt.Sprintf("the sum is %v and %v, not %v and %v", a.sum, a.left, b.sum, b.left)
	}
	if a.problem != b.problem {
		return a.problem + b.problem
	}
	return ""
}

// sameSum reports whether two sums, and what rounding has left out of them, have the same bits. If the sums are
// not finite, what was left out does not matter.
func sameSum(sum, left, wantSum, wantLeft float64) bool {
	switch {
	case wantSum != wantSum:
		return sum != sum
	case math.IsInf(wantSum, 0):
		return sum == wantSum
	}
	return math.Float64bits(sum) == math.Float64bits(wantSum) && math.Float64bits(left) == math.Float64bits(wantLeft)
}
