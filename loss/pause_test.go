//go:build !race

// With the race detector, a test may not look at what a call stores.

package loss_test

import (
	"fmt"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"
	"time"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/losstest"
	"github.com/marginrank/marginrank/loss"
)

// A longCall is a batch of many spans, whose gradients are not 0.
type longCall struct {
	x, grad []float32
}

func newLongCall() *longCall {
	const n = 1 << 22
	c := &longCall{make([]float32, n), make([]float32, n)}
	c.clear()
	return c
}

func (c *longCall) clear() { clear(c.grad) }

func (c *longCall) run(tier cpuid.Tier) error {
	criterion := on(tier, loss.MarginRanking[float32]{Margin: 1})
	_, err := criterion.ForwardBackward(loss.Grads[float32]{X1: c.grad}, loss.Pairs[float32]{X1: c.x, X2: c.x}, 1)
	return err
}

// begun and over report whether the first and the last gradient are there. The call may be running.
func (c *longCall) begun() bool { return stored(&c.grad[0]) }
func (c *longCall) over() bool  { return stored(&c.grad[len(c.grad)-1]) }

func stored(f *float32) bool { return atomic.LoadUint32((*uint32)(unsafe.Pointer(f))) != 0 }

// twoProcessors lets one goroutine compute while another stops the world.
func twoProcessors(tb testing.TB) {
	before := runtime.GOMAXPROCS(max(2, runtime.NumCPU()))
	tb.Cleanup(func() { runtime.GOMAXPROCS(before) })
}

// The world stops for the collector only between calls into assembly, of which a batch takes many: so it can stop in
// the midst of a batch, after the first gradient was stored and before the last one is. How long a
// stop takes is for BenchmarkStops to tell.
func TestStops(t *testing.T) {
	twoProcessors(t)
	c := newLongCall()
	losstest.EachTier(t, func(t *testing.T, tier cpuid.Tier) {
		stopped := false
		// On a busy machine one goroutine or the other may come too late, many times.
		for start := time.Now(); !stopped && time.Since(start) < time.Minute; {
			c.clear()
			ended := make(chan error, 1)
			go func() { ended <- c.run(tier) }()
			for !c.begun() && len(ended) == 0 {
				runtime.Gosched()
			}
			runtime.ReadMemStats(new(runtime.MemStats)) // stops the world
			stopped = !c.over()
			require.NoError(t, <-ended)
		}
		assert.True(t, stopped)
	})
}

// BenchmarkStops is a stop of the world while nothing else runs, beside Go that computes, and beside a batch.
func BenchmarkStops(b *testing.B) {
	twoProcessors(b)
	for _, tier := range losstest.Tiers() {
		call := newLongCall()
		for _, beside := range []struct {
			name string
			work func()
		}{
			{"nothing", func() { time.Sleep(time.Millisecond) }},
			{"go", func() { spin(time.Millisecond) }},
			{"batch", func() {
				if err := call.run(tier); err != nil {
					b.Error(err)
				}
			}},
		} {
			b.Run(fmt.Sprintf("tier=%v/beside=%s", tier, beside.name), func(b *testing.B) {
				var end atomic.Bool
				ended := make(chan bool)
				go func() {
					for !end.Load() {
						beside.work()
					}
					close(ended)
				}()
				var list []time.Duration
				for b.Loop() {
					start := time.Now()
					runtime.ReadMemStats(new(runtime.MemStats))
					list = append(list, time.Since(start))
					time.Sleep(200 * time.Microsecond)
				}
				end.Store(true)
				<-ended
				slices.Sort(list)
				b.ReportMetric(0, "ns/op")
				b.ReportMetric(float64(list[len(list)/2]), "ns-median")
				b.ReportMetric(float64(list[len(list)*9/10]), "ns-p90")
				b.ReportMetric(float64(list[len(list)-1]), "ns-max")
			})
		}
	}
}

// spin keeps a processor busy.
func spin(d time.Duration) {
	for start := time.Now(); time.Since(start) < d; {
	}
}
