package loss

import (
	"math"
	"sync"
	"time"
	"unsafe"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/share"
)

const (
	// onHeap is the size in bytes of arrays that are on no stack: the compiler moves variables
	// beyond 128 KiB to the heap. Stacks move, and only their own goroutine's pointers with them.
	onHeap = 128<<10 + 1

	// worthwhile is what a call must move, in bytes, before goroutines share it.
	worthwhile = 1 << 20

	// speed is about what one goroutine moves, in bytes a nanosecond, when it is fast.
	speed = 100
)

// workers is the number of goroutines that a call may use, when the caller asks for some.
func workers[T Float](asked int, b *batch[T]) int {
	smallest := unsafe.Sizeof(*new(T))
	if b.signs != nil {
		smallest = 1
	}
	if asked == 1 || uintptr(len(b.x1))*smallest < onHeap || bytes(b) < worthwhile {
		return 1
	}
	return allowed(asked)
}

// allowed is the number of goroutines that a caller allows for: without one, all that help.
func allowed(asked int) int {
	if asked <= 0 {
		return math.MaxInt
	}
	return asked
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
	j.op, j.dtype, j.batch = op, generated.DTypeOf[T](), *hidden[batch[byte]](b)
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

// hidden is a call's arguments as of another type, by an address that the compiler does not
// follow: it would see that others share what they point to, and move arrays on callers' stacks to the
// heap for small calls too.
func hidden[To, From any](arguments *From) *To {
	address := uintptr(unsafe.Pointer(arguments)) // they outlive this call
	return *(**To)(unsafe.Pointer(&address))
}
