package loss_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/internal/losstest"
	"github.com/marginrank/marginrank/loss"
)

// Lists of squares are what all their pairs are, one by one, with and without weights.
func TestSquaredLists(t *testing.T) {
	t.Parallel()
	t.Run("float32", func(t *testing.T) { t.Parallel(); testSquaredLists(t, losstest.Float32) })
	t.Run("float64", func(t *testing.T) { t.Parallel(); testSquaredLists(t, losstest.Float64) })
	t.Run("float16", func(t *testing.T) { t.Parallel(); testSquaredLists(t, losstest.Float16) })
	t.Run("bfloat16", func(t *testing.T) { t.Parallel(); testSquaredLists(t, losstest.BFloat16) })
}

func testSquaredLists[T loss.Float](t *testing.T, d losstest.DType[T]) {
	k := uint64(0)
	losstest.EachListCase(d, func(c losstest.ListCase[T]) {
		k++
		squared := withWeights(rand.New(rand.NewPCG(k, 12)), c)
		squared.p = 2
		compareWeighted(t, d, squared)
	})
}

// Pairs whose difference is the margin only after rounding are active, but no loss and no gradient comes from them.
func TestSquaresOnTheEdge(t *testing.T) {
	const margin = float32(0.1)
	r := rand.New(rand.NewPCG(1, 13))
	for found := 0; found < 20; {
		low := float32(-0.05 * r.Float32()) // which no machine fuses with a sum
		high := low + margin
		if high-low != margin || float64(high)-float64(low) <= float64(margin) {
			continue
		}
		found++
		for _, n := range []int{2, 40, 100} {
			l := loss.Lists[float32]{}
			for i := range n {
				l.Scores = append(l.Scores, []float32{low, high}[i%2])
				l.Relevance = append(l.Relevance, float32(i%2))
			}
			for _, l.Lambda = range []*loss.Lambda{nil, {}} {
				grad := make([]float32, n)
				value, stats, err := loss.MarginRanking[float32]{Margin: float64(margin), P: 2}.ForwardBackwardLists(grad, l, 1)
				require.NoError(t, err)
				assert.Equal(t, int64(n/2*n/2), stats.Active)
				assert.Zero(t, value)
				assert.Equal(t, make([]float32, n), grad)
			}
		}
	}
}

// The squares of hinges overflow, and their products with weights do not.
func TestSquaresThatOverflow(t *testing.T) {
	for _, n := range []int{20, 100} {
		r := rand.New(rand.NewPCG(uint64(n), 14))
		c := losstest.ListCase[float64]{Name: fmt.Sprint(n, " items"), Margin: 1, Upstream: 1}
		for i := range n {
			c.Lists.Scores = append(c.Lists.Scores, math.Ldexp(r.NormFloat64(), 540))
			c.Lists.Relevance = append(c.Lists.Relevance, float32(i%4))
			c.Lists.Weights = append(c.Lists.Weights, 0x1p-120)
		}
		for _, c.Lists.Lambda = range []*loss.Lambda{nil, {}} {
			value, _, err := loss.MarginRanking[float64]{Margin: 1, P: 2}.ForwardLists(c.Lists)
			require.NoError(t, err)
			assert.True(t, math.IsInf(value, 1), "the mean is above 2^1024: %v", value)
			value, _, err = loss.MarginRanking[float64]{Margin: 1, P: 2, Reduction: loss.Sum}.ForwardLists(c.Lists)
			require.NoError(t, err)
			assert.Less(t, value, math.MaxFloat64)
			compareWeighted(t, losstest.Float64, weightedCase[float64]{c, false, 2})
		}
	}
}

// Items in pairs with an infinite hinge have infinite gradients, or NaN if they get both signs. Other items have the gradients of their
// finite hinges.
func TestInfiniteSquares(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	for name, test := range map[string]struct {
		scores    []float64
		relevance []float32
		weights   []float32
		margin    float64
		value     float64
		grad      []float64
	}{
		"lower":  {[]float64{0, inf, 1, 2, 0.5}, []float32{1, 0, 2, 2, 0}, nil, 1, inf, []float64{-inf, inf, -inf, -inf, 4}},
		"hidden": {[]float64{0, inf, 1, 2, 0.5}, []float32{1, 0, 2, 2, 0}, []float32{0, 1, 1, 1, 1}, 1, inf, []float64{0, inf, -inf, -inf, 1}},
		"higher": {[]float64{-inf, 0, 0.5, 1}, []float32{1, 0, 0, 2}, nil, 1, inf, []float64{-inf, inf, inf, -1}},
		"both":   {[]float64{-inf, 0, inf}, []float32{2, 1, 0}, nil, 1, inf, []float64{-inf, nan, inf}},
		"margin": {[]float64{0, 1, 2}, []float32{0, 1, 2}, nil, inf, inf, []float64{inf, nan, -inf}},
		"NaN":    {[]float64{nan, 0, 0.5}, []float32{1, 0, 1}, nil, 1, nan, []float64{0, 1, -1}},
	} {
		grad := make([]float64, len(test.scores))
		l := loss.Lists[float64]{Scores: test.scores, Relevance: test.relevance, Weights: test.weights}
		value, _, err := loss.MarginRanking[float64]{Margin: test.margin, Reduction: loss.Sum, P: 2}.ForwardBackwardLists(grad, l, 1)
		require.NoError(t, err, name)
		assert.True(t, losstest.Same(test.value, value), "%s: %v", name, value)
		for i, want := range test.grad {
			assert.True(t, losstest.Same(want, grad[i]), "%s: gradient %d is %v", name, i, grad[i])
		}
	}
}
