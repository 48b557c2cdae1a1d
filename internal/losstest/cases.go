package losstest

import (
	"math"
	"math/rand/v2"
	"runtime"
	"unsafe"

	"github.com/marginrank/marginrank/loss"
)

// A LabelKind is a form in which a caller gives the labels.
type LabelKind int

const (
	Given LabelKind = iota
	Signs
	Absent
)

var LabelKinds = map[string]LabelKind{"given": Given, "int8": Signs, "absent": Absent}

// A Batch is the input of a call of any method.
type Batch[T loss.Float] struct {
	Pairs    loss.Pairs[T]
	Upstream []T
	Scalar   float64 // upstream gradient of a reduced loss
	Margin   float64
	P        int
	Boundary loss.Boundary
}

// NewBatch makes n pairs of values that draw returns. Each array begins at an offset of its own, in bytes from an
// aligned address.
func NewBatch[T loss.Float](d DType[T], kind LabelKind, n, offset int, margin float64, draw func(*rand.Rand) float64) Batch[T] {
	r := rand.New(rand.NewPCG(uint64(n), uint64(offset)))
	fill := func(shift int, draw func(*rand.Rand) float64) []T {
		s := Place[T](n, offset+shift)
		for i := range s {
			s[i] = d.Element(d.Round(draw(r)))
		}
		return s
	}
	sign := func(r *rand.Rand) float64 { return float64(2*r.IntN(2) - 1) }
	b := Batch[T]{Margin: margin, P: n % 3, Boundary: loss.Boundary(n % 2), Scalar: draw(r)}
	b.Pairs.X1 = fill(0, draw)
	b.Pairs.X2 = fill(3, draw)
	for i := range n / 5 { // ties
		b.Pairs.X2[i*5] = b.Pairs.X1[i*5]
	}
	switch kind {
	case Given:
		b.Pairs.Y = fill(7, sign)
		for i := range n / 11 {
			b.Pairs.Y[i*11] = d.Element(d.Round(draw(r)))
		}
	case Signs:
		b.Pairs.Signs = Place[int8](n, offset+1)
		for i := range b.Pairs.Signs {
			b.Pairs.Signs[i] = int8(sign(r))
			if i%11 == 0 {
				b.Pairs.Signs[i] = int8(r.IntN(256) - 128)
			}
		}
	}
	b.Upstream = fill(13, draw)
	return b
}

// Place returns n elements whose address is offset bytes above a multiple of 64. On CPUs that allow it, elements
// may be unaligned.
func Place[E any](n, offset int) []E {
	offset = Possible(offset)
	size := n * int(unsafe.Sizeof(*new(E)))
	memory := make([]byte, size+128)
	pad := -int(uintptr(unsafe.Pointer(unsafe.SliceData(memory)))) & 63
	return unsafe.Slice((*E)(unsafe.Pointer(unsafe.SliceData(memory[pad+offset%64:]))), n)
}

// Possible returns an offset near the given one at which the CPU can load an element.
func Possible(offset int) int {
	switch runtime.GOARCH {
	case "arm", "mips", "mipsle", "mips64", "mips64le":
		return offset &^ 7
	}
	return offset
}

// Ordinary draws a score of the usual magnitude, from a grid so coarse that pairs exactly on the margin occur. It
// computes with integers, so that scores are the same on every machine.
func Ordinary(r *rand.Rand) float64 {
	return float64(r.IntN(128)+r.IntN(128)+r.IntN(128)-r.IntN(384)) / 16
}

// specials are the values that break formulas.
var specials = []float64{
	0, math.Copysign(0, -1), 1, -1, 0.5, -0.1, 3, math.Inf(1), math.Inf(-1), math.NaN(),
	0x1p-149, -0x1p-149, 0x1p-1074, 0x1p-126, 0x1p-1022, 0x1p-24, -0x1p-14, // subnormal and just normal
	65504, -65504, math.MaxFloat32, -math.MaxFloat32, math.MaxFloat64, -math.MaxFloat64, 1e30, 0x1p-133, 1 + 0x1p-10, 1 + 0x1p-7,
}

// Special draws a special value, or in one of four cases an ordinary one.
func Special(r *rand.Rand) float64 {
	if r.IntN(4) == 0 {
		return Ordinary(r)
	}
	return specials[r.IntN(len(specials))]
}

// Margins has margins of every kind: zero, usual, inexact, negative, infinite, NaN, and margins that are too
// large or too small for most types.
var Margins = []float64{0, math.Copysign(0, -1), 0.5, 1, 0.1, -0.25, math.Inf(1), math.Inf(-1), math.NaN(), 1e300, 1e-300, 1e-6}
