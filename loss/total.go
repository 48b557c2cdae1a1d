package loss

import "math"

// A total adds float64 values up in the order they come and keeps what rounding
// leaves out (TwoSum: Knuth, The Art of Computer Programming 2, 4.2.2).
type total struct{ sum, left float64 }

// add adds v, of which left was left out before.
func (t *total) add(v, left float64) {
	s := t.sum + v
	b := s - t.sum
	t.left += (t.sum - (s - b)) + (v - b) + left
	t.sum = s
}

// value is the rounded total. An infinite one has no meaningful rest.
func (t total) value() float64 {
	switch {
	case math.IsInf(t.sum, 0):
		return t.sum
	case math.IsNaN(t.sum):
		return math.NaN() // of one bit pattern
	}
	return t.sum + t.left
}
