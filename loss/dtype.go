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

// marginOf rounds the margin to T, if that has 16 bits. To wider types the kernels do.
func marginOf[T Float](margin float64) float64 {
	if unsafe.Sizeof(*new(T)) == 2 {
		return round16[T](margin)
	}
	return margin
}

// round16 rounds x to the nearest value of T, of 16 bits, ties to even.
func round16[T Float](x float64) float64 {
	if generated.DTypeOf[T]() == generated.F16 {
		return float64(float16.Fromfloat32(roundToOdd(x)).Float32())
	}
	return float64(BFloat16FromFloat32(roundToOdd(x)).Float32())
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
