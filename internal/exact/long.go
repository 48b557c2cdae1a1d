package exact

import (
	"math"
	"math/bits"
)

// A long is a large integer of 64-bit limbs, the lowest limb first, in units of 2^-1075. With this unit the
// exponent field of a float64, which split never returns as less than 1, is the position of its lowest bit. The
// lowest bit of a long is always 0, as the smallest float64 is two units.
type long [limbCount]uint64

// limbCount is large enough for 2^141 values. A value is below 2^1024, which is 2^2099 in units of 2^-1075.
const limbCount = (2099 + 141) / 64

// add adds v·2^at.
func (l *long) add(at int, v uint64) {
	if v == 0 {
		return
	}
	i, shift := at/64, at%64
	var carry uint64
	l[i], carry = bits.Add64(l[i], v<<shift, 0)
	for upper := v >> 1 >> (63 - shift); upper|carry != 0; upper = 0 {
		i++
		l[i], carry = bits.Add64(l[i], upper, carry)
	}
}

// join adds m, which may be l itself.
func (l *long) join(m *long) {
	var carry uint64
	for i := range l {
		l[i], carry = bits.Add64(l[i], m[i], carry)
	}
	if carry != 0 {
		panic("exact: too many values")
	}
}

// subtract subtracts m, and reports whether the difference is negative. If it is, the value of l is meaningless.
func (l *long) subtract(m *long) (negative bool) {
	var borrow uint64
	for i := range l {
		l[i], borrow = bits.Sub64(l[i], m[i], borrow)
	}
	return borrow != 0
}

// float64 returns l·2^-1075, rounded to nearest, ties to even.
func (l *long) float64() float64 {
	top := limbCount - 1
	for top > 0 && l[top] == 0 {
		top--
	}
	length := 64*top + bits.Len64(l[top])
	if length <= 54 {
		// Below 2^-1021 the bits of a float64 are an integer in units of 2^-1074.
		return math.Float64frombits(l[0] >> 1)
	}
	// The result is the upper 53 bits, times 2^(e-1075).
	e := length - 53
	if e >= notFinite {
		return math.Inf(1)
	}
	i, shift := e/64, e%64
	q := l[i] >> shift
	if shift > 0 && i+1 < limbCount {
		q |= l[i+1] << (64 - shift)
	}
	if l.bit(e-1) && (q&1 == 1 || l.below(e-1)) {
		q++
	}
	// q has 53 bits, so its leading bit adds 1 to the exponent field. If rounding has made q equal to 2^53, it
	// adds 2: the result is the next power of 2, or infinity.
	return math.Float64frombits(uint64(e-1)<<52 + q)
}

func (l *long) bit(at int) bool { return l[at/64]>>(at%64)&1 == 1 }

// below reports whether any bit below bit at is set.
func (l *long) below(at int) bool {
	for _, v := range l[:at/64] {
		if v != 0 {
			return true
		}
	}
	return l[at/64]&(1<<(at%64)-1) != 0
}
