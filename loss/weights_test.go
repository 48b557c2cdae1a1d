package loss_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/losstest"
	"github.com/marginrank/marginrank/loss"
)

// Weights of 1 and margins that are all the same change no bit, nor does counting.
func TestNeutralColumns(t *testing.T) {
	t.Parallel()
	losstest.EachTier(t, func(t *testing.T, tier cpuid.Tier) {
		t.Run("float32", func(t *testing.T) { testNeutral(t, tier, losstest.Float32) })
		t.Run("float64", func(t *testing.T) { testNeutral(t, tier, losstest.Float64) })
		t.Run("float16", func(t *testing.T) { testNeutral(t, tier, losstest.Float16) })
		t.Run("bfloat16", func(t *testing.T) { testNeutral(t, tier, losstest.BFloat16) })
	})
}

func testNeutral[T loss.Float](t *testing.T, tier cpuid.Tier, d losstest.DType[T]) {
	for _, n := range []int{0, 1, 77, 300, losstest.Span + 100} {
		for _, margin := range []float64{0.5, math.Copysign(0, -1), -1e-300, -1} {
			plain := losstest.NewBatch(d, losstest.Given, n, 3, margin, losstest.Special)
			b := plain
			b.Pairs.Weights = slices.Repeat([]T{d.Element(1)}, n)
			b.Pairs.Margins = slices.Repeat([]T{d.Element(margin)}, n)
			for _, m := range losstest.Methods {
				want := call(t, tier, m, plain, m.All())
				require.Empty(t, differ(d, want, call(t, tier, m, b, m.All())), "%v, %d pairs", m, n)
				m.Name = map[string]string{"ForwardStats": "Forward", "ForwardBackwardStats": "ForwardBackward"}[m.Name]
				if m.Name != "" {
					want.Stats = loss.Stats{}
					require.Empty(t, differ(d, want, call(t, tier, m, plain, m.All())), "%v, %d pairs, not counted", m, n)
				}
			}
		}
	}
}

// A pair of weight 0 is as good as one that is not there, but for its zeros.
func TestHiddenPairs(t *testing.T) {
	t.Parallel()
	losstest.EachTier(t, func(t *testing.T, tier cpuid.Tier) {
		t.Run("float32", func(t *testing.T) { testHidden(t, tier, losstest.Float32) })
		t.Run("float64", func(t *testing.T) { testHidden(t, tier, losstest.Float64) })
		t.Run("float16", func(t *testing.T) { testHidden(t, tier, losstest.Float16) })
		t.Run("bfloat16", func(t *testing.T) { testHidden(t, tier, losstest.BFloat16) })
	})
}

func testHidden[T loss.Float](t *testing.T, tier cpuid.Tier, d losstest.DType[T]) {
	const n, hidden = 64, 21 // a chunk is added up in the same order as its beginning
	for _, bad := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		short := losstest.WithColumns(d, losstest.NewBatch(d, losstest.Given, n-hidden, 0, 0.5, losstest.Ordinary), losstest.Columns{Weights: true, Margins: true}, 0, losstest.Ordinary)
		long := short
		more := slices.Repeat([]T{d.Element(bad)}, hidden)
		p := &long.Pairs
		for _, array := range []*[]T{&p.X1, &p.X2, &p.Y, &p.Margins, &long.Upstream} {
			*array = slices.Concat(*array, more)
		}
		p.Weights = slices.Concat(p.Weights, make([]T, hidden))
		for _, m := range losstest.Methods {
			want, got := call(t, tier, m, short, m.All()), call(t, tier, m, long, m.All())
			for name, values := range got.Outputs() {
				for i, v := range values[min(n-hidden, len(values)):] {
					require.Zero(t, d.Value(v), "%v: %s[%d] of weight 0", m, name, n-hidden+i)
				}
			}
			for _, array := range []*[]T{&got.Dst, &got.Grads.X1, &got.Grads.X2, &got.Grads.Y} {
				*array = (*array)[:min(n-hidden, len(*array))]
			}
			require.Empty(t, differ(d, want, got), "%v, hidden pairs of %v", m, bad)
		}
	}
}

// A mean needs weights that are finite and not all 0.
func TestSumOfWeights(t *testing.T) {
	t.Parallel()
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	x1, x2 := []float32{0, 0, 0}, []float32{1, 2, 4}
	for _, c := range []struct {
		weights    []float32
		mean, gx10 float64
	}{
		{[]float32{1, 0, 3}, 13. / 4, -1. / 4},
		{[]float32{0.5, 0.25, 0.25}, 2, -0.5},
		{[]float32{0, 0, 0}, math.NaN(), 0},
		{[]float32{0, -0, 5e-324}, math.NaN(), 0},
		{[]float32{1, nan, 1}, math.NaN(), math.NaN()},
		{[]float32{1, inf, 1}, math.NaN(), math.NaN()},
	} {
		t.Run(fmt.Sprint(c.weights), func(t *testing.T) {
			losstest.EachTier(t, func(t *testing.T, tier cpuid.Tier) {
				gx1 := make([]float32, 3)
				p := loss.Pairs[float32]{X1: x1, X2: x2, Weights: c.weights}
				mean, err := on(tier, loss.MarginRanking[float32]{}).ForwardBackward(loss.Grads[float32]{X1: gx1}, p, 1)
				require.NoError(t, err)
				assert.True(t, losstest.Same(c.mean, mean), "mean %v", mean)
				assert.True(t, losstest.Same(c.gx10, float64(gx1[0])), "gradient %v", gx1[0])
			})
		})
	}
}

// Counts are of pairs: ties are active where the margin is not negative, and in no order, as PyTorch's
// ((x1 - x2) * y > 0).float().mean() has it.
func TestCounts(t *testing.T) {
	t.Parallel()
	p := loss.Pairs[float64]{
		X1:      []float64{3, 1, 2, 5, 1, 2, math.NaN(), math.Inf(1), 0},
		X2:      []float64{1, 3, 2, 4, 2, 1, 1, math.Inf(1), 9},
		Y:       []float64{1, 1, 1, 1, -1, -1, 1, 1, 1},
		Weights: []float64{1, 1, 2, 1, 1, 0.5, 1, 1, 0},
	}
	for margin, want := range map[float64]loss.Stats{
		0:    {Pairs: 8, Active: 3, Wrong: 2, Tied: 1}, // 1 - 3, the tie, 2 - 1 labelled -1
		1:    {Pairs: 8, Active: 5, Wrong: 2, Tied: 1}, // and those on the margin
		-1.5: {Pairs: 8, Active: 1, Wrong: 2, Tied: 1},
		-5:   {Pairs: 8, Active: 0, Wrong: 2, Tied: 1},
	} {
		losstest.EachTier(t, func(t *testing.T, tier cpuid.Tier) {
			for _, r := range []loss.Reduction{loss.Mean, loss.Sum} {
				c := on(tier, loss.MarginRanking[float64]{Margin: margin, Reduction: r})
				_, stats, err := c.ForwardStats(p)
				require.NoError(t, err)
				_, again, err := c.ForwardBackwardStats(loss.Grads[float64]{X2: make([]float64, 9)}, p, 1)
				require.NoError(t, err)
				assert.Equal(t, stats, again, "margin %v", margin)
				assert.Equal(t, 3.0/8, stats.Accuracy(), "two are NaN, margin %v", margin)
				got := loss.Stats{Pairs: stats.Pairs, Active: stats.Active, Wrong: stats.Wrong, Tied: stats.Tied}
				assert.Equal(t, want, got, "margin %v", margin)
			}
		})
	}
}

// Every pair of several spans counts, in the last of which lanes are full.
func TestCountsOfManyPairs(t *testing.T) {
	t.Parallel()
	losstest.EachTier(t, func(t *testing.T, tier cpuid.Tier) {
		const n = 5*losstest.Span + 3
		p := loss.Pairs[loss.BFloat16]{X1: make([]loss.BFloat16, n), X2: slices.Repeat([]loss.BFloat16{0x3f80}, n)}
		for _, workers := range []int{1, 3} {
			_, stats, err := on(tier, loss.MarginRanking[loss.BFloat16]{Workers: workers}).ForwardStats(p)
			require.NoError(t, err)
			assert.Equal(t, loss.Stats{Pairs: n, Active: n, Wrong: n}, stats)
			assert.Zero(t, stats.Accuracy())
		}
	})
}
