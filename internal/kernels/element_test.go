package kernels

import (
	"math"
	"math/rand/v2"
	"testing"
	"unsafe"

	"github.com/x448/float16"

	"github.com/marginrank/marginrank/generated"
)

// A float is a type in which kernels compute.
type float interface{ float32 | float64 }

// An element describes an element type T and the type C in which kernels compute with it.
type element[T any, C float] struct {
	widen     func(T) C
	narrow    func(C) T // rounds once
	exponents int       // wide values have exponents from -exponents to exponents
}

var (
	f32  = element[float32, float32]{func(v float32) float32 { return v }, func(x float32) float32 { return x }, 50}
	f64  = element[float64, float64]{func(v float64) float64 { return v }, func(x float64) float64 { return x }, 100}
	f16  = element[float16.Float16, float32]{float16.Float16.Float32, float16.Fromfloat32, 14}
	bf16 = element[uint16, float32]{
		func(v uint16) float32 { return math.Float32frombits(uint32(v) << 16) },
		generated.NarrowBF16, // TestNarrowBF16 tests its rounding
		50,
	}
)

// least returns the smallest positive value of the compute precision.
func (e element[T, C]) least() float64 {
	if unsafe.Sizeof(C(0)) == 8 {
		return math.SmallestNonzeroFloat64
	}
	return math.SmallestNonzeroFloat32
}

// specials has values for which arithmetic is special, and values next to these.
var specials = []float64{
	0, math.Copysign(0, -1), math.NaN(), math.Inf(1), math.Inf(-1), 1, -1, .5,
	math.SmallestNonzeroFloat32, -1e-40, 6e-8, 65504, 1e38, -3e38, math.SmallestNonzeroFloat64, 1e308,
}

// random returns n elements. Most are multiples of 1/4, so that pairs exactly on the margin occur. If wide is
// set, their magnitudes differ so much that a float64 sum depends on its order.
func (e element[T, C]) random(r *rand.Rand, n int, wide bool) []T {
	list := make([]T, n)
	for i := range list {
		x := math.Round(r.NormFloat64()*8) / 4
		switch r.IntN(12) {
		case 0:
			x = specials[r.IntN(len(specials))]
		case 1, 2, 3:
			x = r.NormFloat64()
		}
		if wide {
			x = math.Ldexp(r.NormFloat64(), r.IntN(2*e.exponents)-e.exponents)
		}
		list[i] = e.narrow(C(x))
	}
	return list
}

// NarrowBF16 rounds to the nearer one of two neighbours, and to the even one if both are equally near.
func TestNarrowBF16(t *testing.T) {
	check := func(b uint32) {
		v := math.Float32frombits(b)
		got := generated.NarrowBF16(v)
		if v != v {
			if got != math.MaxUint16 {
				t.Errorf("%#x: NaN is %#x", b, got)
			}
			return
		}
		lower, rest := uint16(b>>16), b&0xffff
		want := lower
		if rest > 0x8000 || rest == 0x8000 && lower&1 == 1 {
			want++ // away from 0; the next number after the largest finite one is infinity
		}
		if got != want {
			t.Errorf("%#x: %#x, not %#x", b, got, want)
		}
	}
	for upper := range uint32(1 << 16) {
		for _, rest := range []uint32{0, 1, 0x7fff, 0x8000, 0x8001, 0xffff} {
			check(upper<<16 | rest)
		}
	}
}

// Widening is exact.
func TestWidenBF16(t *testing.T) {
	for v := range 1 << 16 {
		got, want := generated.WidenBF16(uint16(v)), math.Float32frombits(uint32(v)<<16)
		if math.Float32bits(got) != math.Float32bits(want) {
			t.Errorf("%#x: %v, not %v", v, got, want)
		}
	}
}
