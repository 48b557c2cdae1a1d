package exact

import (
	"math"
	"math/bits"
)

// A Sum is an exact sum of float64 values. The zero value is the sum of no values. A Sum has no pointers and
// takes 568 bytes, so it may live on the stack; it may be copied.
type Sum struct {
	// Positive and negative values are added up apart: in one integer, carries would run far
	// whenever the sum changes its sign.
	positive, negative long
	special            special
}

// special tells which values that are not finite were added.
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

// AddProduct adds n·v without rounding the product: the sum is the same as after n calls of Add(v), or -n calls of
// Add(-v) for negative n. In particular, if n is 0, v may be anything.
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

// Merge adds what was added to t. It does not change t, unless t is s.
func (s *Sum) Merge(t *Sum) {
	s.positive.join(&t.positive)
	s.negative.join(&t.negative)
	s.special |= t.special
}

// Reset makes s the sum of no values.
func (s *Sum) Reset() { *s = Sum{} }

// Float64 returns the sum, rounded once to the nearest float64, ties to even. If that overflows, it is an
// infinity. If the sum is 0, it is +0, also for values that are all -0. NaN is always the same one,
// that of math.NaN(), with the bits 0x7FF8000000000001.
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

// side is the integer that a value of this sign is added to.
func (s *Sum) side(negative bool) *long {
	if negative {
		return &s.negative
	}
	return &s.positive
}

// specialOf is what v, which is not finite, makes of a sum. Negative is the sign that it counts with.
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

// split returns finite v as ±significand·2^(e-1075), with e at least 1.
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
