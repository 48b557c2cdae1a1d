package element

import (
	"github.com/x448/float16"

	"github.com/marginrank/marginrank/generated"
)

// FromFloat32 rounds each of src to the nearest T, ties to even, into dst, which must be as long. In elements of 16 bits
// NaN becomes all ones.
func FromFloat32[T any](dst []T, src []float32) {
	switch generated.DTypeOf[T]() {
	case generated.F32:
		copy(Reinterpret[float32](dst), src)
	case generated.F64:
		dst := Reinterpret[float64](dst)[:len(src)]
		for i, v := range src {
			dst[i] = float64(v)
		}
	case generated.F16:
		dst := Reinterpret[float16.Float16](dst)[:len(src)]
		for i, v := range src {
			dst[i] = NarrowHalf(v)
		}
	case generated.BF16:
		dst := Reinterpret[uint16](dst)[:len(src)]
		for i, v := range src {
			dst[i] = generated.NarrowBF16(v)
		}
	}
}

// ToFloat32 stores the value of each of src in dst, which must be as long: rounded to the nearest float32, ties to even,
// if T is a float64, else exactly.
func ToFloat32[T any](dst []float32, src []T) {
	dst = dst[:len(src)]
	switch generated.DTypeOf[T]() {
	case generated.F32:
		copy(dst, Reinterpret[float32](src))
	case generated.F64:
		for i, v := range Reinterpret[float64](src) {
			dst[i] = float32(v)
		}
	default:
		Widen(dst, src)
	}
}
