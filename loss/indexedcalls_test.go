package loss_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/losstest"
	"github.com/marginrank/marginrank/loss"
)

// The gradient may be stored exactly in Scores or in Y.
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
			for name, array := range map[string]*[]T{"Scores": &b.Pairs.Scores, "Y": &b.Pairs.Y} {
				if name == "Y" && n != items {
					continue
				}
				want := d.Indexed(b)
				old := *array
				*array = append([]T(nil), old...)
				r := losstest.IndexedResult[T]{Grad: *array}
				var err error
				r.Loss, err = on(tier, b.Criterion()).ForwardBackwardIndexed(r.Grad, b.Pairs, b.Scalar)
				require.NoError(t, err)
				if wrong := d.Differs(want, r); wrong != "" {
					t.Errorf("in %s, %d items, %d pairs: %s", name, items, n, wrong)
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
	for _, n := range []int{items/8 + 29, items/8 - 29} { // the last are few
		b := losstest.NewIndexedBatch(d, losstest.Signs, items, n, 0, 0.5, losstest.Ordinary, losstest.Pickers["random"])
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
	var want losstest.IndexedResult[T]
	for i, tier := range losstest.Tiers() {
		c := on(tier, b.Criterion())
		r := losstest.IndexedResult[T]{Grad: losstest.Litter(losstest.Place[T](items, 0))}
		var err error
		r.Loss, err = c.ForwardBackwardIndexed(r.Grad, b.Pairs, b.Scalar)
		require.NoError(t, err)
		if i == 0 {
			want = r
		}
		require.Empty(t, d.Differs(want, r), "%v", tier)
		r.Grad = nil
		r.Loss, err = c.ForwardIndexed(b.Pairs)
		require.NoError(t, err)
		require.Empty(t, d.Differs(want, r), "%v", tier)
		r.Loss, err = c.Forward(losstest.Gathered(b.Pairs))
		require.NoError(t, err)
		require.Empty(t, d.Differs(want, r), "%v", tier)
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
