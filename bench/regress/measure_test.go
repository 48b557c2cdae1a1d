package main

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestPairing: base head head base, and each time where it belongs.
func TestPairing(t *testing.T) {
	p := pair{base: binary{tree: "base"}, head: binary{tree: "head"}}
	var order []string
	clock := 0.0
	time := func(b binary) (float64, error) {
		order = append(order, b.tree)
		clock++
		return clock, nil
	}
	var s series
	for round := range 4 {
		require.NoError(t, s.add(round, time, p))
	}
	assert.Equal(t, []string{"base", "head", "head", "base", "base", "head", "head", "base"}, order)
	assert.Equal(t, []float64{1, 4, 5, 8}, s.base)
	assert.Equal(t, []float64{2, 3, 6, 7}, s.head)

	broken := errors.New("broken")
	assert.ErrorIs(t, s.add(0, func(binary) (float64, error) { return 0, broken }, p), broken)
}
