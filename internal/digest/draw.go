package digest

import (
	"math"

	"github.com/marginrank/marginrank/internal/element"
	"github.com/marginrank/marginrank/loss"
)

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

// below returns a number from 0 to n-1.
func (s *source) below(n int) int { return int(s.next() % uint64(n)) }

// digits returns a number from -2 to below 2 with all the binary digits that a float64 has, so that sums and products
// of such numbers round.
func (s *source) digits() float64 { return float64(int64(s.next())>>11) * 0x1p-51 }

// score returns a number with many digits, or a whole multiple of 1/32 from -4 to below 4, which every element type holds exactly:
// of these, many are equal or have exactly the margin between them. If special is true, it may also be infinite or NaN, very large or
// very small.
func (s *source) score(special bool) float64 {
	switch {
	case special && s.below(9) == 0:
		return []float64{math.NaN(), math.Inf(1), math.Inf(-1), math.Copysign(0, -1), 60000, 0x1p-24, -0x1p-14}[s.below(7)]
	case s.below(2) == 0:
		return s.digits()
	}
	return float64(s.below(256)-128) / 32
}

// elements returns n numbers that draw returns, each rounded to T.
func elements[T loss.Float](n int, draw func() float64) []T {
	list := make([]T, n)
	for i := range list {
		list[i] = element.Of[T](draw())
	}
	return list
}
