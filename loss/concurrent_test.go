package loss_test

import (
	"sync"
	"testing"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/loss"
)

// Calls share nothing but what the caller lets them share: many at once on the same
// inputs give what they give one after the other.
func TestConcurrentCalls(t *testing.T) {
	eachTier(t, func(t *testing.T, tier cpuid.Tier) {
		t.Run("float32", func(t *testing.T) { testConcurrent(t, tier, typeFloat32) })
		t.Run("float64", func(t *testing.T) { testConcurrent(t, tier, typeFloat64) })
		t.Run("float16", func(t *testing.T) { testConcurrent(t, tier, typeFloat16) })
		t.Run("bfloat16", func(t *testing.T) { testConcurrent(t, tier, typeBFloat16) })
	})
}

func testConcurrent[T loss.Float](t *testing.T, tier cpuid.Tier, d dtype[T]) {
	for _, kind := range labelKinds {
		b := withColumns(d, newBatch(d, kind, 20_000, 1, 0.5, ordinary), allColumns[kind], 1, ordinary)
		var group sync.WaitGroup
		for _, m := range methods {
			choice := m.all()
			want := call(t, tier, m, b, choice)
			for range 3 {
				group.Go(func() {
					got := newResult(m, b, choice)
					if err := invoke(tier, m, b, &got); err != nil {
						t.Error(err)
					}
					if diff := differ(d, want, got); diff != "" {
						t.Errorf("%v beside other calls: %s", m, diff)
					}
				})
			}
		}
		group.Wait()
	}
}
