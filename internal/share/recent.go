package share

import (
	"sync/atomic"
	"time"
)

// recent is what calls have cost that followed one another by less than linger.
var recent history

type history struct{ cost, until atomic.Int64 }

// add returns the cost of the calls before, if the last has just ended, and of this one.
func (h *history) add(start, cost time.Duration) time.Duration {
	if gap := start - time.Duration(h.until.Load()); gap < 0 || gap > linger {
		h.cost.Store(0)
	}
	return time.Duration(h.cost.Load()) + cost
}

// end adds a call.
func (h *history) end(start time.Duration) {
	t := now()
	h.cost.Add(int64(t - start))
	h.until.Store(int64(t))
}

var epoch = time.Now()

func now() time.Duration { return time.Since(epoch) }
