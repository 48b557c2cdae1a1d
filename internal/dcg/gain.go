package dcg

import "math"

const (
	ln2Hi = 6.93147180369123816490e-01
	ln2Lo = 1.90821492927058770002e-10
)

// StandardGain returns 2^r - 1. The relative error is as small near 0 as elsewhere.
func StandardGain(r float32) float64 {
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

// exp2m1 returns 2^t - 1 for t in [-1/2, 1/2]. Conversions round products before anything is added, so that no machine fuses
// them. The polynomial comes from FreeBSD's e_exp.c, as in package math.
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
