package metric

import "math"

// A sum is a compensated one: what additions round off is added up apart (Knuth, TAOCP 2, 4.2.2). There is no product
// in it that a machine could fuse with an addition.
type sum struct {
	upper, lower float64
	lost         uint64 // bits of what additions rounded off
}

func (s *sum) add(x float64) {
	t := s.upper + x
	y := t - s.upper
	rest := (s.upper - (t - y)) + (x - y)
	s.lower += rest
	s.lost |= math.Float64bits(rest) << 1
	s.upper = t
}

func (s *sum) value() float64 { return s.upper + s.lower }

// exact reports whether no addition rounded.
func (s *sum) exact() bool { return s.lost == 0 }
