package metric

import (
	"math"
	"math/bits"
)

// The functions of package math have assembly on some machines and fused products on others, so their last bits
// differ. These are the same everywhere: products are rounded, by a conversion, before anything is added. The polynomials are
// those of FreeBSD's e_log.c and e_exp.c, as in package math.

const (
	ln2Hi = 6.93147180369123816490e-01
	ln2Lo = 1.90821492927058770002e-10
)

// log2 returns the binary logarithm of n >= 1.
func log2(n int) float64 {
	exponent := bits.Len(uint(n)) - 1
	x := math.Ldexp(float64(n), -exponent) // in [1, 2)
	if x > math.Sqrt2 {
		x /= 2
		exponent++
	}
	return float64(exponent) + float64(log1p(x-1)*(1/math.Ln2))
}

// log1p returns the natural logarithm of 1 + f, for 1 + f between the roots of 1/2 and of 2.
func log1p(f float64) float64 {
	const (
		l1 = 6.666666666666735130e-01
		l2 = 3.999999999940941908e-01
		l3 = 2.857142874366239149e-01
		l4 = 2.222219843214978396e-01
		l5 = 1.818357216161805012e-01
		l6 = 1.531383769920937332e-01
		l7 = 1.479819860511658591e-01
	)
	s := f / (2 + f)
	s2 := float64(s * s)
	s4 := float64(s2 * s2)
	t1 := float64(s2 * (l1 + float64(s4*(l3+float64(s4*(l5+float64(s4*l7)))))))
	t2 := float64(s4 * (l2 + float64(s4*(l4+float64(s4*l6)))))
	half := float64(0.5 * float64(f*f))
	return f - (half - float64(s*(half+(t1+t2))))
}

// standardGain returns 2^r - 1. Near 0 it is as exact as elsewhere.
func standardGain(r float32) float64 {
	if r >= 1024 {
		return math.Inf(1)
	}
	x := max(float64(r), -100) // 2^-100 - 1 is -1
	k := math.RoundToEven(x)
	if x == k {
		return math.Float64frombits(uint64(1023+int64(k))<<52) - 1
	}
	up := exp2m1(x - k)
	if k == 0 {
		return up
	}
	return math.Ldexp(1+up, int(k)) - 1
}

// exp2m1 returns 2^t - 1 for t in [-1/2, 1/2].
func exp2m1(t float64) float64 {
	const (
		p1 = 1.66666666666666657415e-01
		p2 = -2.77777777770155933842e-03
		p3 = 6.61375632143793436117e-05
		p4 = -1.65339022054652515390e-06
		p5 = 4.13813679705723846039e-08
	)
	hi, lo := float64(t*ln2Hi), float64(-t*ln2Lo)
	r := hi - lo
	r2 := float64(r * r)
	c := r - float64(r2*(p1+float64(r2*(p2+float64(r2*(p3+float64(r2*(p4+float64(r2*p5)))))))))
	return hi - (lo - float64(r*c)/(2-c))
}
