package element

import (
	"math"

	"github.com/x448/float16"
)

// Go's compiler has no instructions for binary16. These functions return what package float16 returns, in at most
// a third of the time, because no branch depends on what a processor cannot predict, such as whether a value is
// rounded up.

// widenHalf returns the value of v, as v.Float32 does.
func widenHalf(v float16.Float16) float32 {
	magnitude := uint32(v & 0x7fff)
	// Shifted to the exponent and fraction of a float32, the magnitude stands for 2^-112 times its value. This is
	// true of subnormal values, too.
	bits := math.Float32bits(math.Float32frombits(magnitude<<13) * 0x1p112)
	if magnitude >= 0x7c00 {
		bits = magnitude<<13 | 0x7f800000 // infinite
		if magnitude > 0x7c00 {
			bits |= 1 << 22 // a quiet NaN
		}
	}
	return math.Float32frombits(bits | uint32(v&0x8000)<<16)
}

// NarrowHalf rounds x to the nearest binary16, ties to even. NaN becomes all ones.
func NarrowHalf(x float32) float16.Float16 {
	bits := math.Float32bits(x)
	magnitude := bits & math.MaxInt32
	sign := float16.Float16(bits >> 16 & 0x8000)
	switch {
	case magnitude < 113<<23: // below 2^-14: subnormal. Adding 0.5 rounds to a multiple of 2^-24, the last place of both
		sum := math.Float32frombits(magnitude) + 0.5
		return sign | float16.Float16(math.Float32bits(sum)-math.Float32bits(0.5))
	case magnitude < 143<<23: // below 2^16: add half a last place, or just less if the last bit is even, and cut off
		return sign | float16.Float16((magnitude-112<<23+0xfff+magnitude>>13&1)>>13) // this may overflow to infinity
	case x != x:
		return ^float16.Float16(0)
	}
	return sign | 0x7c00
}
