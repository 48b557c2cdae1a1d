package allpairs

import (
	"math"
	"math/bits"
	"unsafe"
)

const (
	// A significand of 53 bits is added in two parts, the lower one of so many bits.
	partBits    = 26
	largestPart = 1 << (53 - partBits) // beyond every part

	binCount  = 2048 + partBits           // biased exponents, and those of upper parts
	limbCount = (binCount+2*64)/64 + 1    // a bin has 64 bits, and there are fewer than 2^64 of them
	maxRoom   = (1<<63 - 1) / largestPart // factors that no bin overflows of, all together
)

// A Sum adds up products of integers and floats without any rounding. Its zero value is 0.
//
// Bins hold what was added at each exponent, as integers. Before one could overflow they go
// to long integers: two, as in one sum carries would run far whenever its sign changes.
type Sum struct {
	bins               [binCount]int64 // bin e counts 2^(e-1075)
	lo, hi             int             // the other bins are 0
	room               int64           // how large the factors to come may be, all together
	positive, negative long
}

// A long is an integer of many limbs, the lowest one first.
type long [limbCount]uint64

// reserve makes room for n factors of at most so much, in absolute values.
func (s *Sum) reserve(n int, most int64) {
	need := int64(n) * most
	if s.room < need {
		s.flush()
	}
	s.room -= need
}

// atATime is how many factors of at most so much there can be room for.
func atATime(most int64) int { return int(min(maxRoom/max(most, 1), 1<<30)) }

// addAll adds each value times its count. There must be room for all. Where a count is 0, the value
// may be anything.
func addAll[F Float](s *Sum, counts []int32, values []F) {
	values = values[:len(counts)]
	if unsafe.Sizeof(F(0)) == 4 {
		for k, v := range values {
			e, significand := split32(float32(v))
			s.bins[bias+e] += int64(counts[k]) * int64(significand)
		}
		s.lo, s.hi = min(s.lo, bias+1), max(s.hi, bias+256)
		return
	}
	lo, hi := s.lo, s.hi
	for k, v := range values {
		significand, e, negative := split(float64(v))
		factor := int64(counts[k])
		if negative {
			factor = -factor
		}
		lo, hi = min(lo, e), max(hi, e+partBits+1)
		s.bins[e] += factor * int64(significand&(1<<partBits-1))
		s.bins[e+partBits] += factor * int64(significand>>partBits)
	}
	s.lo, s.hi = lo, hi
}

// bias leads from the exponent of a float32 to its bin: it is significand·2^(e-150).
const bias = 1075 - 150

// split32 is the exponent and the significand with the sign.
func split32(v float32) (e uint, significand int32) {
	b := math.Float32bits(v)
	e = uint(b >> 23 & 0xff)
	significand = int32(b & (1<<23 - 1))
	if e > 0 {
		significand += 1 << 23
	} else {
		e = 1 // zero or subnormal
	}
	sign := int32(b) >> 31
	return e, significand ^ sign - sign
}

// AddProduct adds n·v, for n >= 0 and finite v.
func (s *Sum) AddProduct(n int64, v float64) {
	significand, e, negative := split(v)
	hi, lo := bits.Mul64(uint64(n), significand)
	to := s.side(negative)
	to.add(e, lo)
	to.add(e+64, hi)
}

// Add adds t.
func (s *Sum) Add(t *Sum) {
	t.flush()
	s.positive.join(&t.positive)
	s.negative.join(&t.negative)
}

// Reset makes s 0.
func (s *Sum) Reset() {
	s.flush()
	s.positive, s.negative = long{}, long{}
}

// Float64 is the sum, rounded to nearest, ties to even.
func (s *Sum) Float64() float64 {
	s.flush()
	diff := s.positive
	if diff.subtract(&s.negative) {
		diff = s.negative
		diff.subtract(&s.positive)
		return -diff.float64()
	}
	return diff.float64()
}

// flush moves the bins to the long integers.
func (s *Sum) flush() {
	const step = 8 // most are 0
	for first := s.lo; first < s.hi; first += step {
		bins := s.bins[first:min(first+step, binCount)]
		any := int64(0)
		for _, v := range bins {
			any |= v
		}
		if any == 0 {
			continue
		}
		for k, v := range bins {
			s.side(v < 0).add(first+k, uint64(max(v, -v)))
			bins[k] = 0
		}
	}
	s.lo, s.hi, s.room = binCount, 0, maxRoom
}

func (s *Sum) side(negative bool) *long {
	if negative {
		return &s.negative
	}
	return &s.positive
}

// split returns v as ±significand·2^(e-1075).
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

// join adds m.
func (l *long) join(m *long) {
	var carry uint64
	for i := range l {
		l[i], carry = bits.Add64(l[i], m[i], carry)
	}
}

// subtract subtracts m, and reports whether that is less than nothing.
func (l *long) subtract(m *long) bool {
	var borrow uint64
	for i := range l {
		l[i], borrow = bits.Sub64(l[i], m[i], borrow)
	}
	return borrow != 0
}

// float64 is l·2^-1075, rounded. l is even.
func (l *long) float64() float64 {
	top := limbCount - 1
	for top > 0 && l[top] == 0 {
		top--
	}
	length := 64*top + bits.Len64(l[top])
	if length <= 54 {
		return math.Float64frombits(l[0] >> 1) // the integers of the least exponent, in units of 2^-1074
	}
	// The 53 upper bits, then what is below them.
	e := length - 53
	i, shift := e/64, e%64
	q := l[i] >> shift
	if shift > 0 && i+1 < limbCount {
		q |= l[i+1] << (64 - shift)
	}
	if l.bit(e-1) && (q&1 == 1 || l.below(e-1)) {
		q++
	}
	if e >= 2047 || e == 2046 && q == 1<<53 {
		return math.Inf(1)
	}
	return math.Float64frombits(uint64(e-1)<<52 + q)
}

func (l *long) bit(at int) bool { return l[at/64]>>(at%64)&1 == 1 }

// below reports whether any bit below this one is set.
func (l *long) below(at int) bool {
	for _, v := range l[:at/64] {
		if v != 0 {
			return true
		}
	}
	return l[at/64]&(1<<(at%64)-1) != 0
}
