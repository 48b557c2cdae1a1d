package share

import (
	"errors"
	"math"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// pretend makes calls start goroutines at once, as if there were count processors.
func pretend(t *testing.T, count int) {
	before, end := runtime.GOMAXPROCS(max(count, runtime.NumCPU())), Eager(count)
	t.Cleanup(func() {
		settle(t)
		end()
		runtime.GOMAXPROCS(before)
	})
}

// settle waits until the pool is empty.
func settle(t *testing.T) {
	require.Eventually(t, func() bool { return Helpers() == 0 }, time.Minute, time.Millisecond)
}

// A count counts how often each task ran.
type count []atomic.Int32

func (c count) Run(from, to int) {
	for i := from; i < to; i++ {
		c[i].Add(1)
	}
}

func (c count) once(t *testing.T) {
	for i := range c {
		if n := c[i].Load(); n != 1 {
			t.Fatalf("task %d of %d ran %d times", i, len(c), n)
		}
	}
}

// Each task runs once, whatever the number of tasks, goroutines and processors, even if the Call was used
// before.
func TestOnce(t *testing.T) {
	for _, procs := range []int{1, 2, 5, 100} {
		pretend(t, procs)
		var call Call
		for _, tasks := range []int{0, 1, 2, 3, 4, 7, 8, 100, 1000} {
			for _, workers := range []int{-1, 0, 1, 2, 3, 8, math.MaxInt} {
				for range 20 {
					c := make(count, tasks)
					call.Do(c, tasks, workers, 0)
					c.once(t)
				}
			}
		}
	}
}

// A light job has tasks that end before the next one can be taken.
type light struct{ sum, done atomic.Int64 }

func (l *light) Run(from, to int) {
	for i := from; i < to; i++ {
		l.sum.Add(int64(i))
	}
	l.done.Add(int64(to - from))
}

// Goroutines that take tasks at the same moment take different tasks.
func TestTakenAtOnce(t *testing.T) {
	pretend(t, 4)
	var call Call
	for range 20_000 {
		var l light
		call.Do(&l, 64, 4, 0)
		require.EqualValues(t, 64, l.done.Load())
		require.EqualValues(t, 63*64/2, l.sum.Load())
	}
}

// Many calls run at the same time, in bursts, so that goroutines start and exit all the time.
func TestCallsAtOnce(t *testing.T) {
	pretend(t, 4)
	for range 30 {
		var group sync.WaitGroup
		for range 8 {
			group.Go(func() {
				var call Call
				for i := range 50 {
					c := make(count, 1+i)
					call.Do(c, len(c), 3, 0)
					c.once(t)
				}
			})
		}
		group.Wait()
		time.Sleep(2 * linger)
	}
	assert.Zero(t, calling.Load())
}

// A meeting is a job whose tasks wait for each other. It succeeds only if each task has a goroutine of its own.
type meeting struct {
	there atomic.Int32
	tasks int32
	alone bool
}

func (m *meeting) Run(from, to int) {
	for range to - from {
		m.there.Add(1)
		for start := time.Now(); m.there.Load() < m.tasks; runtime.Gosched() {
			if time.Since(start) > time.Minute {
				m.alone = true
				return
			}
		}
	}
}

// A job gets as many goroutines as its caller asks for.
func TestTogether(t *testing.T) {
	pretend(t, 4)
	for workers := 2; workers <= 4; workers++ {
		var call Call
		for range 20 {
			m := &meeting{tasks: int32(workers)}
			call.Do(m, workers, workers, 0)
			require.False(t, m.alone, "%d goroutines", workers)
		}
	}
}

// A crowd counts how many goroutines are in a job at the same time, and keeps the largest number.
type crowd struct{ now, most atomic.Int32 }

func (c *crowd) Run(from, to int) {
	n := c.now.Add(1)
	for m := c.most.Load(); n > m && !c.most.CompareAndSwap(m, n); m = c.most.Load() {
	}
	time.Sleep(20 * time.Microsecond)
	c.now.Add(-1)
}

// At most as many goroutines run a job as its caller asks for, and at most as many as there are processors. The
// pool holds one fewer, and is empty soon after the last call.
func TestBounds(t *testing.T) {
	before := runtime.NumGoroutine()
	pretend(t, 4)
	for _, workers := range []int{2, 3, 8} {
		var call Call
		for range 50 {
			var c crowd
			call.Do(&c, 40, workers, 0)
			assert.LessOrEqual(t, c.most.Load(), int32(min(workers, 4)))
			assert.LessOrEqual(t, Helpers(), 3)
		}
	}
	settle(t)
	// Eventually has a goroutine of its own.
	assert.Eventually(t, func() bool { return runtime.NumGoroutine() <= before+1 }, time.Minute, time.Millisecond)
}

// An observer notes whether there are helpers when the caller runs its first task.
type observer struct{ company bool }

func (o *observer) Run(from, to int) {
	if from == 0 {
		o.company = Helpers() > 0
	}
}

// Short calls start no goroutine until calls that follow each other closely have cost enough in total.
func TestPatience(t *testing.T) {
	var h history
	assert.False(t, h.enough(time.Hour, patience-1))
	assert.True(t, h.enough(time.Hour, patience))
	h.add(0, 60*time.Microsecond)
	assert.True(t, h.enough(60*time.Microsecond+linger, patience-60*time.Microsecond))
	h.add(100*time.Microsecond, 130*time.Microsecond)
	assert.False(t, h.enough(131*time.Microsecond, patience-91*time.Microsecond))
	assert.True(t, h.enough(131*time.Microsecond, patience-90*time.Microsecond))
	assert.False(t, h.enough(131*time.Microsecond+linger, patience-90*time.Microsecond), "long ago")

	settle(t)
	recent.debt.Store(0)
	var call Call
	for _, cost := range []time.Duration{0, time.Hour} {
		recent.until.Store(0)
		var j observer
		call.Do(&j, 10, 2, cost)
		assert.Equal(t, cost >= patience && processors() > 1, j.company, cost)
	}
}

// After a loss, the next calls are not shared: those of the next hundred times the loss, but at most those of
// the next 200 ms.
func TestDebt(t *testing.T) {
	var h history
	assert.False(t, h.owes(time.Hour))
	h.lose(time.Millisecond)
	for range 99 {
		require.True(t, h.owes(time.Millisecond))
	}
	assert.False(t, h.owes(time.Millisecond))
	h.lose(time.Hour)
	assert.True(t, h.owes(199*time.Millisecond))
	assert.False(t, h.owes(time.Millisecond))
}

// A sleeper sleeps in its last task.
type sleeper struct{ ran atomic.Int32 }

func (s *sleeper) Run(from, to int) {
	if to == 2 {
		time.Sleep(10 * time.Millisecond)
	}
	s.ran.Add(int32(to - from))
}

// A call waits for the helpers that have begun, however long they take, and never for the other helpers.
func TestWaits(t *testing.T) {
	pretend(t, 2)
	for range 20 {
		var call Call
		var s sleeper
		call.Do(&s, 2, 2, 0)
		require.EqualValues(t, 2, s.ran.Load())
	}
	settle(t)
	absent := &pool[0]
	absent.offer.Store(&waiting) // in the pool, but it never has a processor
	for range 100 {
		c := make(count, 100)
		new(Call).Do(c, len(c), 2, 0)
		c.once(t)
	}
	assert.Same(t, &waiting, absent.offer.Load())
	absent.offer.Store(nil)
}

// A panicky job panics in its first task, which the caller's goroutine runs.
type panicky struct{ running atomic.Int32 }

var errTask = errors.New("task")

func (p *panicky) Run(from, to int) {
	if from == 0 {
		panic(errTask)
	}
	p.running.Add(1)
	time.Sleep(100 * time.Microsecond)
	p.running.Add(-1)
}

// Do panics only when no task is running any more, and the next call works as before.
func TestPanic(t *testing.T) {
	pretend(t, 4)
	for range 50 {
		var p panicky
		assert.PanicsWithError(t, errTask.Error(), func() { new(Call).Do(&p, 20, 4, 0) })
		assert.Zero(t, p.running.Load())
		assert.Zero(t, calling.Load())
	}
	c := make(count, 50)
	new(Call).Do(c, len(c), 4, 0)
	c.once(t)
}

// Helpers that start in a synctest bubble exit although time stands still there, and calls outside of the
// bubble can use them.
func TestBubble(t *testing.T) {
	pretend(t, 3)
	synctest.Test(t, func(*testing.T) {
		var call Call
		for range 50 {
			c := make(count, 30)
			call.Do(c, len(c), 3, 0)
			c.once(t)
		}
	})
	c := make(count, 30)
	new(Call).Do(c, len(c), 3, 0)
	c.once(t)
}

// A whole counts how often one call of Run ran all tasks.
type whole struct{ times, tasks int }

func (w *whole) Run(from, to int) {
	if from == 0 && to == w.tasks {
		w.times++
	}
}

// With 0 or 1 workers a job runs on the caller's goroutine alone: no helper is started, and helpers that wait
// get no offer. A larger number is the number of goroutines, and a negative number sets no limit.
func TestGoroutines(t *testing.T) {
	for workers, want := range map[int]int{0: 1, 1: 1, 2: 2, 7: 7, math.MaxInt: math.MaxInt,
		AllProcessors: math.MaxInt, -2: math.MaxInt, math.MinInt: math.MaxInt} {
		assert.Equal(t, want, Goroutines(workers), workers)
	}
	pretend(t, 4)
	settle(t)
	waits := &pool[1]
	waits.offer.Store(&waiting)
	defer waits.offer.Store(nil)
	var call Call
	for _, workers := range []int{0, 1} {
		for range 100 {
			w := &whole{tasks: 1000}
			call.Do(w, w.tasks, Goroutines(workers), time.Hour)
			require.Equal(t, 1, w.times)
			require.Equal(t, 1, Helpers())
		}
	}
	assert.Same(t, &waiting, waits.offer.Load())
}
