package digest

import "math"

// A source draws numbers: the same ones in every version of Go. It is SplitMix64 of Steele, Lea and Flood, "Fast splittable
// pseudorandom number generators", OOPSLA 2014.
type source uint64

func (s *source) next() uint64 {
	*s += 0x9e3779b97f4a7c15
	z := uint64(*s)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

func (s *source) below(n int) int { return int(s.next() % uint64(n)) }

// score is a whole multiple of 1/32 from -4 to below 4, which every element type holds exactly, so that there are many ties and
// pairs on the margin. If special is true, it may also be infinite or NaN, very large or very small.
func (s *source) score(special bool) float64 {
	if special && s.below(9) == 0 {
		return []float64{math.NaN(), math.Inf(1), math.Inf(-1), math.Copysign(0, -1), 60000, 0x1p-24, -0x1p-14}[s.below(7)]
	}
	return float64(s.below(256)-128) / 32
}

// drawn returns n numbers that draw returns, as elements.
func drawn[T any](n int, of func(float64) T, draw func() float64) []T {
	list := make([]T, n)
	for i := range list {
		list[i] = of(draw())
	}
	return list
}
