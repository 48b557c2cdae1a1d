package element

import (
	"math"
	"unsafe"

	"github.com/x448/float16"

	"github.com/marginrank/marginrank/generated"
)

// Value returns the value of v, which float64 holds exactly.
func Value[T any](v T) float64 {
	p := unsafe.Pointer(&v)
	switch generated.DTypeOf[T]() {
	case generated.F32:
		return float64(*(*float32)(p))
	case generated.F16:
		return float64(widenHalf(*(*float16.Float16)(p)))
	case generated.BF16:
		return float64(generated.WidenBF16(*(*uint16)(p)))
	}
	return *(*float64)(p)
}

// Of rounds x to the nearest T, ties to even. NaN becomes all ones.
func Of[T any](x float64) (v T) {
	p := unsafe.Pointer(&v)
	switch generated.DTypeOf[T]() {
	case generated.F32:
		*(*float32)(p) = Quiet(float32(x))
	case generated.F64:
		*(*float64)(p) = Quiet(x)
	case generated.F16:
		*(*float16.Float16)(p) = NarrowHalf(float32(Round[T](x)))
	case generated.BF16:
		*(*uint16)(p) = generated.NarrowBF16(float32(Round[T](x)))
	}
	return v
}

// Compute rounds x to the compute precision of T, ties to even.
func Compute[T any](x float64) float64 {
	if unsafe.Sizeof(*new(T)) == 8 {
		return x
	}
	return float64(float32(x))
}

// Round rounds x to the value of the nearest T, ties to even.
func Round[T any](x float64) float64 {
	if unsafe.Sizeof(*new(T)) == 2 {
		return Round16[T](x)
	}
	return Compute[T](x)
}

// Round16 is Round for a T of 16 bits. It rounds x once: it adds a float64 whose last place equals the last place
// of T at x, and subtracts it again. A conversion to float32 first would round twice.
func Round16[T any](x float64) float64 {
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

// exponentOf returns the binary exponent of x. For infinities and NaN it is larger than for all other values.
func exponentOf(x float64) int { return int(math.Float64bits(x)>>52&0x7ff) - 1023 }

// Quiet returns v, or, if v is NaN, the NaN with all bits set that kernels store.
func Quiet[C float32 | float64](v C) C {
	if v != v {
		ones := ^uint64(0)
		return *(*C)(unsafe.Pointer(&ones))
	}
	return v
}

// Widen converts values to C, the compute precision of T, and returns the address of the first one. The results
// are in dst, which must be as long as values. If T is as wide as C, Widen copies nothing and returns the address
// of values.
func Widen[C float32 | float64, T any](dst []C, values []T) *C {
	switch generated.DTypeOf[T]() {
	case generated.F16:
		for k, v := range Reinterpret[float16.Float16](values) {
			dst[k] = C(widenHalf(v))
		}
	case generated.BF16:
		for k, v := range Reinterpret[uint16](values) {
			dst[k] = C(generated.WidenBF16(v))
		}
	default:
		return (*C)(unsafe.Pointer(unsafe.SliceData(values)))
	}
	return unsafe.SliceData(dst)
}

// Reinterpret returns s as elements of another type of the same size.
func Reinterpret[E, T any](s []T) []E {
	return unsafe.Slice((*E)(unsafe.Pointer(unsafe.SliceData(s))), len(s))
}

// CountNonZero counts the elements that are not 0, of either sign. NaN is not 0.
func CountNonZero[T any](s []T) (n int64) {
	switch unsafe.Sizeof(*new(T)) {
	case 2:
		return countNonZero(Reinterpret[uint16](s))
	case 4:
		return countNonZero(Reinterpret[uint32](s))
	}
	return countNonZero(Reinterpret[uint64](s))
}

func countNonZero[B Bits](s []B) (n int64) {
	for _, b := range s {
		if b<<1 != 0 {
			n++
		}
	}
	return n
}
