package share

import (
	"runtime"
	"sync/atomic"
	"time"
)

// A Job is a number of tasks: 0, 1, and so on. Run runs the tasks from, from+1, ..., to-1. Each task runs once,
// in any order and on any goroutine. If Run panics on a helper goroutine, the program ends. If it panics on the
// caller's goroutine, Do panics as soon as no task is running.
type Job interface{ Run(from, to int) }

// A Call is the state of Do. Its zero value is ready to use. From the second use on, Do does not allocate.
// Helper goroutines use the Call and its job, so both are on the heap.
type Call struct {
	job     Job
	workers int
	left    atomic.Uint64 // the tasks that nobody has taken: the first in the upper 32 bits, the end in the lower
	asked   []*worker
	ended   atomic.Int32 // how many of asked have ended
}

// Do runs all tasks of j, fewer than 1<<32, on at most the given number of goroutines, and on no more than
// there are processors. It returns when all tasks have run and no goroutine uses j any more. The
// caller's goroutine begins at once, and never waits for a goroutine that has not begun. Cost is
// roughly how long all tasks take on one goroutine; an estimate that is too low is better than one that is too high.
func (c *Call) Do(j Job, tasks, workers int, cost time.Duration) {
	if workers <= 1 || recent.owes(cost) {
		j.Run(0, tasks)
		return
	}
	others := pool[:min(processors()-1, len(pool))]
	calls := int(calling.Add(1))
	defer calling.Add(-1)
	// Leave out the processors that other calls keep busy.
	workers = min(workers, tasks, len(others)+2-calls)
	if workers <= 1 {
		j.Run(0, tasks)
		return
	}
	start := now()
	c.job, c.workers = j, workers
	c.left.Store(uint64(tasks))
	c.ended.Store(0)
	defer c.end(start)
	c.ask(others, eager.Load() > 0 || recent.enough(start, cost))
	c.run(true)
}

// calling counts the calls of Do that are running.
var calling atomic.Int32

// processors returns how many goroutines can run at the same time.
func processors() int {
	if n := eager.Load(); n > 0 {
		return int(n)
	}
	return min(runtime.GOMAXPROCS(0), runtime.NumCPU())
}

// Eager is for tests. It makes calls start goroutines whatever they cost and whatever was lost before, as if
// the machine had the given number of processors. The function that it returns ends this.
func Eager(processors int) (end func()) {
	before := eager.Swap(int32(processors))
	recent.debt.Store(0)
	return func() { eager.Store(before) }
}

var eager atomic.Int32 // the number of processors; 0 means as many as the machine has

// Helpers returns the number of helper goroutines. It is for tests.
func Helpers() (n int) {
	for i := range pool {
		if pool[i].offer.Load() != nil {
			n++
		}
	}
	return n
}

// ask offers tasks to helpers that wait for a call, and then, if start is set, to new helpers.
func (c *Call) ask(others []worker, start bool) {
	for i := range others {
		if w := &others[i]; w.offer.CompareAndSwap(&waiting, c) {
			if c.asked = append(c.asked, w); len(c.asked) == c.workers-1 {
				return
			}
		}
	}
	if !start {
		return
	}
	for i := range others {
		if w := &others[i]; w.offer.CompareAndSwap(nil, c) {
			if w.body == nil {
				w.body = w.work
			}
			go w.body()
			if c.asked = append(c.asked, w); len(c.asked) == c.workers-1 {
				break
			}
		}
	}
	// Go keeps the newest goroutine for this processor: other processors sleep for some 50 µs before they take
	// it. So the newest goroutine must be one that does nothing.
	go func() {}()
}

// run runs tasks until all are taken. The caller takes tasks from the front and helpers take them from the
// back, so that each works on its own part of the arrays. Shares get smaller and smaller, so that all goroutines
// end at about the same time, even if some began late. run reports whether the caller seems to stand still: it
// has taken nothing while a helper took several shares and the rest.
func (c *Call) run(caller bool) (still bool) {
	before := c.left.Load() >> 32
	for shares := 0; ; {
		left := c.left.Load()
		from, to := int(left>>32), int(left&(1<<32-1))
		if from == to {
			return shares > 2 && left>>32 == before
		}
		n := max(1, (to-from)/(2*c.workers))
		mine, rest := from, uint64(from+n)<<32|uint64(to)
		if !caller {
			mine, rest = to-n, uint64(from)<<32|uint64(to-n)
		}
		if c.left.CompareAndSwap(left, rest) {
			c.job.Run(mine, mine+n)
			shares++
		}
	}
}

// end withdraws offers that no helper has accepted, and waits for the helpers that have begun.
func (c *Call) end(start time.Duration) {
	begun := c.asked[:0]
	for _, w := range c.asked {
		if !w.offer.CompareAndSwap(c, &waiting) {
			begun = append(begun, w)
		}
	}
	t := now()
	if len(begun) < len(c.asked) && t-start > 2*linger {
		recent.lose(switching) // there is no processor for the helpers that have not begun
	}
	if !c.wait(begun) {
		// Helpers with a processor of their own would have ended soon after the caller.
		if lost := now() - t; lost > linger && lost > (t-start)/4 {
			recent.lose(lost)
		}
	}
	c.job, c.asked = nil, begun[:0]
	recent.add(start, now())
}

// wait waits until the helpers in begun have ended. It reports whether they ended soon.
func (c *Call) wait(begun []*worker) bool {
	for i := range 8 * rest {
		if int(c.ended.Load()) == len(begun) {
			return true
		}
		if i%rest == rest-1 {
			runtime.Gosched() // a helper may need this processor
		}
	}
	for _, w := range begun {
		w.busy.Lock()
		//lint:ignore SA2001 locking is the way to wait
		w.busy.Unlock()
	}
	return false
}
