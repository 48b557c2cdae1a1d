package loss_test

import (
	"encoding/json"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/losstest"
	"github.com/marginrank/marginrank/loss"
)

func TestBoundaryText(t *testing.T) {
	t.Parallel()
	assert.Equal(t, loss.Inclusive, loss.MarginRanking[float32]{}.Boundary)
	assert.Equal(t, "inclusive", loss.Inclusive.String())
	assert.Equal(t, "exclusive", loss.Exclusive.String())
	assert.Equal(t, "Boundary(7)", loss.Boundary(7).String())
	type config struct{ Boundary loss.Boundary }
	for _, b := range []loss.Boundary{loss.Inclusive, loss.Exclusive} {
		text, err := json.Marshal(config{b})
		require.NoError(t, err)
		assert.JSONEq(t, `{"Boundary": "`+b.String()+`"}`, string(text))
		var back config
		require.NoError(t, json.Unmarshal(text, &back))
		assert.Equal(t, b, back.Boundary)
	}
	_, err := json.Marshal(config{7})
	assert.ErrorIs(t, err, loss.ErrBoundary)
	kept := config{loss.Exclusive}
	err = json.Unmarshal([]byte(`{"Boundary": "abc"}`), &kept)
	assert.ErrorIs(t, err, loss.ErrBoundary)
	assert.ErrorContains(t, err, "abc is neither inclusive nor exclusive")
	assert.Equal(t, loss.Exclusive, kept.Boundary)
}

// Pairs on the margin, whose loss is 0, and pairs beside it.
func TestBoundaries(t *testing.T) {
	t.Parallel()
	losstest.EachTier(t, func(t *testing.T, tier cpuid.Tier) {
		t.Run("float32", func(t *testing.T) { testBoundaries(t, tier, losstest.Float32) })
		t.Run("float64", func(t *testing.T) { testBoundaries(t, tier, losstest.Float64) })
		t.Run("float16", func(t *testing.T) { testBoundaries(t, tier, losstest.Float16) })
		t.Run("bfloat16", func(t *testing.T) { testBoundaries(t, tier, losstest.BFloat16) })
	})
}

func testBoundaries[T loss.Float](t *testing.T, tier cpuid.Tier, d losstest.DType[T]) {
	// Their differences are 0, the least value above and below it, the margins, and of no finite value.
	scores := []float64{0, 0, d.Value(d.FromBits(1)), -0.5, 0.5, 1, math.Inf(1), math.Inf(-1), math.NaN()}
	for _, margin := range []float64{0, 0.5, -0.5, math.Inf(1), math.Inf(-1), math.NaN()} {
		var p loss.Pairs[T]
		indexed := loss.IndexedPairs[T]{}
		for _, s := range scores {
			indexed.Scores = append(indexed.Scores, d.Element(s))
		}
		for i := range scores {
			for j := range scores {
				indexed.I, indexed.J = append(indexed.I, int32(i)), append(indexed.J, int32(j))
				p.X1, p.X2 = append(p.X1, indexed.Scores[i]), append(p.X2, indexed.Scores[j])
			}
		}
		grad := make([]T, len(p.X1))
		active := map[loss.Boundary]int64{}
		for _, boundary := range []loss.Boundary{loss.Inclusive, loss.Exclusive} {
			c := on(tier, loss.MarginRanking[T]{Margin: margin, Reduction: loss.Sum, Boundary: boundary})
			_, stats, err := c.ForwardBackwardStats(loss.Grads[T]{X2: grad}, p, 1)
			require.NoError(t, err)
			active[boundary] = stats.Active
			want := make([]float64, len(scores)) // gradients of items
			for k := range p.X1 {
				u := d.Compute(d.Round(margin) - d.Compute(d.Value(p.X1[k])-d.Value(p.X2[k])))
				passes := u > 0 || u == 0 && boundary == loss.Inclusive
				require.Equal(t, passes, d.Value(grad[k]) == 1, "%v - %v, margin %v, %v", d.Value(p.X1[k]), d.Value(p.X2[k]), margin, boundary)
				if passes {
					want[indexed.I[k]]--
					want[indexed.J[k]]++
				}
			}
			got := make([]T, len(scores))
			_, err = c.ForwardBackwardIndexed(got, indexed, 1)
			require.NoError(t, err)
			for i, v := range got {
				require.Equal(t, want[i], d.Value(v), "item %d, margin %v, %v", i, margin, boundary)
			}
			// Every pair as a list of two items.
			lists := loss.Lists[T]{Offsets: []int{0}}
			for k := range p.X1 {
				lists.Scores = append(lists.Scores, p.X1[k], p.X2[k])
				lists.Relevance = append(lists.Relevance, 1, 0)
				lists.Offsets = append(lists.Offsets, 2*k+2)
			}
			of := make([]T, len(lists.Scores))
			_, counts, err := c.ForwardBackwardLists(of, lists, 1)
			require.NoError(t, err)
			require.Equal(t, stats.Active, counts.Active, "margin %v, %v", margin, boundary)
			for k, v := range grad {
				require.Equal(t, d.Value(v), d.Value(of[2*k+1]), "%v - %v, margin %v, %v", d.Value(p.X1[k]), d.Value(p.X2[k]), margin, boundary)
			}
		}
		if ties := slices.Contains([]float64{0, 0.5, -0.5}, margin); ties {
			require.Less(t, active[loss.Exclusive], active[loss.Inclusive], "margin %v", margin)
		} else {
			require.Equal(t, active[loss.Exclusive], active[loss.Inclusive], "margin %v", margin)
		}
	}
}
