package loss

import (
	"math"

	"github.com/marginrank/marginrank/generated"
)

// A total adds float64 values up in the order they come and keeps what rounding
// leaves out. It counts pairs beside that.
type total struct {
	sum, left float64
	stats     Stats
}

// add adds another total, of which something may have been left out before.
func (t *total) add(v total) {
	sum, rounded := generated.TwoSum(t.sum, v.sum)
	t.left += rounded + v.left
	t.sum = sum
	t.stats.Active += v.stats.Active
	t.stats.Wrong += v.stats.Wrong
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
