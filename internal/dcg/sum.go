package dcg

import "math"

// A Sum is a compensated sum: it adds up separately what additions round off (Knuth, TAOCP 2, 4.2.2). It has no products
// that a machine could fuse with an addition.
type Sum struct {
	upper, lower float64
	lost         uint64 // the bits, without the sign, of all that additions have rounded off; 0 if it is exact so far
}

// Add adds x.
func (s *Sum) Add(x float64) {
	t := s.upper + x
	y := t - s.upper
	rest := (s.upper - (t - y)) + (x - y)
	s.lower += rest
	s.lost |= math.Float64bits(rest) << 1
	s.upper = t
}

// Value returns the sum.
func (s *Sum) Value() float64 { return s.upper + s.lower }

// Exact reports whether no addition to the upper part has rounded.
func (s *Sum) Exact() bool { return s.lost == 0 }
