package allpairs

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

// Sums of many small numbers lose nothing, while sums without compensation would.
func TestAccumulate(t *testing.T) {
	const n = 1 << 20
	sum, lost := 0.0, 0.0
	plain := 1.0
	accumulate(&sum, &lost, 1)
	for range n {
		accumulate(&sum, &lost, 0x1p-54)
		plain += 0x1p-54
	}
	assert.Equal(t, 1.0, plain)
	assert.Equal(t, 1+n*0x1p-54, sum)
	assert.Zero(t, lost)
}

// The two parts of a difference add up to the exact difference.
func TestDifference(t *testing.T) {
	for _, c := range [][4]float64{
		{1, 0x1p-60, 1, -0x1p-60}, {0x1p-60, 1, -1, 0x1p-60}, {1, -0x1p-53, 1, 0x1p-53}, {3, 1, 2, 0}, {0, 0, 0, 0}, {0x1p60, -1, 0x1p60, 1},
		{0.1, 0.3, -0.19999999999999998, 0}, {-5, 0x1p-1074, -5, -0x1p-1074}, {math.MaxFloat64 / 4, 1, math.MaxFloat64 / 4, -1},
	} {
		upper, lower := difference(c[0], c[1])
		assert.Equal(t, [2]float64{c[2], c[3]}, [2]float64{upper, lower}, c)
	}
}
