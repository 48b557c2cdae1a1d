package share

import (
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

const (
	// linger is how long a goroutine waits for the next call, using its processor, before it
	// ends: about as long as it takes to start one on a processor that sleeps.
	linger = 50 * time.Microsecond

	// newcomer is how long one waits whose first call is over before it begins.
	newcomer = 20 * time.Microsecond

	// rest is the number of turns of a waiting loop, a nanosecond or so each, after which
	// others that lack a processor may have this one.
	rest = 4096
)

// pool are the goroutines that outlive calls: fewer than there are processors, and each for
// no longer than linger after the last call that it has had a part in.
var pool [63]worker

// A worker is a place in the pool.
type worker struct {
	// nil: there is no goroutine. &waiting: it waits, or is about to. &running: it runs
	// tasks. Another Call: one that it may join, and that may be withdrawn.
	offer atomic.Pointer[Call]
	busy  sync.Mutex // held while it runs tasks; unlike a channel, it may be shared by synctest bubbles
	body  func()     // work, made once: go w.work() allocates
	_     [104]byte  // no line of the caches with the next one, and none fetched along
}

var waiting, running Call

// work is the goroutine.
func (w *worker) work() {
	for most := newcomer; ; most = linger {
		c := w.wait(most)
		if c == nil {
			return
		}
		w.busy.Lock()
		if w.offer.CompareAndSwap(c, &running) {
			next := &waiting
			if c.run(false) {
				recent.lose(switching)
				next = nil // it is the caller's processor that this goroutine has
			}
			w.offer.Store(next) // first, so that the next call finds it
			c.ended.Add(1)      // c is its caller's from here on
			if next == nil {
				w.busy.Unlock()
				return
			}
		}
		w.busy.Unlock()
	}
}

// wait returns the next call, or nil if none comes: the goroutine is not in the pool any
// more. It counts turns, too: in a synctest bubble time stands still.
func (w *worker) wait(most time.Duration) *Call {
	start := now()
	for i, last := 1, start; ; i++ {
		if c := w.offer.Load(); c != &waiting {
			return c
		}
		if i%64 != 0 {
			continue
		}
		if i%rest == 0 {
			runtime.Gosched()
		}
		t := now()
		// After a while, or when others want the processor: they have just had it.
		if (t-start > most || t-last > newcomer || i > 64*rest) && w.offer.CompareAndSwap(&waiting, nil) {
			if calling.Load() > 0 {
				recent.lose(t - start + switching) // a call offers nothing for so long when it stands still
			}
			return nil
		}
		last = t
	}
}
