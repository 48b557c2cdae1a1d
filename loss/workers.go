package loss

import (
	"runtime"
	"sync"
	"sync/atomic"
	"unsafe"

	"github.com/marginrank/marginrank/generated"
)

const (
	// parallelFrom is the least number of pairs that goroutines share. No array of so
	// many elements, be they bytes, is on a stack: the compiler moves variables beyond
	// 128 KiB to the heap. Stacks move, and only their own goroutine's pointers with them.
	parallelFrom = 128<<10 + 1

	// pairsPerWorker makes another goroutine worth its start.
	pairsPerWorker = 128 << 10
)

// workers is the number of goroutines for a call with n pairs, when the caller asks
// for some (0 or less: for what is best).
func workers(asked, n int) int {
	switch {
	case n < parallelFrom || asked == 1:
		return 1
	case asked <= 0:
		return min(runtime.GOMAXPROCS(0), n/pairsPerWorker)
	}
	return min(asked, spans(n))
}

// A job is a call whose spans goroutines share.
type job struct {
	op    operation
	dtype generated.DType
	batch batch[byte] // of elements of dtype, in fact
	work  func()

	totals  []total      // of each span
	grain   int          // spans that a goroutine takes at a time
	next    atomic.Int64 // the first span that none has taken
	running sync.WaitGroup
}

// jobs are kept for the next call, so that calls don't allocate.
var jobs = sync.Pool{New: func() any {
	j := new(job)
	j.work = func() {
		defer j.running.Done()
		j.spans()
	}
	return j
}}

// runParallel is run with several goroutines. Which of them does a span changes
// nothing: every span has a sum of its own, and these are added up in order.
func runParallel[T Float](op operation, b *batch[T], workers int) total {
	n := spans(len(b.x1))
	j := jobs.Get().(*job)
	j.op, j.dtype, j.batch = op, generated.DTypeOf[T](), *hidden(b)
	if cap(j.totals) < n {
		j.totals = make([]total, n)
	}
	j.totals = j.totals[:n]
	j.grain = max(1, min(16, n/(4*workers)))
	j.next.Store(0)

	j.running.Add(workers)
	for range workers - 1 {
		go j.work()
	}
	j.work()
	j.running.Wait()

	var sum total
	for _, t := range j.totals {
		sum.add(t)
	}
	j.batch = batch[byte]{}
	jobs.Put(j)
	return sum
}

// spans does spans until none is left.
func (j *job) spans() {
	b := unsafe.Pointer(&j.batch)
	switch j.dtype {
	case generated.F32:
		spansOf(j, (*batch[float32])(b))
	case generated.F64:
		spansOf(j, (*batch[float64])(b))
	case generated.F16:
		spansOf(j, (*batch[Float16])(b))
	case generated.BF16:
		spansOf(j, (*batch[BFloat16])(b))
	}
}

func spansOf[T Float](j *job, b *batch[T]) {
	for {
		first := int(j.next.Add(int64(j.grain))) - j.grain
		if first >= len(j.totals) {
			return
		}
		for i := first; i < min(first+j.grain, len(j.totals)); i++ {
			j.totals[i] = runNth(j.op, b, i)
		}
	}
}

// hidden is b, which the compiler does not know: it would see that others share what b
// points to, and move arrays on callers' stacks to the heap for small calls too.
func hidden[T Float](b *batch[T]) *batch[byte] {
	address := uintptr(unsafe.Pointer(b)) // b outlives this call
	return *(**batch[byte])(unsafe.Pointer(&address))
}
