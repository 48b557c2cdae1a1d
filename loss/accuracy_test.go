package loss_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/losstest"
	"github.com/marginrank/marginrank/loss"
)

// 2^25 terms of 0.1: a float32 sum of them stops growing at 2^21.
func TestSumOfEqualTerms(t *testing.T) {
	losstest.EachTier(t, func(t *testing.T, tier cpuid.Tier) {
		t.Run("float32", func(t *testing.T) { testEqualTerms(t, tier, losstest.Float32) })
		t.Run("float64", func(t *testing.T) { testEqualTerms(t, tier, losstest.Float64) })
		t.Run("float16", func(t *testing.T) { testEqualTerms(t, tier, losstest.Float16) })
		t.Run("bfloat16", func(t *testing.T) { testEqualTerms(t, tier, losstest.BFloat16) })
	})
}

func testEqualTerms[T loss.Float](t *testing.T, tier cpuid.Tier, d losstest.DType[T]) {
	n := 1 << 25
	if testing.Short() {
		n = 1 << 21
	}
	scores := make([]T, n)
	p := loss.Pairs[T]{X1: scores, X2: scores} // a difference of 0: each loss is the margin
	term := d.Round(0.1)

	sum, err := on(tier, loss.MarginRanking[T]{Margin: 0.1, Reduction: loss.Sum}).Forward(p)
	require.NoError(t, err)
	assert.InEpsilon(t, float64(n)*term, sum, d.Bound) // n is a power of two: exact

	mean, err := on(tier, loss.MarginRanking[T]{Margin: 0.1}).Forward(p)
	require.NoError(t, err)
	assert.InEpsilon(t, term, mean, d.Bound)
}

// Terms spread over forty orders of magnitude, as far as the type has them.
func TestSumOfSpreadTerms(t *testing.T) {
	losstest.EachTier(t, func(t *testing.T, tier cpuid.Tier) {
		t.Run("float32", func(t *testing.T) { testSpreadTerms(t, tier, losstest.Float32, 20) })
		t.Run("float64", func(t *testing.T) { testSpreadTerms(t, tier, losstest.Float64, 20) })
		t.Run("float64, all orders", func(t *testing.T) { testSpreadTerms(t, tier, losstest.Float64, 300) })
		t.Run("float16", func(t *testing.T) { testSpreadTerms(t, tier, losstest.Float16, 4.7) })
		t.Run("bfloat16", func(t *testing.T) { testSpreadTerms(t, tier, losstest.BFloat16, 20) })
	})
}

func testSpreadTerms[T loss.Float](t *testing.T, tier cpuid.Tier, d losstest.DType[T], orders float64) {
	for _, n := range []int{3, 100, 5_000, 300_000} {
		r := rand.New(rand.NewPCG(uint64(n), 1))
		x1, x2 := make([]T, n), make([]T, n)
		losses := make([]float64, n)
		for i := range n {
			x2[i] = d.Element(d.Round(math.Pow(10, orders*(2*r.Float64()-1))))
			losses[i] = d.Value(x2[i])
		}
		want := losstest.Exactly(losses)
		got, err := on(tier, loss.MarginRanking[T]{Reduction: loss.Sum}).Forward(loss.Pairs[T]{X1: x1, X2: x2})
		require.NoError(t, err)
		assert.True(t, want.Within(d.Bound, got, losstest.One), "%d terms: %v, not %v", n, got, want)
	}
}

// A sum that overflows is infinite, one with a NaN is NaN; which tier does not matter.
func TestSumNotFinite(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	for name, c := range map[string]struct {
		x2   []float64
		want float64
	}{
		"overflow":                    {[]float64{math.MaxFloat64, math.MaxFloat64, 1}, inf},
		"overflow in different lanes": {[]float64{math.MaxFloat64, 1, math.MaxFloat64}, inf},
		"infinite":                    {[]float64{1, inf, 1}, inf},
		"infinite twice":              {[]float64{inf, 1, inf}, inf},
		"NaN":                         {[]float64{1, nan, 1}, nan},
		"NaN and infinite":            {[]float64{nan, inf}, nan},
	} {
		losstest.EachTier(t, func(t *testing.T, tier cpuid.Tier) {
			for _, n := range []int{len(c.x2), 64, 200, 40_000} {
				x1, x2 := make([]float64, n), make([]float64, n)
				copy(x2[n-len(c.x2):], c.x2)
				got, err := on(tier, loss.MarginRanking[float64]{Reduction: loss.Sum}).Forward(loss.Pairs[float64]{X1: x1, X2: x2})
				require.NoError(t, err)
				assert.True(t, losstest.Same(got, c.want), "%s, %d pairs: %v, not %v", name, n, got, c.want)
			}
		})
	}
}

// Sixteen-bit sums are beyond their type's range without overflow.
func TestHalfSumDoesNotOverflow(t *testing.T) {
	scores := make([]loss.Float16, 100_000)
	sum, err := loss.MarginRanking[loss.Float16]{Margin: 1, Reduction: loss.Sum}.Forward(loss.Pairs[loss.Float16]{X1: scores, X2: scores})
	require.NoError(t, err)
	assert.Equal(t, 100_000.0, sum)
}
