package measure

import (
	"fmt"
	"runtime"
	"time"
)

// A Timer takes how long a number of calls last.
type Timer func(calls int) (time.Duration, error)

// A Plan is how long to measure.
type Plan struct {
	Rounds int           // batches of each contender
	Batch  time.Duration // about what a batch lasts; a single call may last longer
}

// Turns times the contenders batch by batch, a, b, c, then c, b, a, ... and returns each one's
// nanoseconds a call, round by round. The first batches warm up and don't count.
func Turns(p Plan, contenders ...Timer) ([][]float64, error) {
	calls := make([]int, len(contenders))
	for i, c := range contenders {
		n, err := fit(c, p.Batch)
		if err != nil {
			return nil, err
		}
		calls[i] = n
	}
	runtime.GC() // not in the middle of a batch
	samples := make([][]float64, len(contenders))
	for round := range p.Rounds {
		for i := range contenders {
			if round%2 == 1 {
				i = len(contenders) - 1 - i // what runs first may pay for what ran before
			}
			if calls[i] > 1 {
				// Not timed: the one before may have left other things in the caches.
				if _, err := contenders[i](1); err != nil {
					return nil, err
				}
			}
			took, err := contenders[i](calls[i])
			if err != nil {
				return nil, err
			}
			samples[i] = append(samples[i], float64(took.Nanoseconds())/float64(calls[i]))
		}
	}
	return samples, nil
}

// fit finds how many calls fill a batch.
func fit(c Timer, batch time.Duration) (int, error) {
	const most = 1 << 30
	for n := 1; ; n *= 4 {
		took, err := c(n)
		if err != nil {
			return 0, err
		}
		switch {
		case took >= batch:
			// The last batch was long enough to tell, unless it was the first, cold one.
			if n == 1 {
				if took, err = c(1); err != nil {
					return 0, err
				}
			}
			return max(1, int(float64(n)*float64(batch)/float64(max(took, 1)))), nil
		case n >= most:
			return 0, fmt.Errorf("measure: %d calls take %v", n, took)
		}
	}
}

// Calls times a function by the clock.
func Calls(f func() error) Timer {
	return func(calls int) (time.Duration, error) {
		start := time.Now()
		for range calls {
			if err := f(); err != nil {
				return 0, err
			}
		}
		return time.Since(start), nil
	}
}
