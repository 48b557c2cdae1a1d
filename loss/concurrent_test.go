package loss_test

import (
	"sync"
	"testing"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/losstest"
	"github.com/marginrank/marginrank/loss"
)

// Calls share nothing but what the caller lets them share: many at once on the same
// inputs give what they give one after the other.
func TestConcurrentCalls(t *testing.T) {
	t.Parallel()
	losstest.EachTier(t, func(t *testing.T, tier cpuid.Tier) {
		t.Run("float32", func(t *testing.T) { testConcurrent(t, tier, losstest.Float32) })
		t.Run("float64", func(t *testing.T) { testConcurrent(t, tier, losstest.Float64) })
		t.Run("float16", func(t *testing.T) { testConcurrent(t, tier, losstest.Float16) })
		t.Run("bfloat16", func(t *testing.T) { testConcurrent(t, tier, losstest.BFloat16) })
	})
}

func testConcurrent[T loss.Float](t *testing.T, tier cpuid.Tier, d losstest.DType[T]) {
	for _, kind := range losstest.LabelKinds {
		b := losstest.WithColumns(d, losstest.NewBatch(d, kind, 20_000, 1, 0.5, losstest.Ordinary), losstest.AllColumns[kind], 1, losstest.Ordinary)
		var group sync.WaitGroup
		for _, m := range losstest.Methods {
			choice := m.All()
			want := call(t, tier, m, b, choice)
			for range 3 {
				group.Go(func() {
					got := losstest.NewResult(m, b, choice)
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
