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

// round16 rounds x to the nearest value of T, which has 16 bits, ties to even: to a
// multiple of T's last place at x, by adding a number that has the same last place and
// taking it away again. No narrower type comes in between: that would round twice.
func round16[T Float](x float64) float64 {
	digits, lowest, highest := 11, -14, 15 // binary digits and exponents
	if generated.DTypeOf[T]() == generated.BF16 {
		digits, lowest, highest = 8, -126, 127
	}
	exponent := max(exponentOf(x), lowest)
	if exponent <= highest {
		large := math.Float64frombits(uint64(exponent-digits+1+52+1023)<<52 | 1<<51) // 1.5 times a power of 2
		x = x + large - large
	}
	if exponentOf(x) > highest {
		return x * math.Inf(1) // NaN stays
	}
	return x
}

// exponentOf is the binary exponent of x, beyond all others for Inf and NaN.
func exponentOf(x float64) int { return int(math.Float64bits(x)>>52&0x7ff) - 1023 }

// fromFloat64 rounds x to the nearest value of T, ties to even. NaN becomes all ones.
func fromFloat64[T Float](x float64) (v T) {
	p := unsafe.Pointer(&v)
	switch generated.DTypeOf[T]() {
	case generated.F32:
		*(*float32)(p) = quiet(float32(x))
	case generated.F64:
		*(*float64)(p) = quiet(x)
	case generated.F16:
		*(*Float16)(p) = float16.Fromfloat32(float32(round16[T](x)))
		if x != x {
			*(*Float16)(p) = ^Float16(0)
		}
	case generated.BF16:
		*(*BFloat16)(p) = BFloat16FromFloat32(float32(round16[T](x)))
	}
	return v
}
