package element

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/x448/float16"
)

// Every binary16 is widened to the same bits as by package float16, and its value is narrowed to the same
// binary16.
func TestWidenHalf(t *testing.T) {
	for bits := range 1 << 16 {
		v := float16.Float16(bits)
		f := widenHalf(v)
		require.Equal(t, math.Float32bits(v.Float32()), math.Float32bits(f), "%#x", bits)
		if f == f {
			require.Equal(t, v, NarrowHalf(f), "%#x", bits)
		}
	}
}

// Rounding agrees with package float16 next to all values at which the result changes, and for random values.
func TestNarrowHalf(t *testing.T) {
	check := func(bits uint32) {
		f := math.Float32frombits(bits)
		want := float16.Fromfloat32(f)
		if f != f {
			want = 0xffff
		}
		if got := NarrowHalf(f); got != want {
			require.Equal(t, want, got, "%v, %#x", f, bits)
		}
	}
	for upper := range uint32(1 << 19) { // all values of the bits above the 13 that are rounded off
		for _, rest := range []uint32{0, 1, 0xfff, 0x1000, 0x1001, 0x1fff} {
			check(upper<<13 | rest)
		}
	}
	for v := range uint32(0x400) { // ties between subnormal values, and the values next to the ties
		tie := math.Float32bits((float32(v) + 0.5) * 0x1p-24)
		for _, bits := range []uint32{tie - 1, tie, tie + 1} {
			check(bits)
			check(bits | 1<<31)
		}
	}
	r := rand.New(rand.NewPCG(1, 16))
	for range 1 << 20 {
		check(r.Uint32())
	}
}
