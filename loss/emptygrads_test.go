package loss_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/loss"
)

// An empty Grads is no error: nothing but the gradients is missing, and arguments are checked as ever.
func TestEmptyGrads(t *testing.T) {
	t.Parallel()
	c := loss.MarginRanking[float32]{Margin: 0.5}
	p := loss.Pairs[float32]{X1: []float32{1, 2, 0.3}, X2: []float32{2, 1, 0.1}}
	want, counts, err := c.ForwardStats(p)
	require.NoError(t, err)
	losses, got := make([]float32, 3), make([]float32, 3)
	require.NoError(t, c.ForwardNone(losses, p))

	value, err := c.ForwardBackward(loss.Grads[float32]{}, p, 1)
	require.NoError(t, err)
	assert.Equal(t, math.Float64bits(want), math.Float64bits(value))
	value, stats, err := c.ForwardBackwardStats(loss.Grads[float32]{}, p, 1)
	require.NoError(t, err)
	assert.Equal(t, math.Float64bits(want), math.Float64bits(value))
	assert.Equal(t, counts, stats)
	require.NoError(t, c.ForwardBackwardNone(got, loss.Grads[float32]{}, p, p.X1))
	assert.Equal(t, losses, got)
	assert.NoError(t, c.Backward(loss.Grads[float32]{}, p, 1))
	assert.NoError(t, c.BackwardNone(loss.Grads[float32]{}, p, p.X1))

	p.X2 = p.X2[:2]
	_, err = c.ForwardBackward(loss.Grads[float32]{}, p, 1)
	assert.ErrorIs(t, err, loss.ErrLength)
	assert.ErrorIs(t, c.Backward(loss.Grads[float32]{}, p, 1), loss.ErrLength)
	assert.ErrorIs(t, c.BackwardNone(loss.Grads[float32]{}, p, p.X1), loss.ErrLength)
}
