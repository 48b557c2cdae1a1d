package main

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A number that has been written and read back is written in the same way again, even if rounding makes it
// longer.
func TestNumber(t *testing.T) {
	for x, want := range map[float64]string{
		0.07449: "0.074", 0.9994: "0.999", 0.9996: "1.00", 9.994: "9.99", 9.996: "10.0", 15.02: "15.0", 99.94: "99.9", 99.96: "100", 1234.5: "1234",
	} {
		assert.Equal(t, want, number(x))
		again, err := strconv.ParseFloat(want, 64)
		require.NoError(t, err)
		assert.Equal(t, want, number(again))
	}
}
