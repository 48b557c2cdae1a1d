package element

import (
	"unsafe"

	"github.com/x448/float16"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/race"
)

// FromFloat32 rounds each element of src to the nearest T, ties to even, and stores it in dst, which must have the same length. A NaN
// in 16 bits has all bits set.
func FromFloat32[T any](tier cpuid.Tier, dst []T, src []float32) {
	dst = dst[:len(src)]
	d := generated.DTypeOf[T]()
	switch d {
	case generated.F32:
		copy(Reinterpret[float32](dst), src)
		return
	case generated.F64:
		dst := Reinterpret[float64](dst)
		for i, v := range src {
			dst[i] = float64(v)
		}
		return
	}
	at := 0
	for at < turns(tier, len(src)) {
		m := moveOf(dst[at:], src[at:])
		if d == generated.F16 {
			generated.NarrowSliceF16(tier, &m)
		} else {
			generated.NarrowSliceBF16(tier, &m)
		}
		at += m.N
	}
	if d == generated.F16 {
		dst := Reinterpret[float16.Float16](dst[at:])
		for i, v := range src[at:] {
			dst[i] = NarrowHalf(v)
		}
	} else {
		dst := Reinterpret[uint16](dst[at:])
		for i, v := range src[at:] {
			dst[i] = generated.NarrowBF16(v)
		}
	}
}

// ToFloat32 stores each element of src in dst, which must have the same length. If T is float64, it rounds to the nearest
// float32, ties to even. Otherwise the conversion is exact.
func ToFloat32[T any](tier cpuid.Tier, dst []float32, src []T) {
	dst = dst[:len(src)]
	d := generated.DTypeOf[T]()
	switch d {
	case generated.F32:
		copy(dst, Reinterpret[float32](src))
		return
	case generated.F64:
		for i, v := range Reinterpret[float64](src) {
			dst[i] = float32(v)
		}
		return
	}
	at := 0
	for at < turns(tier, len(src)) {
		m := moveOf(dst[at:], src[at:])
		if d == generated.F16 {
			generated.WidenSliceF16(tier, &m)
		} else {
			generated.WidenSliceBF16(tier, &m)
		}
		at += m.N
	}
	Widen(dst[at:], src[at:])
}

// turns returns how many of n elements to convert in whole turns of generated assembly. On tiers without that
// assembly it returns 0, since the loops in this package are faster than the portable kernels.
func turns(tier cpuid.Tier, n int) int {
	if tier == cpuid.AVX512 || tier == cpuid.AVX2 {
		return n &^ (generated.MoveTurn - 1)
	}
	return 0
}

// moveOf returns a move of as many whole turns of src as possible, up to one span.
func moveOf[D, S any](dst []D, src []S) generated.Move {
	n := min(len(src), generated.Span) &^ (generated.MoveTurn - 1)
	out, in := unsafe.Pointer(unsafe.SliceData(dst)), unsafe.Pointer(unsafe.SliceData(src))
	race.Read(in, n*int(unsafe.Sizeof(src[0])))
	race.Write(out, n*int(unsafe.Sizeof(dst[0])))
	return generated.Move{Out: out, In: in, N: n}
}
