package loss

import (
	"math"

	"github.com/marginrank/marginrank/generated"
)

// A total adds float64 values up in the order they come and keeps what rounding
// leaves out.
type total struct{ sum, left float64 }

// add adds v, of which left was left out before.
func (t *total) add(v, left float64) {
	sum, rounded := generated.TwoSum(t.sum, v)
	t.left += rounded + left
	t.sum = sum
}

// value is the rounded total. An infinite one has no meaningful rest.
func (t total) value() float64 {
	switch {
	case t.sum-t.sum == 0: // finite
		return t.sum + t.left
	case t.sum != t.sum:
		return math.NaN() // of one bit pattern
	}
	return t.sum
}
