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

// workers is the number of goroutines for a call with n pairs, when a caller asks for
// some (0: for what is best).
func workers(asked, n int) int {
	switch {
	case n < parallelFrom || asked == 1:
		return 1
	case asked <= 0:
		return max(1, min(runtime.GOMAXPROCS(0), n/pairsPerWorker))
	}
	return min(asked, spans(n))
}

// spans is the number of spans of n pairs.
func spans(n int) int { return (n + generated.Span - 1) / generated.Span }

// A job is a call whose spans goroutines share.
type job[T Float] struct {
	op      operation
	batch   generated.Batch[T]
	totals  []total      // of each span
	grain   int          // spans that a goroutine takes at a time
	next    atomic.Int64 // the first span that none has taken
	workers sync.WaitGroup
}

// runParallel is run with several goroutines. Which of them does a span changes
// nothing: every span has a sum of its own, and these are added up in order.
func runParallel[T Float](op operation, b *generated.Batch[T], workers int) float64 {
	n := spans(len(b.X1))
	j := &job[T]{op: op, batch: *hidden(b), totals: make([]total, n), grain: max(1, min(16, n/(4*workers)))}
	for range workers - 1 {
		j.workers.Go(j.work)
	}
	j.work()
	j.workers.Wait()
	var sum total
	for _, t := range j.totals {
		sum.add(t.sum, t.left)
	}
	return sum.value()
}

// work does spans until none is left.
func (j *job[T]) work() {
	for {
		first := int(j.next.Add(int64(j.grain))) - j.grain
		if first >= len(j.totals) {
			return
		}
		for i := first; i < min(first+j.grain, len(j.totals)); i++ {
			b := j.batch.Slice(i*generated.Span, min((i+1)*generated.Span, len(j.batch.X1)))
			j.totals[i].sum, j.totals[i].left = runSpan(j.op, &b)
		}
	}
}

// hidden is b, which the compiler does not know: it would see that others share what b
// points to, and move arrays on callers' stacks to the heap for small calls too.
func hidden[T Float](b *generated.Batch[T]) *generated.Batch[T] {
	address := uintptr(unsafe.Pointer(b)) // b outlives this call
	return *(**generated.Batch[T])(unsafe.Pointer(&address))
}
