package loss_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/losstest"
	"github.com/marginrank/marginrank/loss"
)

// The gradient may be stored exactly in Scores, Y, Weights or Margins.
func TestIndexedInPlace(t *testing.T) {
	t.Parallel()
	losstest.EachTier(t, func(t *testing.T, tier cpuid.Tier) {
		t.Run("float32", func(t *testing.T) { testIndexedInPlace(t, tier, losstest.Float32) })
		t.Run("float64", func(t *testing.T) { testIndexedInPlace(t, tier, losstest.Float64) })
		t.Run("float16", func(t *testing.T) { testIndexedInPlace(t, tier, losstest.Float16) })
		t.Run("bfloat16", func(t *testing.T) { testIndexedInPlace(t, tier, losstest.BFloat16) })
	})
}

func testIndexedInPlace[T loss.Float](t *testing.T, tier cpuid.Tier, d losstest.DType[T]) {
	for _, n := range []int{0, 1, 100, 700, 9*losstest.Span + 5} { // the last are more than a block
		if testing.Short() && n > losstest.Span {
			continue
		}
		for _, items := range []int{1, 700, 9000, 9*losstest.Span + 5} {
			if items > 9000 && n < items {
				continue
			}
			b := losstest.NewIndexedBatch(d, losstest.Given, items, n, 0, 0.5, losstest.Ordinary, losstest.Pickers["random"])
			b = losstest.WithIndexedColumns(d, b, losstest.Columns{Weights: true, Margins: true}, 0, losstest.Ordinary)
			for name, array := range map[string]*[]T{"Scores": &b.Pairs.Scores, "Y": &b.Pairs.Y, "Weights": &b.Pairs.Weights, "Margins": &b.Pairs.Margins} {
				if name != "Scores" && n != items {
					continue
				}
				want := d.Indexed(b)
				old := *array
				for _, m := range indexedCalls[T]() {
					*array = append([]T{}, old...)
					if wrong := m.differs(d, tier, b, *array, want); wrong != "" {
						t.Errorf("in %s, %d items, %d pairs: %s", name, items, n, wrong)
					}
				}
				*array = old
			}
		}
	}
}

// Items beyond the caches, which are asked for before they are needed, and any number of workers.
func TestIndexedFar(t *testing.T) {
	t.Run("float32", func(t *testing.T) { testIndexedFar(t, losstest.Float32) })
	t.Run("float64", func(t *testing.T) { testIndexedFar(t, losstest.Float64) })
	t.Run("float16", func(t *testing.T) { testIndexedFar(t, losstest.Float16) })
	t.Run("bfloat16", func(t *testing.T) { testIndexedFar(t, losstest.BFloat16) })
}

func testIndexedFar[T loss.Float](t *testing.T, d losstest.DType[T]) {
	items := cpuid.LastCache()/32 + 3                     // gradients of 4 bytes and more take an eighth of the cache
	for i, n := range []int{items/8 + 29, items/8 - 29} { // the last are few
		b := losstest.NewIndexedBatch(d, losstest.Signs, items, n, 0, 0.5, losstest.Ordinary, losstest.Pickers["random"])
		b = losstest.WithIndexedColumns(d, b, losstest.Columns{Weights: true, Margins: i == 0}, 0, losstest.Ordinary)
		want := d.Indexed(b)
		for _, tier := range losstest.Tiers() {
			for _, b.Workers = range []int{0, 1, 7} {
				if wrong := checkIndexedOn(d, tier, b, want); wrong != "" {
					t.Fatalf("%d pairs, %v, %d workers: %s", n, tier, b.Workers, wrong)
				}
			}
		}
	}
	if testing.Short() {
		return
	}
	// Scores of two bytes and more take a quarter; cells are stored around the cache.
	items = cpuid.LastCache()/8 + 3
	b := losstest.NewIndexedBatch(d, losstest.Given, items, items/8+29, 0, 0.5, losstest.Ordinary, losstest.Pickers["random"])
	b = losstest.WithIndexedColumns(d, b, losstest.Columns{Weights: true}, 0, losstest.Ordinary)
	want := losstest.IndexedResult[T]{Grad: losstest.Litter(losstest.Place[T](items, 0))}
	var err error
	want.Loss, want.Stats, err = on(losstest.Tiers()[0], b.Criterion()).ForwardBackwardIndexedStats(want.Grad, b.Pairs, b.Scalar)
	require.NoError(t, err)
	want.Counts = losstest.CountsOf(want.Stats)
	for _, tier := range losstest.Tiers() {
		require.Empty(t, checkIndexedOn(d, tier, b, want), "%v", tier)
	}
}

// Calls share no workspace: many at once give what they give one after the other.
func TestConcurrentIndexed(t *testing.T) {
	t.Parallel()
	losstest.EachTier(t, func(t *testing.T, tier cpuid.Tier) {
		t.Run("float32", func(t *testing.T) { testConcurrentIndexed(t, tier, losstest.Float32) })
		t.Run("float64", func(t *testing.T) { testConcurrentIndexed(t, tier, losstest.Float64) })
		t.Run("float16", func(t *testing.T) { testConcurrentIndexed(t, tier, losstest.Float16) })
		t.Run("bfloat16", func(t *testing.T) { testConcurrentIndexed(t, tier, losstest.BFloat16) })
	})
}

func testConcurrentIndexed[T loss.Float](t *testing.T, tier cpuid.Tier, d losstest.DType[T]) {
	var group sync.WaitGroup
	for i, items := range []int{10, 500, 3000, 40_000} {
		b := losstest.NewIndexedBatch(d, losstest.LabelKind(i%3), items, 3000, i, 0.5, losstest.Ordinary, losstest.Pickers["random"])
		b = losstest.WithIndexedColumns(d, b, losstest.AllColumns[i], i, losstest.Ordinary)
		want := d.Indexed(b)
		for range 3 {
			group.Go(func() {
				for range 5 {
					if wrong := checkIndexedOn(d, tier, b, want); wrong != "" {
						t.Error("beside other calls: " + wrong)
					}
				}
			})
		}
	}
	group.Wait()
}
