package mix

import (
	"math"
	"unsafe"
)

// args holds the arguments of a kernel, and room for its results. Arrays have one element per
// pair. An output is nil if the caller does not want it. An input is nil if it is absent, and
// then another array or a scalar stands for it. A kernel reads the fields that it needs, and
// changes no fields but its results.
type args struct {
	Out  unsafe.Pointer
	Same unsafe.Pointer
	X    unsafe.Pointer
	Y    unsafe.Pointer

	N int // the number of pairs, at most span

	Least, YDefault scalar

	// Results: the sum; for float64 elements, what rounding left out of it; and counts, if they are asked for.
	Sum, Left float64
}

// A scalar is one value for all pairs, in the precision in which the kernel computes. It holds
// the bits of a float64, or the bits of a float32 in its lower half.
type scalar uint64

// Float32 returns the value of a scalar that holds a float32.
func (s scalar) Float32() float32 {
	return math.Float32frombits(uint32(s))
}

// Float64 returns the value of a scalar that holds a float64.
func (s scalar) Float64() float64 {
	return math.Float64frombits(uint64(s))
}

// part returns the arguments for the n pairs from lo on. An element has size bytes.
func (a *args) part(size uintptr, lo, n int) args {
	part := *a
	part.N = n
	part.Out = unsafe.Add(part.Out, lo*int(size))
	if part.Same != nil {
		part.Same = unsafe.Add(part.Same, lo*int(size))
	}
	part.X = unsafe.Add(part.X, lo*int(size))
	if part.Y != nil {
		part.Y = unsafe.Add(part.Y, lo*int(size))
	}
	return part
}
