package loss

import (
	"math"
	"strconv"
	"unsafe"

	"github.com/x448/float16"
	"golang.org/x/exp/constraints"

	"github.com/marginrank/marginrank/generated"
)

// Float16 is IEEE 754 binary16.
type Float16 = float16.Float16

// BFloat16 is the upper half of a float32: 8 bits of exponent, 7 of fraction.
type BFloat16 uint16

// BFloat16FromFloat32 rounds f to the nearest BFloat16, ties to even.
func BFloat16FromFloat32(f float32) BFloat16 { return BFloat16(generated.NarrowBF16(f)) }

// Float32 returns the value of b, which float32 holds exactly.
func (b BFloat16) Float32() float32 { return generated.WidenBF16(uint16(b)) }

// String formats the value of b.
func (b BFloat16) String() string { return strconv.FormatFloat(float64(b.Float32()), 'g', -1, 32) }

// Float is the set of element types: of scores, of labels in Y, of gradients.
type Float interface {
	constraints.Float | Float16 | BFloat16
}

// toFloat64 returns the value of v.
func toFloat64[T Float](v T) float64 {
	switch half := any(v).(type) {
	case Float16:
		return float64(half.Float32())
	case BFloat16:
		return float64(half.Float32())
	}
	return float64(v)
}

// marginOf rounds the margin to T, and -0 to +0: then -y·(x1-x2)+margin is never -0.
func marginOf[T Float](margin float64) float64 { return roundTo[T](margin) + 0 }

// roundTo rounds x to the nearest value of T, ties to even.
func roundTo[T Float](x float64) float64 {
	switch generated.DTypeOf[T]() {
	case generated.F32:
		return float64(float32(x))
	case generated.F16:
		return float64(float16.Fromfloat32(roundToOdd(x)).Float32())
	case generated.BF16:
		return float64(BFloat16FromFloat32(roundToOdd(x)).Float32())
	}
	return x
}

// roundToOdd rounds x to a float32 whose last bit is set if x is not one itself,
// so that rounding the result once more, to fewer bits, is like rounding x
// (Boldo and Melquiond, IEEE Transactions on Computers 57(4):462).
func roundToOdd(x float64) float32 {
	f := float32(x)
	if float64(f) == x || x != x || math.Float32bits(f)&1 == 1 {
		return f
	}
	return math.Nextafter32(f, float32(math.Copysign(math.Inf(1), x-float64(f))))
}

// fromFloat64 rounds x to the nearest value of T, ties to even. NaN becomes all ones.
func fromFloat64[T Float](x float64) (v T) {
	p := unsafe.Pointer(&v)
	switch generated.DTypeOf[T]() {
	case generated.F32:
		*(*uint32)(p) = math.Float32bits(float32(x))
		if x != x {
			*(*uint32)(p) = ^uint32(0)
		}
	case generated.F64:
		*(*uint64)(p) = math.Float64bits(x)
		if x != x {
			*(*uint64)(p) = ^uint64(0)
		}
	case generated.F16:
		*(*Float16)(p) = float16.Fromfloat32(roundToOdd(x))
		if x != x {
			*(*Float16)(p) = ^Float16(0)
		}
	case generated.BF16:
		*(*BFloat16)(p) = BFloat16FromFloat32(roundToOdd(x))
	}
	return v
}
