package loss

import (
	"sync"
	"time"
	"unsafe"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/share"
)

const (
	// worthwhile is what a call must move, in bytes, before goroutines share it.
	worthwhile = 1 << 20

	// speed is about what one goroutine moves, in bytes a nanosecond, when it is fast.
	speed = 100
)

// workers is the number of goroutines that a call may use whose caller asks for so many.
func workers[T Float](asked int, b *batch[T]) int {
	n := share.Goroutines(asked)
	if n == 1 || bytes(b) < worthwhile {
		return 1
	}
	arrays := b.arrays()
	if !share.OnHeap(arrays[:]...) {
		return 1
	}
	return n
}

// arrays are all arrays of b, for package share.
func (b *batch[T]) arrays() [11]share.Array {
	return [...]share.Array{
		share.ArrayOf(b.x1), share.ArrayOf(b.x2), share.ArrayOf(b.y), share.ArrayOf(b.signs), share.ArrayOf(b.weights), share.ArrayOf(b.margins),
		share.ArrayOf(b.upstream), share.ArrayOf(b.out), share.ArrayOf(b.gx1), share.ArrayOf(b.gx2), share.ArrayOf(b.gy),
	}
}

// A job is a call whose spans goroutines share.
type job struct {
	op     operation
	dtype  generated.DType
	batch  batch[byte] // of elements of dtype, in fact
	totals []total     // of each span
	call   share.Call
}

// jobs are kept for the next call, so that calls don't allocate.
var jobs = sync.Pool{New: func() any { return new(job) }}

// runParallel is run with several goroutines. Which of them does a span changes
// nothing: every span has a sum of its own, and these are added up in order.
func runParallel[T Float](op operation, b *batch[T], workers int) total {
	n := spans(len(b.x1))
	j := jobs.Get().(*job)
	arrays := b.arrays()
	j.op, j.dtype, j.batch = op, generated.DTypeOf[T](), *(*batch[byte])(share.NoEscape(unsafe.Pointer(b), arrays[:]...))
	j.totals = grown(j.totals, n)
	j.call.Do(j, n, workers, time.Duration(bytes(b)/speed))

	var sum total
	for _, t := range j.totals {
		sum.add(t)
	}
	j.batch = batch[byte]{}
	jobs.Put(j)
	return sum
}

// Run does some spans.
func (j *job) Run(from, to int) {
	b := unsafe.Pointer(&j.batch)
	switch j.dtype {
	case generated.F32:
		runSpans(j, (*batch[float32])(b), from, to)
	case generated.F64:
		runSpans(j, (*batch[float64])(b), from, to)
	case generated.F16:
		runSpans(j, (*batch[Float16])(b), from, to)
	case generated.BF16:
		runSpans(j, (*batch[BFloat16])(b), from, to)
	}
}

func runSpans[T Float](j *job, b *batch[T], from, to int) {
	for i := from; i < to; i++ {
		j.totals[i] = runNth(j.op, b, i)
	}
}
