package loss_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/loss"
)

// The gradient may be stored exactly in Scores or in Y.
func TestIndexedInPlace(t *testing.T) {
	eachTier(t, func(t *testing.T, tier cpuid.Tier) {
		t.Run("float32", func(t *testing.T) { testIndexedInPlace(t, tier, typeFloat32) })
		t.Run("float64", func(t *testing.T) { testIndexedInPlace(t, tier, typeFloat64) })
		t.Run("float16", func(t *testing.T) { testIndexedInPlace(t, tier, typeFloat16) })
		t.Run("bfloat16", func(t *testing.T) { testIndexedInPlace(t, tier, typeBFloat16) })
	})
}

func testIndexedInPlace[T loss.Float](t *testing.T, tier cpuid.Tier, d dtype[T]) {
	for _, n := range []int{0, 1, 100, 700} {
		for _, items := range []int{1, 700, 9000} { // the last is many for few pairs
			b := newIndexedBatch(d, given, items, n, 0, 0.5, ordinary, pickers["random"])
			for name, array := range map[string]*[]T{"Scores": &b.pairs.Scores, "Y": &b.pairs.Y} {
				if name == "Y" && n != items {
					continue
				}
				want := d.indexed(b)
				old := *array
				*array = append([]T(nil), old...)
				r := indexedResult[T]{grad: *array}
				var err error
				r.loss, err = on(tier, b.criterion()).ForwardBackwardIndexed(r.grad, b.pairs, b.scalar)
				require.NoError(t, err)
				if wrong := d.differs(want, r); wrong != "" {
					t.Errorf("in %s, %d items, %d pairs: %s", name, items, n, wrong)
				}
				*array = old
			}
		}
	}
}

// Items beyond the caches, which are asked for before they are needed, and any number of workers.
func TestIndexedFar(t *testing.T) {
	t.Run("float32", func(t *testing.T) { testIndexedFar(t, typeFloat32) })
	t.Run("float64", func(t *testing.T) { testIndexedFar(t, typeFloat64) })
	t.Run("float16", func(t *testing.T) { testIndexedFar(t, typeFloat16) })
	t.Run("bfloat16", func(t *testing.T) { testIndexedFar(t, typeBFloat16) })
}

func testIndexedFar[T loss.Float](t *testing.T, d dtype[T]) {
	items := cpuid.LastCache()/32 + 3 // cells of 8 bytes and more are a quarter of the cache
	b := newIndexedBatch(d, signs, items, items/8+29, 0, 0.5, ordinary, pickers["random"])
	want := d.indexed(b)
	for _, tier := range tiers() {
		for _, b.workers = range []int{0, 1, 7} {
			if wrong := checkIndexedOn(d, tier, b, want); wrong != "" {
				t.Fatalf("%v, %d workers: %s", tier, b.workers, wrong)
			}
		}
	}
	if testing.Short() {
		return
	}
	// Scores alone are, of two bytes and more; cells are stored around the cache.
	items = cpuid.LastCache()/8 + 3
	b = newIndexedBatch(d, given, items, items/8+29, 0, 0.5, ordinary, pickers["random"])
	for i, tier := range tiers() {
		c := on(tier, b.criterion())
		r := indexedResult[T]{grad: litter(place[T](items, 0))}
		var err error
		r.loss, err = c.ForwardBackwardIndexed(r.grad, b.pairs, b.scalar)
		require.NoError(t, err)
		if i == 0 {
			want = r
		}
		require.Empty(t, d.differs(want, r), "%v", tier)
		r.grad = nil
		r.loss, err = c.ForwardIndexed(b.pairs)
		require.NoError(t, err)
		require.Empty(t, d.differs(want, r), "%v", tier)
		r.loss, err = c.Forward(gathered(b.pairs))
		require.NoError(t, err)
		require.Empty(t, d.differs(want, r), "%v", tier)
	}
}

// Calls share no workspace: many at once give what they give one after the other.
func TestConcurrentIndexed(t *testing.T) {
	eachTier(t, func(t *testing.T, tier cpuid.Tier) {
		t.Run("float32", func(t *testing.T) { testConcurrentIndexed(t, tier, typeFloat32) })
		t.Run("float64", func(t *testing.T) { testConcurrentIndexed(t, tier, typeFloat64) })
		t.Run("float16", func(t *testing.T) { testConcurrentIndexed(t, tier, typeFloat16) })
		t.Run("bfloat16", func(t *testing.T) { testConcurrentIndexed(t, tier, typeBFloat16) })
	})
}

func testConcurrentIndexed[T loss.Float](t *testing.T, tier cpuid.Tier, d dtype[T]) {
	var group sync.WaitGroup
	for i, items := range []int{10, 500, 3000, 40_000} {
		b := newIndexedBatch(d, labelKind(i%3), items, 3000, i, 0.5, ordinary, pickers["random"])
		want := d.indexed(b)
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
