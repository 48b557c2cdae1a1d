package loss_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/loss"
)

// Lists are what all their pairs are, one by one: counts, loss and gradients, to the bit.
func TestLists(t *testing.T) {
	t.Run("float32", func(t *testing.T) { testLists(t, typeFloat32) })
	t.Run("float64", func(t *testing.T) { testLists(t, typeFloat64) })
	t.Run("float16", func(t *testing.T) { testLists(t, typeFloat16) })
	t.Run("bfloat16", func(t *testing.T) { testLists(t, typeBFloat16) })
}

func testLists[T loss.Float](t *testing.T, d dtype[T]) {
	eachListCase(d, func(c listCase[T]) { compareLists(t, d, c) })
}

// TestLongLists: lengths at which a list is gone through in parts at the same time.
func TestLongLists(t *testing.T) {
	t.Run("float32", func(t *testing.T) { testLongLists(t, typeFloat32) })
	t.Run("float64", func(t *testing.T) { testLongLists(t, typeFloat64) })
	t.Run("bfloat16", func(t *testing.T) { testLongLists(t, typeBFloat16) })
}

func testLongLists[T loss.Float](t *testing.T, d dtype[T]) {
	lengths := []int{257, 513, 1100}
	if testing.Short() {
		lengths = lengths[:1]
	}
	for _, n := range lengths {
		for _, scores := range listScores[:5] { // finite ones
			for _, of := range []int{1, 2, 6} {
				grades := listGrades[of]
				r := rand.New(rand.NewPCG(uint64(n), 9))
				c := listCase[T]{margin: margins[r.IntN(len(margins))], boundary: loss.Boundary(of % 2), upstream: 1}
				c.name = fmt.Sprintf("%d items, %s, %s, margin %v", n, scores.name, grades.name, c.margin)
				for range n {
					c.lists.Scores = append(c.lists.Scores, d.element(d.round(scores.draw(r, d.round(c.margin)))))
					c.lists.Relevance = append(c.lists.Relevance, grades.draw(r))
				}
				want := d.pairwise(c.lists, c.margin, c.boundary)
				for _, tier := range tiers() {
					compareWith(t, tier, d, c, want)
				}
			}
		}
	}
}

// TestListCounts: gradients of all counts that items of many lists of one length may have, also where they are looked up.
func TestListCounts(t *testing.T) {
	for _, tier := range tiers() {
		t.Run(tier.String(), func(t *testing.T) {
			testListCounts(t, tier, typeFloat32)
			testListCounts(t, tier, typeFloat64)
			testListCounts(t, tier, typeFloat16)
			testListCounts(t, tier, typeBFloat16)
		})
	}
}

func testListCounts[T loss.Float](t *testing.T, tier cpuid.Tier, d dtype[T]) {
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
			require.Equal(t, d.round(float64(n-1-2*(i%n))*1.5), d.value(g), "%s, item %d of %d", d.name, i%n, n)
		}
	}
}

// compareLists compares both methods with the pairs one by one, on every tier.
func compareLists[T loss.Float](t *testing.T, d dtype[T], c listCase[T]) {
	t.Helper()
	want := d.pairwise(c.lists, c.margin, c.boundary)
	for _, tier := range tiers() {
		compareWith(t, tier, d, c, want)
	}
}

func compareWith[T loss.Float](t *testing.T, tier cpuid.Tier, d dtype[T], c listCase[T], want allPairs) {
	t.Helper()
	for _, r := range []loss.Reduction{loss.Sum, loss.Mean} {
		criterion := on(tier, loss.MarginRanking[T]{Margin: c.margin, Reduction: r, Boundary: c.boundary})
		value, stats, err := criterion.ForwardLists(c.lists)
		require.NoError(t, err, c.name)
		require.Equal(t, want.stats, stats, "%s", c.name)
		require.True(t, same(want.loss(r), value), "%s, %v: %v, not %v", c.name, r, value, want.loss(r))

		grad := make([]T, len(c.lists.Scores))
		fused, stats, err := criterion.ForwardBackwardLists(grad, c.lists, c.upstream)
		require.NoError(t, err, c.name)
		require.Equal(t, want.stats, stats, "%s", c.name)
		require.Equal(t, math.Float64bits(value), math.Float64bits(fused), "%s", c.name)
		for i, g := range grad {
			wanted := d.gradOf(want, i, r, c.upstream)
			require.True(t, same(wanted, d.value(g)), "%s, %v: gradient %d is %v, not %v", c.name, r, i, d.value(g), wanted)
		}
	}
}
