package spans

import (
	"sync"
	"time"
	"unsafe"

	"github.com/x448/float16"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/share"
)

const (
	// worthwhile is the smallest size of a batch, in bytes, that goroutines share.
	worthwhile = 1 << 20

	// speed is roughly how many bytes per nanosecond a fast goroutine moves.
	speed = 100
)

// goroutines returns the largest number of goroutines that may share a batch whose caller asks for asked workers.
func (all *arrays) goroutines(asked int) int {
	n := share.Goroutines(asked)
	if n == 1 || all.bytes < worthwhile || !share.OnHeap(all.list()...) {
		return 1
	}
	return n
}

// A job is a batch whose spans several goroutines share. The result does not depend on which goroutine computes a span, because spans
// are added up exactly.
type job struct {
	run  func(j *job, from, to int) // runs the spans from, ..., to-1
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
func runShared[T any](t *Tally, op generated.Op, tier cpuid.Tier, a *generated.Args, all *arrays, n, workers int) {
	j := jobs.Get().(*job)
	j.run, j.op, j.tier, j.tally = tasksOf[T](), op, tier, Tally{}
	j.args = *(*generated.Args)(share.NoEscape(unsafe.Pointer(a), all.list()...))
	j.call.Do(j, n, workers, time.Duration(all.bytes/speed))
	j.args = generated.Args{} // the pool keeps no array alive
	t.Merge(&j.tally)
	jobs.Put(j)
}

// Run runs the spans from, ..., to-1.
func (j *job) Run(from, to int) { j.run(j, from, to) }

// tasksOf returns runTasks for elements of type T. The four functions are not closures, since a closure would be
// allocated. Nor is job generic, with Run as its method: then the linker would keep the kernels of every type
// that package loss supports.
func tasksOf[T any]() func(j *job, from, to int) {
	switch generated.DTypeOf[T]() {
	case generated.F32:
		return runTasks[float32]
	case generated.F64:
		return runTasks[float64]
	case generated.F16:
		return runTasks[float16.Float16]
	}
	return runTasks[uint16]
}

// runTasks runs the spans from, ..., to-1 of a job with elements of type T.
func runTasks[T any](j *job, from, to int) {
	var t Tally
	for i := from; i < to; i++ {
		runNth[T](j.op, j.tier, &j.args, i, &t)
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	j.tally.Merge(&t)
}
