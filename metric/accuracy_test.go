package metric

import (
	"cmp"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/internal/precise"
	"github.com/marginrank/marginrank/loss"
)

// NDCG is as near to what 400 bits say as the documentation promises.
func TestAccuracyOfNDCG(t *testing.T) {
	discounts := make([]*big.Float, 2000)
	for i := range discounts {
		discounts[i] = precise.Discount(uint64(i + 1))
	}
	gains := map[float32]*big.Float{}
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 6))
		n := 1 + r.IntN(len(discounts))
		l := loss.Lists[float64]{Scores: make([]float64, n), Relevance: make([]float32, n)}
		scores := []int{1, 10, n, 10 * n}[seed%4]
		ranked := make([]int, n)
		for i := range n {
			ranked[i] = i
			l.Scores[i] = float64(r.IntN(scores))
			l.Relevance[i] = float32(math.Ldexp(float64(1+r.IntN(40)), r.IntN(9)-12))
			if gains[l.Relevance[i]] == nil {
				gains[l.Relevance[i]] = precise.Gain(l.Relevance[i])
			}
		}
		actual, ideal := precise.Number(0), precise.Number(0)
		slices.SortFunc(ranked, func(a, b int) int { return cmp.Compare(l.Scores[b], l.Scores[a]) })
		for lo, hi := 0, 0; lo < n; lo = hi {
			gain, discount := precise.Number(0), precise.Number(0)
			for hi = lo; hi < n && l.Scores[ranked[hi]] == l.Scores[ranked[lo]]; hi++ {
				gain.Add(gain, gains[l.Relevance[ranked[hi]]])
				discount.Add(discount, discounts[hi])
			}
			actual.Add(actual, gain.Quo(gain.Mul(gain, discount), precise.Number(float64(hi-lo))))
		}
		slices.SortFunc(ranked, func(a, b int) int { return cmp.Compare(l.Relevance[b], l.Relevance[a]) })
		for i, item := range ranked {
			ideal.Add(ideal, precise.Number(0).Mul(gains[l.Relevance[item]], discounts[i]))
		}
		got, err := NDCG(l, 0)
		require.NoError(t, err)
		within(t, 0x1p-48, precise.Number(0).Quo(actual, ideal), got)
	}
}

// within checks that got is off by a part of want at most.
func within(t *testing.T, part float64, want *big.Float, got float64) {
	t.Helper()
	off := precise.Number(got)
	off.Quo(off.Sub(off, want), want)
	v, _ := off.Float64()
	assert.LessOrEqual(t, math.Abs(v), part)
}

// MRR, the hit rate and MAP of many equal scores are as near to the quotients of integers as the documentation promises.
func TestAccuracyOfEqualScores(t *testing.T) {
	const above, k = 3, 700
	for _, g := range []int64{1, 10, 1000, 2000} {
		for _, r := range []int64{1, 2, 3, g / 2, g - 1, g} {
			if r < 1 || r > g {
				continue
			}
			l := loss.Lists[float32]{Scores: make([]float32, above+g), Relevance: make([]float32, above+g)}
			for i := range l.Scores {
				if i < above {
					l.Scores[i] = 1
				} else if int64(i) < above+r {
					l.Relevance[i] = 1
				}
			}
			m := min(g, k-above)
			mrr, average := new(big.Rat), new(big.Rat)
			choices := new(big.Rat).SetInt(new(big.Int).Binomial(g, r))
			// First is the number of choices with the first relevant item at j.
			first := new(big.Int).Binomial(g-1, r-1)
			for j := int64(1); j <= m; j++ {
				rank := big.NewRat(above+j, 1)
				p := new(big.Rat).SetInt(first)
				mrr.Add(mrr, p.Quo(p.Quo(p, choices), rank))
				if first.Sign() > 0 { // C(g-j-1, r-1) = C(g-j, r-1)·(g-j-r+1)/(g-j)
					first.Mul(first, big.NewInt(g-j-r+1))
					first.Quo(first, big.NewInt(max(g-j, 1)))
				}
				if g <= 10 {
					found := new(big.Rat).SetInt64(1)
					if r > 1 {
						found.Add(found, big.NewRat((j-1)*(r-1), g-1))
					}
					found.Mul(found, big.NewRat(r, g))
					average.Add(average, found.Quo(found, rank))
				}
			}
			part := 0x1p-48 + float64(g)*0x1p-51
			got, err := MRR(l, k)
			require.NoError(t, err)
			within(t, part, precise.Number(0).SetRat(mrr), got)

			missed := new(big.Rat).SetInt(new(big.Int).Binomial(g-r, m))
			missed.Quo(missed, new(big.Rat).SetInt(new(big.Int).Binomial(g, m)))
			got, err = HitRate(l, k)
			require.NoError(t, err)
			within(t, part, precise.Number(0).SetRat(missed.Sub(big.NewRat(1, 1), missed)), got)

			if g <= 10 {
				got, err = MAP(l, k)
				require.NoError(t, err)
				within(t, 0x1p-48, precise.Number(0).SetRat(average.Quo(average, big.NewRat(r, 1))), got)
			}
		}
	}
}
