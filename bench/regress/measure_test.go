package main

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Runs have the order base, head, head, base, and then the reverse, and their times go to the right revision.
func TestPairing(t *testing.T) {
	p := pair{base: binary{path: "base"}, head: binary{path: "head"}}
	var order []string
	clock := 0.0
	timeOf := func(b binary) (float64, error) {
		order = append(order, b.path)
		clock++
		return clock, nil
	}
	var s series
	for round := range 2 {
		require.NoError(t, s.add(round, 1, timeOf, p))
	}
	assert.Equal(t, []string{"base", "head", "head", "base", "head", "base", "base", "head"}, order)
	assert.InDeltaSlice(t, []float64{(1 + 4) / 2., (6 + 7) / 2.}, s.base, 1e-12)
	assert.InDeltaSlice(t, []float64{(2 + 3) / 2., (5 + 8) / 2.}, s.head, 1e-12)

	clock, order, s = 0, nil, series{}
	require.NoError(t, s.add(0, 3, timeOf, p))
	assert.Len(t, order, 12)
	assert.Equal(t, []float64{(5 + 8) / 2.}, s.base, "the median of 1 4 5 8 9 12")

	broken := errors.New("broken")
	assert.ErrorIs(t, s.add(0, 1, func(binary) (float64, error) { return 0, broken }, p), broken)
}
