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

// listWeights draw the weights of items.
var listWeights = []struct {
	name string
	draw func(r *rand.Rand) float64
}{
	{"none", nil},
	{"ordinary", func(r *rand.Rand) float64 { return r.Float64() }},
	{"wide", func(r *rand.Rand) float64 { return math.Ldexp(1+r.Float64(), r.IntN(201)-100) }},
	{"zero or one", func(r *rand.Rand) float64 { return float64(r.IntN(2)) }},
	{"zero", func(*rand.Rand) float64 { return 0 }},
	{"extreme", func(r *rand.Rand) float64 {
		return []float64{math.MaxFloat32, 0x1p-149, math.Copysign(0, -1), 1}[r.IntN(4)]
	}},
}

// lambdas are lambda weights. Their gains are above 0 for any relevance, but for the first ones.
var lambdas = []struct {
	name   string
	lambda *loss.Lambda
}{
	{"no lambda", nil},
	{"usual gain", &loss.Lambda{}},
	{"usual gain at 3", &loss.Lambda{TopK: 3}},
	{"level", &loss.Lambda{Gain: level}},
	{"level at 1", &loss.Lambda{TopK: 1, Gain: level}},
	{"level at 20", &loss.Lambda{TopK: 20, Gain: level}},
	{"falling", &loss.Lambda{Gain: func(r float32) float64 { return 1e9 - level(r) }}},
	{"up and down", &loss.Lambda{Gain: func(r float32) float64 { return 2 + math.Sin(7*level(r)) }}},
	{"equal", &loss.Lambda{Gain: func(float32) float64 { return 3 }}},
	{"nothing", &loss.Lambda{Gain: func(float32) float64 { return 0 }}},
	{"huge", &loss.Lambda{Gain: func(r float32) float64 { return 0x1p1019 * (1 + level(r)/1e9) }}},
	{"tiny", &loss.Lambda{Gain: func(r float32) float64 { return 0x1p-1040 * math.Trunc(level(r)) }}},
}

// level is a gain for any relevance, the least one for -Inf.
func level(r float32) float64 { return 10 + math.Max(-9, math.Min(float64(r), 1000)) }

// A weightedCase is lists with weights, and a criterion for them.
type weightedCase[T loss.Float] struct {
	losstest.ListCase[T]
	perList bool
	p       int
}

// withWeights draws weights for a case.
func withWeights[T loss.Float](r *rand.Rand, c losstest.ListCase[T]) weightedCase[T] {
	w, lambda := listWeights[r.IntN(len(listWeights))], lambdas[r.IntN(len(lambdas))]
	if w.draw != nil {
		c.Lists.Weights = make([]float32, len(c.Lists.Scores))
		for i := range c.Lists.Weights {
			if c.Lists.Weights[i] = float32(w.draw(r)); c.Lists.Mask != nil && !c.Lists.Mask[i] {
				c.Lists.Weights[i] = float32(math.NaN()) // nobody looks
			}
		}
	}
	c.Lists.Lambda = lambda.lambda
	if lambda.lambda != nil && lambda.lambda.Gain == nil {
		for i, v := range c.Lists.Relevance {
			if (c.Lists.Mask == nil || c.Lists.Mask[i]) && !(v >= 0 && v < 1000) {
				c.Lists.Lambda = &loss.Lambda{TopK: lambda.lambda.TopK, Gain: level}
			}
		}
	}
	c.Lists.PerList = r.IntN(2) == 0
	c.Name = fmt.Sprintf("%s, weights %s, %s, per list %v", c.Name, w.name, lambda.name, c.Lists.PerList)
	return weightedCase[T]{c, c.Lists.PerList, 1}
}

// Lists with weights are what all their pairs are, one by one.
func TestWeightedLists(t *testing.T) {
	t.Parallel()
	t.Run("float32", func(t *testing.T) { t.Parallel(); testWeightedLists(t, losstest.Float32) })
	t.Run("float64", func(t *testing.T) { t.Parallel(); testWeightedLists(t, losstest.Float64) })
	t.Run("float16", func(t *testing.T) { t.Parallel(); testWeightedLists(t, losstest.Float16) })
	t.Run("bfloat16", func(t *testing.T) { t.Parallel(); testWeightedLists(t, losstest.BFloat16) })
}

func testWeightedLists[T loss.Float](t *testing.T, d losstest.DType[T]) {
	k := uint64(0)
	losstest.EachListCase(d, func(c losstest.ListCase[T]) {
		k++
		compareWeighted(t, d, withWeights(rand.New(rand.NewPCG(k, 8)), c))
	})
}

// TestLongWeightedLists: lengths at which a list is sorted.
func TestLongWeightedLists(t *testing.T) {
	t.Parallel()
	t.Run("float32", func(t *testing.T) { t.Parallel(); testLongWeightedLists(t, losstest.Float32) })
	t.Run("float64", func(t *testing.T) { t.Parallel(); testLongWeightedLists(t, losstest.Float64) })
	t.Run("bfloat16", func(t *testing.T) { t.Parallel(); testLongWeightedLists(t, losstest.BFloat16) })
}

func testLongWeightedLists[T loss.Float](t *testing.T, d losstest.DType[T]) {
	seed := uint64(0)
	for _, n := range []int{64, 65, 300, 700} {
		for _, scores := range losstest.ListScores {
			for _, of := range []int{1, 2, 6} {
				if seed++; testing.Short() && seed%5 > 0 || n == 300 && seed%2 > 0 || n == 700 && seed%12 > 0 {
					continue
				}
				grades := losstest.ListGrades[of]
				r := rand.New(rand.NewPCG(seed, 9))
				c := losstest.ListCase[T]{Margin: losstest.Margins[r.IntN(len(losstest.Margins))], Boundary: loss.Boundary(of % 2), Upstream: 1}
				c.Name = fmt.Sprintf("%d items, %s, %s, margin %v", n, scores.Name, grades.Name, c.Margin)
				for range n {
					c.Lists.Scores = append(c.Lists.Scores, d.Element(d.Round(scores.Draw(r, d.Round(c.Margin)))))
					c.Lists.Relevance = append(c.Lists.Relevance, grades.Draw(r))
				}
				weighted := withWeights(r, c)
				for weighted.p = 1; weighted.p <= 2; weighted.p++ {
					compareWeighted(t, d, weighted)
				}
			}
		}
	}
}

// Hundreds of items below an item are its active partners, and others below these are not. Such sums take more than one chunk.
func TestLongWindows(t *testing.T) {
	t.Parallel()
	const n = 1000
	r := rand.New(rand.NewPCG(n, 10))
	c := losstest.ListCase[float64]{Name: "long windows", Margin: 1, Upstream: 1}
	c.Lists.Lambda = &loss.Lambda{}
	for _, i := range r.Perm(n) {
		c.Lists.Scores = append(c.Lists.Scores, float64(3*i)/n)
		c.Lists.Relevance = append(c.Lists.Relevance, float32(r.IntN(3)))
		c.Lists.Weights = append(c.Lists.Weights, r.Float32())
	}
	compareWeighted(t, losstest.Float64, weightedCase[float64]{c, false, 1})
	compareWeighted(t, losstest.Float64, weightedCase[float64]{c, false, 2})
}

// The usual gain is 2^relevance - 1 for each relevance that it is finite for, in short and in long lists.
func TestUsualGain(t *testing.T) {
	for _, copies := range []int{1, 9} {
		for _, high := range []float32{1, 29, 30, 31, 32, 33, 63, 64, 100, 1000} {
			var l loss.Lists[float64]
			for k := range copies * 10 {
				l.Scores = append(l.Scores, float64(k*7%11))
				l.Relevance = append(l.Relevance, []float32{0, high, high / 2, high - 1, high - 0.5}[k%5])
			}
			l.Lambda = &loss.Lambda{Gain: func(r float32) float64 { return math.Exp2(float64(r)) - 1 }}
			c, want, grad := loss.MarginRanking[float64]{Margin: 1}, make([]float64, len(l.Scores)), make([]float64, len(l.Scores))
			value, _, err := c.ForwardBackwardLists(want, l, 1)
			require.NoError(t, err)
			l.Lambda = &loss.Lambda{}
			got, _, err := c.ForwardBackwardLists(grad, l, 1)
			require.NoError(t, err)
			assert.InEpsilon(t, value, got, 1e-12, high)
			assert.InDeltaSlice(t, want, grad, 1e-12, high)
		}
	}
}

func compareWeighted[T loss.Float](t *testing.T, d losstest.DType[T], c weightedCase[T]) {
	t.Helper()
	want := d.PairwiseWeighted(c.Lists, c.Margin, c.Boundary, c.p)
	for _, r := range []loss.Reduction{loss.Sum, loss.Mean} {
		var first []uint64
		for _, tier := range losstest.Tiers() {
			criterion := on(tier, loss.MarginRanking[T]{Margin: c.Margin, Reduction: r, P: c.p, Boundary: c.Boundary})
			about := fmt.Sprintf("%s, P %d, %v, %v", c.Name, c.p, r, tier)
			value, stats, err := criterion.ForwardLists(c.Lists)
			require.NoError(t, err, about)
			require.Equal(t, want.Stats, stats, about)
			require.True(t, want.WithinLoss(value, r, c.perList), "%s: %v", about, value)

			grad := make([]T, len(c.Lists.Scores))
			fused, stats, err := criterion.ForwardBackwardLists(grad, c.Lists, c.Upstream)
			require.NoError(t, err, about)
			require.Equal(t, want.Stats, stats, about)
			require.Equal(t, math.Float64bits(value), math.Float64bits(fused), about)
			for i, g := range grad {
				if !want.WithinGrad(d, g, i, r, c.perList, c.Upstream) {
					t.Fatalf("%s: gradient %d is %v; weights %v and %v", about, i, d.Value(g), want.Low[i].Text('g', 20), want.High[i].Text('g', 20))
				}
			}

			values := make([]float64, len(want.Lists))
			stats, err = criterion.ForwardListsNone(values, c.Lists)
			require.NoError(t, err, about)
			require.Equal(t, want.Stats, stats, about)
			for k, v := range values {
				require.True(t, want.WithinValue(v, k, c.perList), "%s: list %d is %v", about, k, v)
			}

			bits := []uint64{math.Float64bits(value)}
			for _, g := range grad {
				bits = append(bits, d.Bits(g))
			}
			for _, v := range values {
				bits = append(bits, math.Float64bits(v))
			}
			if first == nil {
				first = bits
			}
			require.Equal(t, first, bits, about)
		}
	}
}
