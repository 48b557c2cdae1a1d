package loss_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/losstest"
	"github.com/marginrank/marginrank/loss"
)

// Lists are what all their pairs are, one by one: counts, loss and gradients, to the bit.
func TestLists(t *testing.T) {
	t.Parallel()
	t.Run("float32", func(t *testing.T) { t.Parallel(); testLists(t, losstest.Float32) })
	t.Run("float64", func(t *testing.T) { t.Parallel(); testLists(t, losstest.Float64) })
	t.Run("float16", func(t *testing.T) { t.Parallel(); testLists(t, losstest.Float16) })
	t.Run("bfloat16", func(t *testing.T) { t.Parallel(); testLists(t, losstest.BFloat16) })
}

func testLists[T loss.Float](t *testing.T, d losstest.DType[T]) {
	losstest.EachListCase(d, func(c losstest.ListCase[T]) { compareLists(t, d, c) })
}

// TestLongLists: lengths at which a list is gone through in parts at the same time.
func TestLongLists(t *testing.T) {
	t.Parallel()
	t.Run("float32", func(t *testing.T) { t.Parallel(); testLongLists(t, losstest.Float32) })
	t.Run("float64", func(t *testing.T) { t.Parallel(); testLongLists(t, losstest.Float64) })
	t.Run("bfloat16", func(t *testing.T) { t.Parallel(); testLongLists(t, losstest.BFloat16) })
}

func testLongLists[T loss.Float](t *testing.T, d losstest.DType[T]) {
	lengths := []int{257, 513, 1100}
	if testing.Short() {
		lengths = lengths[:1]
	}
	for _, n := range lengths {
		for _, scores := range losstest.ListScores[:5] { // finite ones
			for _, of := range []int{1, 2, 6} {
				grades := losstest.ListGrades[of]
				r := rand.New(rand.NewPCG(uint64(n), 9))
				c := losstest.ListCase[T]{Margin: losstest.Margins[r.IntN(len(losstest.Margins))], Boundary: loss.Boundary(of % 2), Upstream: 1}
				c.Name = fmt.Sprintf("%d items, %s, %s, margin %v", n, scores.Name, grades.Name, c.Margin)
				for range n {
					c.Lists.Scores = append(c.Lists.Scores, d.Element(d.Round(scores.Draw(r, d.Round(c.Margin)))))
					c.Lists.Relevance = append(c.Lists.Relevance, grades.Draw(r))
				}
				want := d.Pairwise(c.Lists, c.Margin, c.Boundary)
				for _, tier := range losstest.Tiers() {
					compareWith(t, tier, d, c, want)
				}
			}
		}
	}
}

// TestListCounts: gradients of all counts that items of many lists of one length may have, also where they are looked up.
func TestListCounts(t *testing.T) {
	t.Parallel()
	for _, tier := range losstest.Tiers() {
		t.Run(tier.String(), func(t *testing.T) {
			testListCounts(t, tier, losstest.Float32)
			testListCounts(t, tier, losstest.Float64)
			testListCounts(t, tier, losstest.Float16)
			testListCounts(t, tier, losstest.BFloat16)
		})
	}
}

func testListCounts[T loss.Float](t *testing.T, tier cpuid.Tier, d losstest.DType[T]) {
	for _, n := range []int{1, 2, 15, 16, 17, 511, 512, 513} {
		const lists = 5
		l := loss.Lists[T]{Scores: make([]T, lists*n), Offsets: []int{0}}
		for range lists {
			for i := range n { // all pairs are active: with i items below and n-1-i above
				l.Relevance = append(l.Relevance, float32(i))
			}
			l.Offsets = append(l.Offsets, len(l.Relevance))
		}
		grad := make([]T, lists*n)
		_, stats, err := on(tier, loss.MarginRanking[T]{Margin: 1, Reduction: loss.Sum}).ForwardBackwardLists(grad, l, 1.5)
		require.NoError(t, err)
		require.EqualValues(t, lists*n*(n-1)/2, stats.Active)
		for i, g := range grad {
			require.Equal(t, d.Round(float64(n-1-2*(i%n))*1.5), d.Value(g), "%s, item %d of %d", d.Name, i%n, n)
		}
	}
}

// compareLists compares both methods with the pairs one by one, on every tier.
func compareLists[T loss.Float](t *testing.T, d losstest.DType[T], c losstest.ListCase[T]) {
	t.Helper()
	want := d.Pairwise(c.Lists, c.Margin, c.Boundary)
	for _, tier := range losstest.Tiers() {
		compareWith(t, tier, d, c, want)
	}
}

func compareWith[T loss.Float](t *testing.T, tier cpuid.Tier, d losstest.DType[T], c losstest.ListCase[T], want losstest.AllPairs) {
	t.Helper()
	for _, r := range []loss.Reduction{loss.Sum, loss.Mean} {
		criterion := on(tier, loss.MarginRanking[T]{Margin: c.Margin, Reduction: r, Boundary: c.Boundary})
		value, stats, err := criterion.ForwardLists(c.Lists)
		require.NoError(t, err, c.Name)
		require.Equal(t, want.Stats, stats, "%s", c.Name)
		require.True(t, losstest.Same(want.Loss(r), value), "%s, %v: %v, not %v", c.Name, r, value, want.Loss(r))

		grad := make([]T, len(c.Lists.Scores))
		fused, stats, err := criterion.ForwardBackwardLists(grad, c.Lists, c.Upstream)
		require.NoError(t, err, c.Name)
		require.Equal(t, want.Stats, stats, "%s", c.Name)
		require.Equal(t, math.Float64bits(value), math.Float64bits(fused), "%s", c.Name)
		for i, g := range grad {
			wanted := d.GradOf(want, i, r, c.Upstream)
			require.True(t, losstest.Same(wanted, d.Value(g)), "%s, %v: gradient %d is %v, not %v", c.Name, r, i, d.Value(g), wanted)
		}
	}
}
