package loss_test

import (
	"fmt"
	"math"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/losstest"
	"github.com/marginrank/marginrank/internal/share"
	"github.com/marginrank/marginrank/loss"
)

// eagerly has calls that may share their work do so, as if there were some processors more.
func eagerly(t *testing.T) {
	before, end := runtime.GOMAXPROCS(max(4, runtime.NumCPU())), share.Eager(4)
	t.Cleanup(func() {
		end()
		runtime.GOMAXPROCS(before)
	})
}

// The number of workers changes no bit, at any length.
func TestWorkers(t *testing.T) {
	eagerly(t)
	losstest.EachTier(t, func(t *testing.T, tier cpuid.Tier) {
		t.Run("float32", func(t *testing.T) { testWorkers(t, tier, losstest.Float32) })
		t.Run("float64", func(t *testing.T) { testWorkers(t, tier, losstest.Float64) })
		t.Run("float16", func(t *testing.T) { testWorkers(t, tier, losstest.Float16) })
		t.Run("bfloat16", func(t *testing.T) { testWorkers(t, tier, losstest.BFloat16) })
	})
}

func testWorkers[T loss.Float](t *testing.T, tier cpuid.Tier, d losstest.DType[T]) {
	const from = 128<<10 + 1 // from this length on goroutines share any call but those of the fewest bytes
	lengths, counts := []int{0, losstest.Span, from - 1, from, 40*losstest.Span + 7}, []int{0, 2, 7, 1000, loss.AllProcessors}
	if testing.Short() {
		lengths, counts = []int{from, 17*losstest.Span + 7}, []int{7}
	}
	for i, n := range lengths {
		b := losstest.WithColumns(d, losstest.NewBatch(d, losstest.LabelKind(i%3), n, i, 0.1, losstest.Ordinary), losstest.AllColumns[i%4], i, losstest.Ordinary)
		for j, m := range losstest.Methods {
			if (i+j)%2 == 0 && n > from {
				continue // half of them
			}
			choice := m.All()
			m.Workers = 1
			want := call(t, tier, m, b, choice)
			for _, m.Workers = range counts {
				if diff := differ(d, want, call(t, tier, m, b, choice)); diff != "" {
					t.Fatalf("%v, %d pairs, %d workers: %s", m, n, m.Workers, diff)
				}
			}
		}
	}
}

// A million is calls for a million pairs or items, with any number of workers.
type million map[string]func(workers int) error

func newMillion() million {
	x, grades, offsets := make([]float32, 1_000_000), make([]float32, 1_000_000), []int{0}
	for i := range x {
		if grades[i] = float32(i % 5); i%100 == 99 {
			offsets = append(offsets, i+1)
		}
	}
	return million{
		"pairs": func(workers int) error {
			_, err := loss.MarginRanking[float32]{Workers: workers}.Forward(loss.Pairs[float32]{X1: x, X2: x})
			return err
		},
		"lists": func(workers int) error {
			_, _, err := loss.MarginRanking[float32]{Workers: workers}.ForwardLists(loss.Lists[float32]{Scores: x, Relevance: grades, Offsets: offsets})
			return err
		},
	}
}

// A call with 0 or 1 workers has no goroutine but its caller's. Others start some where they can: these are there yet
// when a call returns.
func TestWorkersAreUsed(t *testing.T) {
	eagerly(t)
	can := share.OnHeap(share.ArrayOf(make([]byte, 1<<20))) // some builds never do
	for name, call := range newMillion() {
		for _, c := range []struct {
			workers int
			used    bool
		}{{0, false}, {1, false}, {2, can}, {100, can}, {loss.AllProcessors, can}, {math.MinInt, can}} {
			t.Run(fmt.Sprintf("%s/workers=%d", name, c.workers), func(t *testing.T) {
				settle(t)
				calls := 200 // a goroutine could end too early to be seen, now and then
				if !c.used {
					calls = 20
				}
				used := false
				for i := 0; i < calls && !used; i++ {
					assert.NoError(t, call(c.workers))
					used = share.Helpers() > 0
				}
				assert.Equal(t, c.used, used)
			})
		}
	}
}

// settle waits until no goroutine is left of what ran before.
func settle(t *testing.T) {
	assert.Eventually(t, func() bool { return share.Helpers() == 0 }, time.Minute, time.Millisecond)
}

// Goroutines outlive a call, but they end.
func TestWorkersEnd(t *testing.T) {
	eagerly(t)
	for _, call := range newMillion() {
		for range 10 {
			assert.NoError(t, call(8))
		}
	}
	settle(t)
}
