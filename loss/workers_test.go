package loss_test

import (
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

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
	eachTier(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testWorkers(t, typeFloat32) })
		t.Run("float64", func(t *testing.T) { testWorkers(t, typeFloat64) })
		t.Run("float16", func(t *testing.T) { testWorkers(t, typeFloat16) })
		t.Run("bfloat16", func(t *testing.T) { testWorkers(t, typeBFloat16) })
	})
}

func testWorkers[T loss.Float](t *testing.T, d dtype[T]) {
	const from = 128<<10 + 1 // from this length on goroutines share any call but those of the fewest bytes
	lengths, counts := []int{0, span, from - 1, from, 40*span + 7}, []int{0, 2, 7, 1000}
	if testing.Short() {
		lengths, counts = []int{from, 17*span + 7}, []int{7}
	}
	for i, n := range lengths {
		b := withColumns(d, newBatch(d, labelKind(i%3), n, i, 0.1, ordinary), allColumns[i%4], i, ordinary)
		for j, m := range methods {
			if (i+j)%2 == 0 && n > from {
				continue // half of them
			}
			choice := m.all()
			m.workers = 1
			want := call(t, m, b, choice)
			for _, m.workers = range counts {
				if diff := differ(d, want, call(t, m, b, choice)); diff != "" {
					t.Fatalf("%v, %d pairs, %d workers: %s", m, n, m.workers, diff)
				}
			}
		}
	}
}

// Goroutines outlive a call, but not for long.
func TestWorkersEnd(t *testing.T) {
	eagerly(t)
	x := make([]float32, 1_000_000)
	before := runtime.NumGoroutine()
	for range 100 {
		_, err := loss.MarginRanking[float32]{Workers: 8}.Forward(loss.Pairs[float32]{X1: x, X2: x})
		assert.NoError(t, err)
	}
	// One is Eventually's.
	assert.Eventually(t, func() bool { return runtime.NumGoroutine() <= before+1 }, time.Second, time.Millisecond)
}

// Left to itself the library uses others where it can: some are there yet when a call returns.
func TestWorkersAreUsed(t *testing.T) {
	eagerly(t)
	x, grades, offsets := make([]float32, 1_000_000), make([]float32, 1_000_000), []int{0}
	for i := range x {
		if grades[i] = float32(i % 5); i%100 == 99 {
			offsets = append(offsets, i+1)
		}
	}
	for name, call := range map[string]func() error{
		"pairs": func() error {
			_, err := loss.MarginRanking[float32]{}.Forward(loss.Pairs[float32]{X1: x, X2: x})
			return err
		},
		"lists": func() error {
			_, _, err := loss.MarginRanking[float32]{}.ForwardLists(loss.Lists[float32]{Scores: x, Relevance: grades, Offsets: offsets})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			time.Sleep(10 * time.Millisecond) // those of other tests end
			before, used := runtime.NumGoroutine(), false
			for range 200 {
				assert.NoError(t, call())
				if used = runtime.NumGoroutine() > before; used {
					break
				}
			}
			assert.True(t, used)
		})
	}
}

// Goroutines share arrays of more than 128 KiB, which must not be on a stack: it moves.
// A compiler that puts them there needs another bound in workers.go.
func TestLargeArraysAreOnTheHeap(t *testing.T) {
	assert.NotZero(t, testing.AllocsPerRun(10, func() {
		var labels [128<<10 + 1]int8
		if first(labels[:]) != 0 {
			t.Error("not zero")
		}
	}))
}

//go:noinline
func first(labels []int8) int8 { return labels[0] }
