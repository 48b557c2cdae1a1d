package loss_test

import (
	"fmt"
	"math/bits"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/loss"
)

// The world stops for the collector only between calls into assembly: a long batch
// may not hold it up. A busy machine too delays stops by the millisecond, whatever
// runs, so that a call is compared with rest and with plain Go, a few times.
func TestPauses(t *testing.T) {
	const bound = time.Millisecond
	pairs := 250_000_000
	if testing.Short() || bits.UintSize == 32 {
		pairs = 20_000_000
	}
	x1, x2 := make([]loss.Float16, pairs), make([]loss.Float16, pairs)
	eachTier(t, func(t *testing.T) {
		n := pairs
		if cpuid.Current() == cpuid.Portable {
			n /= 16 // Go, which stops anywhere
		}
		p := loss.Pairs[loss.Float16]{X1: x1[:n], X2: x2[:n]}
		g := loss.Grads[loss.Float16]{X1: p.X1, X2: p.X2} // in place
		var added time.Duration
		for range 5 {
			start := time.Now()
			call := stops(func() {
				_, err := loss.MarginRanking[loss.Float16]{Margin: 1}.ForwardBackward(g, p, 1)
				require.NoError(t, err)
			})
			took := time.Since(start)
			idle := stops(func() { time.Sleep(took) })
			plain := stops(func() { spin(took) })
			t.Logf("%d pairs in %v: %v; idle: %v; in plain Go: %v", n, took, call, idle, plain)
			if added = call.most() - max(idle.most(), plain.most()); added <= bound {
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

// most is what nine of ten stay below.
func (d durations) most() time.Duration { return d[len(d)*9/10] }

func (d durations) String() string {
	return fmt.Sprintf("%d stops, half in %v, nine of ten in %v, all in %v", len(d), d[len(d)/2], d.most(), d[len(d)-1])
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
