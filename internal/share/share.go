// Package share runs the tasks of a call on the caller's goroutine and, where that is
// quicker, on a few others, which it keeps for some microseconds: waking a sleeping
// processor takes longer than most calls.
package share

import (
	"runtime"
	"sync/atomic"
	"time"
)

// A Job is tasks 0, 1, ... of which each runs once, in any order, on any goroutine. Run
// runs those from one to another. If it panics on a goroutine of this package, the program
// ends; on the caller's, Do panics when no task is running any more.
type Job interface{ Run(from, to int) }

// Patience is what calls that follow closely, this one included, must cost on one goroutine
// before another is started: several times what it costs to wake a processor, so that
// calls too few to gain from it don't pay for it. It is a variable for tests.
var Patience = 100 * time.Microsecond

// A Call is the state of Do. Its zero value is ready, and it may be used again: Do does
// not allocate then. What Do needs of it other goroutines read, so it is on the heap.
type Call struct {
	job     Job
	workers int
	left    atomic.Uint64 // tasks that none has taken: the first, and behind the last
	asked   []*worker
	ended   atomic.Int32 // of those asked
}

// Do runs all tasks of j, fewer than 1<<32, on at most so many goroutines, and no more than
// there are processors. It returns when all have run, and j is not in use any more. The
// caller begins at once, and never waits for a goroutine that has not begun. Cost is
// about what all tasks take on one goroutine.
func (c *Call) Do(j Job, tasks, workers int, cost time.Duration) {
	calls := int(calling.Add(1))
	defer calling.Add(-1)
	// Processors that other calls keep busy are no help.
	processors := min(runtime.GOMAXPROCS(0), len(pool)+1)
	workers = min(workers, tasks, processors+1-calls)
	if workers <= 1 {
		j.Run(0, tasks)
		return
	}
	start := now()
	c.job, c.workers = j, workers
	c.left.Store(uint64(tasks))
	c.ended.Store(0)
	defer c.end(start)
	c.ask(pool[:processors-1], recent.add(start, cost) >= Patience)
	c.run(true)
}

// calling counts the calls of Do that are running.
var calling atomic.Int32

// ask offers tasks to goroutines that wait for some, and to new ones.
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
			go w.work()
			if c.asked = append(c.asked, w); len(c.asked) == c.workers-1 {
				break
			}
		}
	}
	// The newest goroutine is kept for this processor: others sleep for some 50 µs before
	// they take it. So it must be one that doesn't matter.
	go func() {}()
}

// run runs tasks until all are taken: the first ones or the last ones, so that each
// goroutine has its own part of the arrays, and smaller and smaller shares, so
// that all end together, also those that begin late.
func (c *Call) run(first bool) {
	for {
		left := c.left.Load()
		from, to := int(left>>32), int(left&(1<<32-1))
		if from == to {
			return
		}
		n := max(1, (to-from)/(2*c.workers))
		mine, rest := from, uint64(from+n)<<32|uint64(to)
		if !first {
			mine, rest = to-n, uint64(from)<<32|uint64(to-n)
		}
		if c.left.CompareAndSwap(left, rest) {
			c.job.Run(mine, mine+n)
		}
	}
}

// end takes back what nobody has begun, and waits for the others.
func (c *Call) end(start time.Duration) {
	begun := c.asked[:0]
	for _, w := range c.asked {
		if !w.offer.CompareAndSwap(c, &waiting) {
			begun = append(begun, w)
		}
	}
	for i := 0; int(c.ended.Load()) < len(begun); i++ {
		if i%rest == rest-1 {
			runtime.Gosched() // it may be they who lack a processor
		}
		if i < 8*rest {
			continue
		}
		for _, w := range begun {
			w.busy.Lock()
			w.busy.Unlock()
		}
	}
	c.job, c.asked = nil, begun[:0]
	recent.end(start)
}
