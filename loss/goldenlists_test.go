package loss_test

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/loss"
)

// goldenLists is testdata/goldenlists.json: PyTorch over explicit pairs. testdata/goldenlists.py makes it and
// describes its format.
type goldenLists struct {
	Float32, Float64, Float16, BFloat16 []goldenList
}

type goldenList struct {
	Margin, Upstream, Loss  hexFloat
	Lengths                 []int
	Scores, Relevance, Mask string
	Pairs, Active           int64
	Sum, Mean               string
}

// Lists are what PyTorch makes of their pairs: which of them are active, and NaN and infinity, exactly; the sum and the
// gradients of a mean as far as PyTorch's roundings of each pair allow.
func TestGoldenLists(t *testing.T) {
	text, err := os.ReadFile("testdata/goldenlists.json")
	require.NoError(t, err)
	var g goldenLists
	require.NoError(t, json.Unmarshal(text, &g))
	eachTier(t, func(t *testing.T, tier cpuid.Tier) {
		t.Run("float32", func(t *testing.T) { runGoldenLists(t, tier, typeFloat32, g.Float32, 0x1p-24, 0x1p-24) })
		t.Run("float64", func(t *testing.T) { runGoldenLists(t, tier, typeFloat64, g.Float64, 0x1p-53, 0x1p-53) })
		t.Run("float16", func(t *testing.T) { runGoldenLists(t, tier, typeFloat16, g.Float16, 0x1p-24, 0x1p-11) })
		t.Run("bfloat16", func(t *testing.T) { runGoldenLists(t, tier, typeBFloat16, g.BFloat16, 0x1p-24, 0x1p-8) })
	})
}

// runGoldenLists: compute and unit are the unit roundoffs of the compute precision and of the type.
func runGoldenLists[T loss.Float](t *testing.T, tier cpuid.Tier, d dtype[T], cases []goldenList, compute, unit float64) {
	require.NotEmpty(t, cases)
	for k, c := range cases {
		name := fmt.Sprintf("%d: lists of %v items, margin %v", k, c.Lengths, c.Margin)
		l := loss.Lists[T]{Scores: d.vector(t, c.Scores), Relevance: typeFloat32.vector(t, c.Relevance), Offsets: []int{0}}
		for _, n := range c.Lengths {
			l.Offsets = append(l.Offsets, l.Offsets[len(l.Offsets)-1]+n)
		}
		for _, keep := range c.Mask {
			l.Mask = append(l.Mask, keep == '1')
		}
		largest := math.Abs(float64(c.Margin))
		for _, s := range l.Scores {
			if v := math.Abs(d.value(s)); v > largest && !math.IsInf(v, 0) {
				largest = v
			}
		}
		for _, r := range []loss.Reduction{loss.Sum, loss.Mean} {
			grad := make([]T, len(l.Scores))
			value, stats, err := on(tier, loss.MarginRanking[T]{Margin: float64(c.Margin), Reduction: r}).ForwardBackwardLists(grad, l, float64(c.Upstream))
			require.NoError(t, err, name)
			require.Equal(t, loss.ListStats{Pairs: c.Pairs, Active: c.Active}, stats, name)
			want, gradients := float64(c.Loss), c.Sum
			allowed := 4 * compute * largest * float64(c.Pairs)
			if r == loss.Mean {
				gradients = c.Mean
				if c.Pairs > 0 {
					want /= float64(c.Pairs)
					allowed /= float64(c.Pairs)
				}
			}
			require.True(t, same(want, value) || math.Abs(want-value) <= allowed, "%s, %v: %v, not %v", name, r, value, want)
			for i, v := range typeFloat64.vector(t, gradients) {
				got := d.value(grad[i])
				if r == loss.Sum && unit != 0x1p-53 { // PyTorch's sum of float32 values is exact
					require.True(t, same(d.round(v), got), "%s: gradient %d is %v, not %v", name, i, got, v)
					continue
				}
				// Each pair's share is rounded, and their sum.
				n := float64(len(l.Scores))
				allowed := unit*math.Abs(v) + 2*compute*math.Abs(float64(c.Upstream))*n*n
				if r == loss.Mean {
					allowed = unit*math.Abs(v) + 4*compute*math.Abs(float64(c.Upstream))*n/float64(c.Pairs)
					if compute == 0x1p-53 { // else PyTorch's sum of them has 29 bits to spare
						allowed *= n
					}
				}
				allowed += map[bool]float64{true: 0x1p-25}[unit == 0x1p-11] // below its normal numbers
				require.True(t, same(v, got) || math.Abs(v-got) <= allowed, "%s, %v: gradient %d is %v, not %v", name, r, i, got, v)
			}
		}
	}
}
