package share

import (
	"sync/atomic"
	"time"
)

// patience is the time that a run of closely following calls, including the next one, must take on one
// goroutine before helper goroutines are started. It is several times what waking a processor costs, so that
// a few short calls do not pay for helpers from which they gain nothing.
const patience = 100 * time.Microsecond

// switching is about the time that a call loses when a new goroutine takes the caller's processor because no
// other is free.
const switching = 40 * time.Microsecond

// recent tells what the last calls have cost. Concurrent calls may mix it up, but only speed depends on it.
var recent history

type history struct {
	cost, until atomic.Int64 // the total time, and the end, of calls with gaps of at most linger between them
	debt        atomic.Int64 // the time of future calls that will not be shared
}

// enough reports whether a call that begins at start is worth starting goroutines for, because its cost and the
// cost of the calls just before it add up to patience.
func (h *history) enough(start, cost time.Duration) bool {
	if gap := start - time.Duration(h.until.Load()); gap < 0 || gap > linger {
		h.cost.Store(0)
	}
	return time.Duration(h.cost.Load())+cost >= patience
}

// add adds a call.
func (h *history) add(start, end time.Duration) {
	h.cost.Add(int64(end - start))
	h.until.Store(int64(end))
}

// lose notes that a call lost time t because other programs had the processors that its goroutines needed. The
// next calls, of a hundred times t in total but at most 200 ms, are not shared. So about one percent is lost.
func (h *history) lose(t time.Duration) {
	if eager.Load() == 0 {
		h.debt.Store(int64(min(100*t, 200*time.Millisecond)))
	}
}

// owes reports whether a call of this cost must not be shared because of an earlier loss.
func (h *history) owes(cost time.Duration) bool {
	return h.debt.Load() > 0 && h.debt.Add(-int64(cost)) > 0
}

var epoch = time.Now()

func now() time.Duration { return time.Since(epoch) }
