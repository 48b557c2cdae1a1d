package share

import (
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

const (
	// linger is how long an idle helper waits for the next call, spinning on its processor, before it exits. Starting
	// a goroutine on a sleeping processor takes about as long.
	linger = 50 * time.Microsecond

	// newcomer is how long a helper waits if its first call is over before the helper begins.
	newcomer = 20 * time.Microsecond

	// rest is the number of turns of the waiting loop, of about a nanosecond each, after which a helper yields its
	// processor to goroutines that need one.
	rest = 4096
)

// pool has the helper goroutines. There are fewer helpers than processors. A helper exits at the latest when it has waited for
// linger after the last call that it took part in.
var pool [63]worker

// A worker is a place in the pool for one goroutine.
type worker struct {
	// offer is nil if there is no goroutine, &waiting if the goroutine waits or is about to wait, and &running
	// while it runs tasks. Any other Call is one that the goroutine may join; that Call may withdraw the offer.
	offer atomic.Pointer[Call]
	busy  sync.Mutex // held while the goroutine runs tasks; unlike a channel, synctest bubbles can share it
	body  func()     // the method value work, made once because go w.work() allocates
	_     [104]byte  // workers share neither a cache line nor a pair of lines that is prefetched together
}

var waiting, running Call

// work is the body of the goroutine. It joins one call after the other, and returns when none has come for a
// while.
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
				next = nil // this goroutine has taken the caller's processor
			}
			w.offer.Store(next) // first, so that the next call finds it
			c.ended.Add(1)      // from here on c belongs to its caller
			if next == nil {
				w.busy.Unlock()
				return
			}
		}
		w.busy.Unlock()
	}
}

// wait returns the next call. If no call comes, it returns nil, and the goroutine is no longer in the pool. It counts turns as well
// as time, because time stands still in a synctest bubble.
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
		// Give up after a while, or if so much time has passed since the last look at the clock that other
		// goroutines must have had this processor.
		if (t-start > most || t-last > newcomer || i > 64*rest) && w.offer.CompareAndSwap(&waiting, nil) {
			if calling.Load() > 0 {
				recent.lose(t - start + switching) // a call that offers nothing for so long must have lost its processor
			}
			return nil
		}
		last = t
	}
}
