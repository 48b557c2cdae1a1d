package losstest

import (
	"math"
	"math/big"
	"math/bits"
)

// An Exact is the sum of values that are not negative, without any rounding. It adds up the significands of
// values with the same exponent as integers of 128 bits, and adds these up with math/big.
type Exact struct {
	significands [2047]struct{ hi, lo uint64 } // by biased exponent
	infinite     bool
	nan          bool
	known        *big.Float // the result of value, once it has been called
}

func (e *Exact) add(v float64) {
	switch {
	case v < 0:
		panic("a negative loss")
	case math.IsNaN(v):
		e.nan = true
		return
	case math.IsInf(v, 1):
		e.infinite = true
		return
	}
	b := math.Float64bits(v)
	exponent, significand := b>>52&0x7ff, b&(1<<52-1)
	if exponent > 0 {
		significand |= 1 << 52
	}
	s := &e.significands[exponent]
	var carry uint64
	s.lo, carry = bits.Add64(s.lo, significand, 0)
	s.hi += carry
}

// value returns the sum, which must be finite.
func (e *Exact) value() *big.Float {
	if e.known != nil {
		return e.known
	}
	sum := new(big.Int) // in units of 2^-1074
	for exponent, s := range e.significands {
		if s.hi|s.lo != 0 {
			v := new(big.Int).SetUint64(s.hi)
			v.Lsh(v, 64).Or(v, new(big.Int).SetUint64(s.lo))
			sum.Add(sum, v.Lsh(v, uint(max(exponent, 1)-1)))
		}
	}
	f := new(big.Float).SetInt(sum) // exact: it has as many bits as sum
	e.known = f.SetMantExp(f, -1074)
	return e.known
}

func (e *Exact) String() string {
	switch {
	case e.nan:
		return "NaN"
	case e.infinite:
		return "+Inf"
	}
	return e.value().Text('g', 25)
}

// AtLeast reports whether the sum is at least v.
func (e *Exact) AtLeast(v float64) bool {
	return !e.nan && (e.infinite || e.value().Cmp(big.NewFloat(v)) >= 0)
}

// isCount reports whether the sum is an integer up to 2^24, so that float32 holds it exactly.
func (e *Exact) isCount() bool {
	return !e.nan && !e.infinite && e.value().IsInt() && e.value().Cmp(big.NewFloat(1<<24)) <= 0
}

// Count returns the sum of n ones.
func Count(n int) *Exact { return Exactly([]float64{float64(n)}) }

var One = Count(1)

// Within reports whether got is e divided by divisor with a relative error of at most bound. An absolute error of
// the smallest float64 is always allowed, since below the normal numbers not even the nearest float64 may be that
// close.
func (e *Exact) Within(bound, got float64, divisor *Exact) bool {
	switch {
	case e.nan || divisor.nan || divisor.value().Sign() == 0:
		return math.IsNaN(got)
	case e.infinite:
		return math.IsInf(got, 1)
	case math.IsNaN(got) || math.IsInf(got, 0):
		return false
	}
	want := e.value()
	n := divisor.value()
	times := func(v float64) *big.Float { return new(big.Float).SetPrec(4096).Mul(big.NewFloat(v), n) }
	// Compare |got·n - sum|, which is exact with so many bits, with bound·sum.
	diff := new(big.Float).SetPrec(8192).Sub(times(got), want)
	diff.Abs(diff)
	allowed := new(big.Float).SetPrec(4096).Mul(want, big.NewFloat(bound))
	return diff.Cmp(allowed) <= 0 || diff.Cmp(times(math.SmallestNonzeroFloat64)) <= 0
}

// Exactly returns the sum of values.
func Exactly(values []float64) *Exact {
	e := new(Exact)
	for _, v := range values {
		e.add(v)
	}
	return e
}
