package loss_test

import (
	"fmt"
	"math/bits"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/loss"
)

// The world stops for the collector only between calls into assembly: a long batch
// may not hold it up. On a busy machine stops take milliseconds beside plain Go too:
// then that is the measure, and one good run of a few is enough.
func TestPauses(t *testing.T) {
	const bound = time.Millisecond
	pairs := 250_000_000
	if testing.Short() || bits.UintSize == 32 {
		pairs = 20_000_000
	}
	// One goroutine computes while another stops the world.
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(max(2, runtime.NumCPU())))

	scores := make([]loss.Float16, pairs) // of both sides, and their gradient: half a gigabyte
	for i := range scores {
		scores[i] = 0x3c00 // the kernel of the system gives pages now, not in the call
	}
	eachTier(t, func(t *testing.T) {
		n := pairs
		if cpuid.Current() == cpuid.Portable {
			n /= 16 // Go, which stops anywhere
		}
		p := loss.Pairs[loss.Float16]{X1: scores[:n], X2: scores[:n]}
		g := loss.Grads[loss.Float16]{X1: scores[:n]}
		var added time.Duration
		for range 10 {
			start := time.Now()
			call := stops(func() {
				if _, err := (loss.MarginRanking[loss.Float16]{Margin: 1}).ForwardBackward(g, p, 1); err != nil {
					t.Error(err)
				}
			})
			took := time.Since(start)
			idle := stops(func() { time.Sleep(took) })
			plain := stops(func() { spin(took) })
			t.Logf("%d pairs in %v: %v; idle: %v; beside plain Go: %v", n, took, call, idle, plain)
			if added = call.median() - max(idle.median(), plain.median()); added <= bound {
				return
			}
		}
		assert.LessOrEqual(t, added, bound, "time added to a stop of the world")
	})
}

// spin keeps a processor busy.
func spin(d time.Duration) {
	for start := time.Now(); time.Since(start) < d; {
	}
}

// durations are those of stops of the world, in increasing order.
type durations []time.Duration

func (d durations) median() time.Duration { return d[len(d)/2] }

func (d durations) String() string {
	return fmt.Sprintf("%d stops, half in %v, nine of ten in %v, all in %v", len(d), d.median(), d[len(d)*9/10], d[len(d)-1])
}

// stops stops the world again and again while work runs, and returns how long that took.
func stops(work func()) durations {
	done := make(chan struct{})
	go func() {
		defer close(done)
		work()
	}()
	var list durations
	for running := true; running; {
		start := time.Now()
		runtime.ReadMemStats(new(runtime.MemStats)) // stops the world
		list = append(list, time.Since(start))
		select {
		case <-done:
			running = false
		case <-time.After(200 * time.Microsecond):
		}
	}
	slices.Sort(list)
	return list
}
