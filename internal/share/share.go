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

// A Call is the state of Do. Its zero value is ready, and it may be used again: Do does
// not allocate then. Other goroutines use it and its job, so both are on the heap.
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
// about what all tasks take on one goroutine, and rather too little than too much.
func (c *Call) Do(j Job, tasks, workers int, cost time.Duration) {
	if workers <= 1 || recent.owes(cost) {
		j.Run(0, tasks)
		return
	}
	others := pool[:min(processors()-1, len(pool))]
	calls := int(calling.Add(1))
	defer calling.Add(-1)
	// Processors that other calls keep busy are no help.
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

// processors is how many goroutines can run at once.
func processors() int {
	if n := eager.Load(); n > 0 {
		return int(n)
	}
	return min(runtime.GOMAXPROCS(0), runtime.NumCPU())
}

// Eager makes calls start goroutines whatever they cost and whatever was lost, as if there
// were so many processors, until the function that it returns is called: for tests.
func Eager(processors int) (end func()) {
	before := eager.Swap(int32(processors))
	recent.debt.Store(0)
	return func() { eager.Store(before) }
}

var eager atomic.Int32 // processors; 0: as the machine has them

// Helpers returns how many goroutines of the pool there are: for tests.
func Helpers() (n int) {
	for i := range pool {
		if pool[i].offer.Load() != nil {
			n++
		}
	}
	return n
}

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
			if w.body == nil {
				w.body = w.work
			}
			go w.body()
			if c.asked = append(c.asked, w); len(c.asked) == c.workers-1 {
				break
			}
		}
	}
	// The newest goroutine is kept for this processor: others sleep for some 50 µs before
	// they take it. So it must be one that doesn't matter.
	go func() {}()
}

// run runs tasks until all are taken: the caller the first ones, others the last ones, so
// that each has its own part of the arrays; and smaller and smaller shares, so that
// all end together, also those that begin late. It reports whether the caller seems to
// stand still: it has taken nothing while another took all the rest.
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

// end takes back what nobody has begun, and waits for the others.
func (c *Call) end(start time.Duration) {
	begun := c.asked[:0]
	for _, w := range c.asked {
		if !w.offer.CompareAndSwap(c, &waiting) {
			begun = append(begun, w)
		}
	}
	t := now()
	if len(begun) < len(c.asked) && t-start > 2*linger {
		recent.lose(switching) // there is no processor for them
	}
	if !c.wait(begun) {
		// They should have ended soon after the caller, had they had a processor all the time.
		if lost := now() - t; lost > linger && lost > (t-start)/4 {
			recent.lose(lost)
		}
	}
	c.job, c.asked = nil, begun[:0]
	recent.add(start, now())
}

// wait waits until so many have ended. It reports whether that was soon.
func (c *Call) wait(begun []*worker) bool {
	for i := range 8 * rest {
		if int(c.ended.Load()) == len(begun) {
			return true
		}
		if i%rest == rest-1 {
			runtime.Gosched() // it may be they who lack a processor
		}
	}
	for _, w := range begun {
		w.busy.Lock()
		//lint:ignore SA2001 to have waited for it is all
		w.busy.Unlock()
	}
	return false
}
