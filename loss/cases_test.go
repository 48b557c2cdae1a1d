package loss_test

import (
	"math"
	"math/rand/v2"
	"runtime"
	"unsafe"

	"github.com/marginrank/marginrank/loss"
)

// A labelKind is a form in which labels arrive.
type labelKind int

const (
	given labelKind = iota
	signs
	absent
)

var labelKinds = map[string]labelKind{"given": given, "int8": signs, "absent": absent}

// A batch is the input of every method.
type batch[T loss.Float] struct {
	pairs    loss.Pairs[T]
	upstream []T
	scalar   float64 // upstream gradient of a reduced loss
	margin   float64
	boundary loss.Boundary
}

// newBatch makes n pairs of values drawn from draw, each array at its own offset
// in bytes from an aligned address.
func newBatch[T loss.Float](d dtype[T], kind labelKind, n, offset int, margin float64, draw func(*rand.Rand) float64) batch[T] {
	r := rand.New(rand.NewPCG(uint64(n), uint64(offset)))
	fill := func(shift int, draw func(*rand.Rand) float64) []T {
		s := place[T](n, offset+shift)
		for i := range s {
			s[i] = d.element(d.round(draw(r)))
		}
		return s
	}
	sign := func(r *rand.Rand) float64 { return float64(2*r.IntN(2) - 1) }
	b := batch[T]{margin: margin, boundary: loss.Boundary(n % 2), scalar: draw(r)}
	b.pairs.X1 = fill(0, draw)
	b.pairs.X2 = fill(3, draw)
	for i := range n / 5 { // ties
		b.pairs.X2[i*5] = b.pairs.X1[i*5]
	}
	switch kind {
	case given:
		b.pairs.Y = fill(7, sign)
		for i := range n / 11 {
			b.pairs.Y[i*11] = d.element(d.round(draw(r)))
		}
	case signs:
		b.pairs.Signs = place[int8](n, offset+1)
		for i := range b.pairs.Signs {
			b.pairs.Signs[i] = int8(sign(r))
			if i%11 == 0 {
				b.pairs.Signs[i] = int8(r.IntN(256) - 128)
			}
		}
	}
	b.upstream = fill(13, draw)
	return b
}

// place returns n elements whose address is offset bytes beyond a multiple of 64.
// Elements need not be aligned to their size, where the CPU allows that.
func place[E any](n, offset int) []E {
	offset = possible(offset)
	size := n * int(unsafe.Sizeof(*new(E)))
	memory := make([]byte, size+128)
	pad := -int(uintptr(unsafe.Pointer(unsafe.SliceData(memory)))) & 63
	return unsafe.Slice((*E)(unsafe.Pointer(unsafe.SliceData(memory[pad+offset%64:]))), n)
}

// possible is an offset near the given one at which the CPU can load an element.
func possible(offset int) int {
	switch runtime.GOARCH {
	case "arm", "mips", "mipsle", "mips64", "mips64le":
		return offset &^ 7
	}
	return offset
}

// ordinary draws scores of the usual size, on a grid coarse enough for ties on the
// margin, with integers alone: the same on every machine.
func ordinary(r *rand.Rand) float64 {
	return float64(r.IntN(128)+r.IntN(128)+r.IntN(128)-r.IntN(384)) / 16
}

// specials are the values that break formulas.
var specials = []float64{
	0, math.Copysign(0, -1), 1, -1, 0.5, -0.1, 3, math.Inf(1), math.Inf(-1), math.NaN(),
	0x1p-149, -0x1p-149, 0x1p-1074, 0x1p-126, 0x1p-1022, 0x1p-24, -0x1p-14, // subnormal and just normal
	65504, -65504, math.MaxFloat32, -math.MaxFloat32, math.MaxFloat64, -math.MaxFloat64, 1e30, 0x1p-133, 1 + 0x1p-10, 1 + 0x1p-7,
}

// special draws mostly specials.
func special(r *rand.Rand) float64 {
	if r.IntN(4) == 0 {
		return ordinary(r)
	}
	return specials[r.IntN(len(specials))]
}

// margins are of every kind: none, usual, inexact, negative, infinite, NaN, too
// large and too small for most types.
var margins = []float64{0, math.Copysign(0, -1), 0.5, 1, 0.1, -0.25, math.Inf(1), math.Inf(-1), math.NaN(), 1e300, 1e-300, 1e-6}
