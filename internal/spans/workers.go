package spans

import (
	"sync"
	"time"
	"unsafe"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/share"
)

const (
	// worthwhile is what a batch must move, in bytes, before goroutines share it.
	worthwhile = 1 << 20

	// speed is about what one goroutine moves, in bytes a nanosecond, when it is fast.
	speed = 100
)

// goroutines is the number of goroutines that may share a batch whose caller asks for so many.
func (all *arrays) goroutines(asked int) int {
	n := share.Goroutines(asked)
	if n == 1 || all.bytes < worthwhile || !share.OnHeap(all.list()...) {
		return 1
	}
	return n
}

// A job is a batch whose spans goroutines share. Which of them does a span changes nothing:
// the spans are added up exactly.
type job struct {
	op   generated.Op
	tier cpuid.Tier
	args generated.Args
	call share.Call

	mu    sync.Mutex
	tally Tally
}

// jobs are kept for the next batch, so that calls don't allocate.
var jobs = sync.Pool{New: func() any { return new(job) }}

// runShared runs the n spans of a batch on several goroutines.
func runShared[T any](op generated.Op, tier cpuid.Tier, a *generated.Args, all *arrays, n, workers int) Total {
	j := jobs.Get().(*job)
	j.op, j.tier, j.tally = op, tier, Tally{}
	j.args = *(*generated.Args)(share.NoEscape(unsafe.Pointer(a), all.list()...))
	j.call.Do((*jobOf[T])(j), n, workers, time.Duration(all.bytes/speed))
	j.args = generated.Args{} // the pool keeps no array alive
	t := j.tally.Total()
	jobs.Put(j)
	return t
}

// A jobOf is a job of elements of type T. It is generic so that a program holds the kernels
// of the types that it uses.
type jobOf[T any] job

// Run does some spans.
func (j *jobOf[T]) Run(from, to int) {
	var t Tally
	for i := from; i < to; i++ {
		runNth[T](j.op, j.tier, &j.args, i, &t)
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	j.tally.Merge(&t)
}
