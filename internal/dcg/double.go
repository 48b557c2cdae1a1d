package dcg

import "math"

// A double is the sum of two float64, which has about 105 bits. lower is at most half a unit in the last place of
// upper.
type double struct{ upper, lower float64 }

// doubled returns a + b. The magnitude of b must not exceed the magnitude of a.
func doubled(a, b float64) double {
	s := a + b
	return double{s, b - (s - a)}
}

func (x double) plus(y double) double {
	s := x.upper + y.upper
	t := s - x.upper
	rest := (x.upper - (s - t)) + (y.upper - t)
	return doubled(s, rest+(x.lower+y.lower))
}

func (x double) times(y double) double {
	p := float64(x.upper * y.upper)
	rest := math.FMA(x.upper, y.upper, -p)
	return doubled(p, rest+(float64(x.upper*y.lower)+float64(x.lower*y.upper)))
}

// inverse returns 1/x.
func (x double) inverse() double {
	q := 1 / x.upper
	rest := math.FMA(-q, x.upper, 1) - float64(q*x.lower)
	return doubled(q, float64(q*rest))
}

// quotient returns a/b. Both must be integers below 2^53.
func quotient(a, b float64) double {
	q := a / b
	return doubled(q, math.FMA(-q, b, a)/b)
}

// twoByLn2 is 2/ln 2.
var twoByLn2 = double{0x1.71547652b82fep+1, 2/math.Ln2 - 0x1.71547652b82fep+1}

// odd holds 1, 1/3, 1/5, ...
var odd = func() (inverses [28]double) {
	for k := range inverses {
		inverses[k] = quotient(1, float64(2*k+1))
	}
	return inverses
}()

// logarithmOf returns 2/ln 2 · atanh(x) for x = a/b, which must be at most 1/5. atanh(x) is the sum of
// x^(2k+1)/(2k+1). Terms below 2^-110 of the first one are left out.
func logarithmOf(a, b uint64) double {
	x := quotient(float64(a), float64(b))
	z := x.times(x)
	k := 1
	for power := z.upper; power > 0x1p-110 && k < len(odd)-1; k++ {
		power *= z.upper
	}
	s := odd[k]
	for k--; k >= 0; k-- {
		s = odd[k].plus(s.times(z))
	}
	return s.times(x).times(twoByLn2)
}
