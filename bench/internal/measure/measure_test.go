package measure

import (
	"errors"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A clock is moved on by its contenders. slow says how much slower than usual the machine is at the moment.
type clock struct {
	slow  func() float64
	order []string
}

func (c *clock) timer(name string, cost time.Duration) Timer {
	return func(calls int) (time.Duration, error) {
		if calls > 1 {
			c.order = append(c.order, name)
		}
		return time.Duration(float64(calls) * float64(cost) * c.slow()), nil
	}
}

// If the machine becomes several times slower, both medians change, but the ratio does not.
func TestSpeedupOnABusyMachine(t *testing.T) {
	batches := 0
	c := &clock{slow: func() float64 { batches++; return 1 + float64(batches)/10 }}
	samples, err := Turns(Plan{Rounds: 40, Batch: time.Millisecond}, c.timer("a", 100), c.timer("b", 250))
	require.NoError(t, err)
	assert.Greater(t, samples[0][39], 3*samples[0][0])
	assert.InDelta(t, 2.5, Speedup(samples[0], samples[1]).Median, 0.1)
	assert.Equal(t, 0, Fastest(samples))
}

// Contenders take turns, and none is always the first.
func TestOrder(t *testing.T) {
	c := &clock{slow: func() float64 { return 1 }}
	_, err := Turns(Plan{Rounds: 4, Batch: 100}, c.timer("a", 10), c.timer("b", 10), c.timer("c", 10))
	require.NoError(t, err)
	assert.Equal(t, []string{"a", "b", "c", "c", "b", "a", "a", "b", "c", "c", "b", "a"}, c.order[len(c.order)-12:])
}

// A batch has as many calls as fill its time, and at least one. The search for this number ends, even if an int
// has 32 bits.
func TestFit(t *testing.T) {
	for cost, want := range map[time.Duration]int{time.Nanosecond: 1e6, 300 * time.Nanosecond: 3333, time.Second: 1} {
		n, err := fit(func(calls int) (time.Duration, error) { return time.Duration(calls) * cost, nil }, time.Millisecond)
		require.NoError(t, err)
		assert.InDelta(t, want, n, 1)
	}
	_, err := fit(func(int) (time.Duration, error) { return 0, nil }, 1)
	assert.Error(t, err, "a clock that stands still")
}

// An error of a contender ends the measurement.
func TestErrors(t *testing.T) {
	broken := errors.New("broken")
	_, err := Turns(Plan{Rounds: 1, Batch: 1}, Calls(func() error { return broken }))
	assert.ErrorIs(t, err, broken)
}

func TestEstimate(t *testing.T) {
	assert.Equal(t, Estimate{3, 2, 4}, Of([]float64{5, 1, 4, 2, 3}))
	assert.Equal(t, Estimate{1.5, 1.25, 1.75}, Of([]float64{2, 1}))
	assert.Equal(t, Estimate{3, 3, 3}, Of([]float64{1.5}).Scale(2))
	assert.True(t, math.IsNaN(Of(nil).Median))
	assert.Equal(t, Estimate{2, 2, 2}, Speedup([]float64{1, 2}, []float64{2, 4}))
}
