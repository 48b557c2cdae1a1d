package loss_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/loss"
)

// The gradients are the central differences of the loss: away from the kink of the hinge, and everywhere for its
// square, which has none.
func TestNumericGradient(t *testing.T) {
	t.Parallel()
	testNumericGradient(t, 1, 0.01, 1e-5)
	testNumericGradient(t, 2, 0, 1e-4)
}

// testNumericGradient takes pairs with |u| of at least away.
func testNumericGradient(t *testing.T, power int, away, within float64) {
	t.Helper()
	const n, step = 70, 1e-6
	r := rand.New(rand.NewPCG(1, 2))
	for _, reduction := range []loss.Reduction{loss.Mean, loss.Sum} {
		for _, margin := range []float64{0, 0.5, -0.3} {
			c := loss.MarginRanking[float64]{Margin: margin, Reduction: reduction, P: power}
			p := loss.Pairs[float64]{X1: make([]float64, n), X2: make([]float64, n), Y: make([]float64, n)}
			for i := range n {
				for u, first := 0.0, true; first || math.Abs(u) < away; first = false {
					p.X1[i], p.X2[i], p.Y[i] = r.NormFloat64()*10, r.NormFloat64()*10, r.NormFloat64()
					u = -p.Y[i]*(p.X1[i]-p.X2[i]) + margin
				}
			}
			g := loss.Grads[float64]{X1: make([]float64, n), X2: make([]float64, n), Y: make([]float64, n)}
			require.NoError(t, c.Backward(g, p, 3))
			for _, pair := range []struct{ x, g []float64 }{{p.X1, g.X1}, {p.X2, g.X2}, {p.Y, g.Y}} {
				for i, x := range pair.x {
					at := func(x float64) float64 {
						pair.x[i] = x
						value, err := c.Forward(p)
						require.NoError(t, err)
						return 3 * value
					}
					slope := (at(x+step) - at(x-step)) / (2 * step)
					pair.x[i] = x
					assert.InDelta(t, slope, pair.g[i], within)
				}
			}
		}
	}
}

// A step against the gradient lowers the loss of a model with shared scores.
func TestDescent(t *testing.T) {
	t.Parallel()
	c := loss.MarginRanking[float32]{Margin: 1}
	x1, x2 := []float32{0, 0.5, -1}, []float32{0.25, 0, 2}
	p := loss.Pairs[float32]{X1: x1, X2: x2, Signs: []int8{1, -1, 1}}
	g := loss.Grads[float32]{X1: make([]float32, 3), X2: make([]float32, 3)}
	before, err := c.ForwardBackward(g, p, 1)
	require.NoError(t, err)
	for i := range x1 {
		x1[i] -= g.X1[i]
		x2[i] -= g.X2[i]
	}
	after, err := c.Forward(p)
	require.NoError(t, err)
	assert.Less(t, after, before)
}
