package share

import (
	"sync/atomic"
	"time"
)

// patience is what calls that follow closely, the next one included, must cost on one goroutine
// before others are started: several times what it costs to wake a processor, so that
// calls too few to gain from it don't pay for it.
const patience = 100 * time.Microsecond

// switching is about what it costs a call when a new goroutine finds no processor but the caller's.
const switching = 40 * time.Microsecond

// recent is what the last calls have cost. Calls at once may mix it up: nothing but speed depends on it.
var recent history

type history struct {
	cost, until atomic.Int64 // of calls that followed one another by less than linger
	debt        atomic.Int64 // of calls that are to come, and won't be shared
}

// enough reports whether a call that starts now costs enough, with those just before, to start goroutines.
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

// lose counts time lost because goroutines lacked processors, other programs having them.
// Calls of a hundred times as much are not shared then, so that little can be lost in all.
func (h *history) lose(t time.Duration) {
	if eager.Load() == 0 {
		h.debt.Store(int64(min(100*t, 200*time.Millisecond)))
	}
}

// owes reports whether a call is one of those.
func (h *history) owes(cost time.Duration) bool {
	return h.debt.Load() > 0 && h.debt.Add(-int64(cost)) > 0
}

var epoch = time.Now()

func now() time.Duration { return time.Since(epoch) }
