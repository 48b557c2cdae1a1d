package mix

import (
	"math"
	"unsafe"
)

// scalarOf rounds x to the compute precision of T. NaN becomes all ones.
func scalarOf[T any](x float64) scalar {
	return scalar(math.Float32bits(quietF32(float32(x))))
}

// array returns the n elements at p, or nil if p is nil.
func array[E any](p *E, n int) []E {
	if p == nil {
		return nil
	}
	return unsafe.Slice(p, n)
}

const span = 16384 // the largest number of pairs of a call

// A dtype is an element type.
type dtype int

const (
	f32 dtype = iota
)

// dtypeOf returns the element type of T. It looks only at the size of T, so that T may be a named
// type.
func dtypeOf[T any]() dtype {
	return f32
}
