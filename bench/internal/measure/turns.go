package measure

import (
	"fmt"
	"runtime"
	"time"
)

// A Timer makes a number of calls and returns how long they take.
type Timer func(calls int) (time.Duration, error)

// A Plan says how long to measure.
type Plan struct {
	Rounds int           // batches per contender
	Batch  time.Duration // the approximate time of a batch; a single call may take longer
}

// Turns times the contenders in turns, batch by batch: a, b, c, then c, b, a, and so on. For each contender it
// returns the nanoseconds per call of each round. It runs batches before the first round to warm up.
func Turns(p Plan, contenders ...Timer) ([][]float64, error) {
	calls := make([]int, len(contenders))
	for i, c := range contenders {
		n, err := fit(c, p.Batch)
		if err != nil {
			return nil, err
		}
		calls[i] = n
	}
	runtime.GC() // now, so that it does not run in the middle of a batch
	samples := make([][]float64, len(contenders))
	for round := range p.Rounds {
		for i := range contenders {
			if round%2 == 1 {
				i = len(contenders) - 1 - i // the first contender of a round may pay for what ran before
			}
			if calls[i] > 1 {
				// This call is not timed: it refills the caches, which the previous contender has used.
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

// fit returns how many calls fill a batch.
func fit(c Timer, batch time.Duration) (int, error) {
	const most = 1 << 30
	for n := 1; ; n *= 4 {
		took, err := c(n)
		if err != nil {
			return 0, err
		}
		switch {
		case took >= batch:
			// This batch is long enough to tell, unless it is a single first call, with cold caches.
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

// Calls returns a Timer that measures calls of f by the clock.
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
