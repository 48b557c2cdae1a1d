package exact

import (
	"math"
	"math/bits"
)

// A Sum is an exact sum of float64 values. The zero value is the sum of no values. A Sum may be copied. It has no
// pointers and takes 568 bytes, so it can be on the stack.
type Sum struct {
	// Positive and negative values are added up separately. In a single integer, every change of the sum's sign
	// would carry through all limbs.
	positive, negative long
	special            special
}

// special is a set of flags: which values that are not finite have been added.
type special uint8

const (
	plusInf special = 1 << iota
	minusInf
	nan
)

// Add adds v. A NaN, or infinities of both signs, make the sum NaN. Otherwise an infinity makes the sum infinite.
func (s *Sum) Add(v float64) {
	significand, e, negative := split(v)
	if e == notFinite {
		s.special |= specialOf(v, negative)
		return
	}
	s.side(negative).add(e, significand)
}

// AddProduct adds n·v without rounding the product. The sum is the same as after n calls of Add(v), or, if n is
// negative, after -n calls of Add(-v). If n is 0, AddProduct adds nothing, even if v is infinite or NaN.
func (s *Sum) AddProduct(n int64, v float64) {
	if n == 0 {
		return
	}
	significand, e, negative := split(v)
	count := uint64(n)
	if n < 0 {
		count, negative = -count, !negative
	}
	if e == notFinite {
		s.special |= specialOf(v, negative)
		return
	}
	hi, lo := bits.Mul64(count, significand)
	to := s.side(negative)
	to.add(e, lo)
	to.add(e+64, hi)
}

// Merge adds everything that was added to t. It does not change t, unless t is s.
func (s *Sum) Merge(t *Sum) {
	s.positive.join(&t.positive)
	s.negative.join(&t.negative)
	s.special |= t.special
}

// Reset makes s the sum of no values.
func (s *Sum) Reset() { *s = Sum{} }

// Float64 returns the sum, rounded once to the nearest float64, ties to even. If that overflows, the result is an
// infinity. If the sum is 0, the result is +0, even if all values were -0. If the sum is NaN, the result is
// math.NaN(), which has the bits 0x7FF8000000000001.
func (s *Sum) Float64() float64 {
	switch s.special {
	case 0:
	case plusInf:
		return math.Inf(1)
	case minusInf:
		return math.Inf(-1)
	default:
		return math.NaN()
	}
	diff := s.positive
	if diff.subtract(&s.negative) {
		diff = s.negative
		diff.subtract(&s.positive)
		return -diff.float64()
	}
	return diff.float64()
}

// side returns the integer to which values of this sign are added.
func (s *Sum) side(negative bool) *long {
	if negative {
		return &s.negative
	}
	return &s.positive
}

// specialOf returns the flag for v, which is not finite. Negative is the sign with which v is added.
func specialOf(v float64, negative bool) special {
	switch {
	case v != v:
		return nan
	case negative:
		return minusInf
	}
	return plusInf
}

// notFinite is the exponent that split returns for infinities and NaN.
const notFinite = 2047

// split returns parts of v such that v = ±significand·2^(e-1075). e is at least 1, and notFinite for infinities
// and NaN.
func split(v float64) (significand uint64, e int, negative bool) {
	b := math.Float64bits(v)
	e = int(b >> 52 & 0x7ff)
	significand = b & (1<<52 - 1)
	if e > 0 {
		significand |= 1 << 52
	} else {
		e = 1 // zero or subnormal
	}
	return significand, e, b>>63 != 0
}
