package main

import (
	"bytes"
	"errors"
	"math"
	"math/rand/v2"
	"regexp"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"gonum.org/v1/gonum/diff/fd"
	"gonum.org/v1/gonum/optimize"

	"github.com/marginrank/marginrank/loss"
)

// Training lowers the objective, finds what the grades depend on, and ends by its threshold.
func TestRun(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run(&out))
	t.Log(out.String())
	lines := regexp.MustCompile(`objective ([\d.]+), NDCG@10 of the test queries ([\d.]+)\n`).FindAllStringSubmatch(out.String(), -1)
	require.Len(t, lines, 2)
	number := func(text string) float64 {
		v, err := strconv.ParseFloat(text, 64)
		require.NoError(t, err)
		return v
	}
	assert.Equal(t, 1.0, number(lines[0][1]), "all scores are equal, so each pair's loss is the square of the margin")
	assert.Less(t, number(lines[1][1]), 0.2)
	assert.Less(t, number(lines[0][2]), 0.5)
	assert.Greater(t, number(lines[1][2]), 0.9)
	assert.Contains(t, out.String(), "converged: the slope is below the threshold")
}

// The hinge itself has kinks: with it, the same training ends without convergence.
func TestKinks(t *testing.T) {
	o := newObjective(makeUp(1, 400, width))
	o.criterion.P = 1
	result, err := minimize(o, make([]float64, width))
	require.NoError(t, o.err)
	t.Log(result.Status, err)
	assert.NotEqual(t, optimize.GradientThreshold, result.Status)
}

// The slope is that of the value.
func TestSlope(t *testing.T) {
	o := newObjective(makeUp(3, 3, 6))
	rng := rand.New(rand.NewPCG(1, 1))
	weights := make([]float64, 6)
	for f := range weights {
		weights[f] = rng.NormFloat64()
	}
	p := o.problem()
	slope := make([]float64, len(weights))
	p.Grad(slope, weights)
	numeric := fd.Gradient(nil, p.Func, weights, &fd.Settings{Formula: fd.Central, Step: 1e-7})
	assert.InDeltaSlice(t, numeric, slope, 1e-6)
}

// The value and the slope of a point take one pass together, in any order.
func TestOnePass(t *testing.T) {
	o := newObjective(makeUp(4, 2, 3))
	p := o.problem()
	a, b, slope := []float64{1, 2, 3}, []float64{3, 2, 1}, make([]float64, 3)
	first := p.Func(a)
	p.Grad(slope, a)
	assert.Equal(t, 1, o.passes)
	p.Grad(slope, b)
	assert.NotEqual(t, first, p.Func(b))
	assert.Equal(t, 2, o.passes)
	a[0] = 7 // gonum uses its arrays again
	assert.NotEqual(t, first, p.Func(a))
	assert.Equal(t, 3, o.passes)
}

// An error of the loss ends the training.
func TestError(t *testing.T) {
	o := newObjective(makeUp(5, 2, 3))
	o.queries.grades[1] = float32(math.NaN())
	p := o.problem()
	_, err := p.Status()
	require.NoError(t, err)
	p.Func([]float64{1, 2, 3})
	_, err = p.Status()
	assert.True(t, errors.Is(err, loss.ErrRelevance))
}
