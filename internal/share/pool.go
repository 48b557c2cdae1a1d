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

// A worker is a place in the pool.
type worker struct {
	// nil: there is no goroutine. &waiting: the goroutine waits, or is about to. &running: it runs
	// tasks. Any other Call is an offer: the goroutine may join it, and the caller may withdraw it.
	offer atomic.Pointer[Call]
	busy  sync.Mutex // held while it runs tasks; unlike a channel, it may be shared by synctest bubbles
	body  func()     // work, made once: go w.work() allocates
	_     [104]byte  // no line of the caches with the next one, and none fetched along
}

var waiting, running Call

// work is what a helper goroutine runs.
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
		// After a while, or when another goroutine has just had the processor, which it wanted.
		if (t-start > most || t-last > newcomer || i > 64*rest) && w.offer.CompareAndSwap(&waiting, nil) {
			if calling.Load() > 0 {
				recent.lose(t - start + switching) // a call offers nothing for so long when it stands still
			}
			return nil
		}
		last = t
	}
}
