package share

import (
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// linger is how long a goroutine waits for the next call, using its processor, before it
// ends: about as long as it takes to start one on a processor that sleeps.
const linger = 50 * time.Microsecond

// rest is the number of turns of a waiting loop, a nanosecond or so each, after which
// others that lack a processor may have this one.
const rest = 4096

// pool are the goroutines that outlive calls: fewer than there are processors, and each for
// no longer than linger after the last call that it has had a part in.
var pool [64]worker

// A worker is a place in the pool.
type worker struct {
	// nil: there is no goroutine. &waiting: it waits, or is about to. &running: it runs
	// tasks. Another Call: one that it may join, and that may be withdrawn.
	offer atomic.Pointer[Call]
	busy  sync.Mutex // held while it runs tasks; unlike channels, they may come from any synctest bubble
	_     [112]byte  // no line of the caches with the next one, and none fetched along
}

var waiting, running Call

// work is the goroutine.
func (w *worker) work() {
	for {
		c := w.wait()
		if c == nil {
			return
		}
		w.busy.Lock()
		if w.offer.CompareAndSwap(c, &running) {
			c.run(false)
			w.offer.Store(&waiting) // first, so that the next call finds it
			c.ended.Add(1)          // c is its caller's from here on
		}
		w.busy.Unlock()
	}
}

// wait returns the next call, or nil if none comes. It counts turns, too: in a synctest
// bubble time stands still.
func (w *worker) wait() *Call {
	start := now()
	for i := 1; ; i++ {
		if c := w.offer.Load(); c != &waiting {
			return c
		}
		if i%64 != 0 {
			continue
		}
		t := now()
		if i%rest == 0 {
			runtime.Gosched()
		}
		// After a while, or when others want the processor more.
		if (t-start > linger || i > 64*rest || i%rest == 0 && now()-t > 5*time.Microsecond) &&
			w.offer.CompareAndSwap(&waiting, nil) {
			return nil
		}
	}
}
