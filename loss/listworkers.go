package loss

import (
	"sync"
	"time"
	"unsafe"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/allpairs"
	"github.com/marginrank/marginrank/internal/exact"
	"github.com/marginrank/marginrank/internal/share"
)

const (
	// worthwhileItems is the number of items from which on goroutines share a call. A mask of so many is
	// larger than 128 KiB, as share.OnHeap wants it.
	worthwhileItems = 128<<10 + 1
	// listItems is about how many items goroutines take at a time.
	listItems = 8 << 10
	// itemTime is about what an item costs.
	itemTime = 5 * time.Nanosecond
)

// listWorkers is the number of goroutines that a call for lists may use whose caller asks for so many.
func listWorkers[T Float](asked int, a *listCall[T]) int {
	n := share.Goroutines(asked)
	if n == 1 || len(a.scores) < worthwhileItems {
		return 1
	}
	arrays := a.arrays()
	if !share.OnHeap(arrays[:]...) {
		return 1
	}
	return n
}

// arrays are the caller's arrays that goroutines share, for package share. They have copies of the offsets.
func (a *listCall[T]) arrays() [4]share.Array {
	return [...]share.Array{share.ArrayOf(a.scores), share.ArrayOf(a.relevance), share.ArrayOf(a.mask), share.ArrayOf(a.grad)}
}

// A listJob is a call whose lists goroutines share. Which of them goes through a list changes
// nothing: counts are added up as integers, and the sum without rounding.
type listJob struct {
	dtype   generated.DType
	args    listCall[byte] // of elements of dtype, in fact
	offsets []int
	tasks   []int // the first list of each, and the end of the last one
	grads   bool  // what to do: gradients, or counts
	longest int
	call    share.Call

	mu    sync.Mutex
	tally allpairs.Tally
	sum   exact.Sum
}

// listJobs are kept for the next call, so that calls don't allocate.
var listJobs = sync.Pool{New: func() any { return new(listJob) }}

// runListsParallel is runLists with several goroutines. The counts belong to w.
func runListsParallel[T Float, F allpairs.Float](w *listSpace[F], a *listCall[T], r Reduction, workers int) (float64, ListStats) {
	j := listJobs.Get().(*listJob)
	defer listJobs.Put(j)
	j.dtype, j.longest, j.grads = generated.DTypeOf[T](), longest(a.offsets), false
	j.offsets = append(j.offsets[:0], a.offsets...)
	j.tasks = append(j.tasks[:0], 0)
	for k := 1; k < len(a.offsets); k++ {
		if k == len(a.offsets)-1 || a.offsets[k]-a.offsets[j.tasks[len(j.tasks)-1]] >= listItems {
			j.tasks = append(j.tasks, k)
		}
	}
	j.tally = allpairs.Tally{}
	j.sum.Reset()
	n := len(a.scores)
	args, arrays := *a, a.arrays()
	args.offsets = nil // they may be on a stack
	j.args = *(*listCall[byte])(share.NoEscape(unsafe.Pointer(&args), arrays[:]...))
	j.args.offsets = j.offsets
	defer func() { j.args = listCall[byte]{} }()

	cost := time.Duration(n) * itemTime
	j.call.Do(j, len(j.tasks)-1, workers, cost)
	j.args.pairs = divisor(r, j.tally.Pairs)
	a.pairs = j.args.pairs
	if a.grad != nil {
		j.grads = true
		j.call.Do(j, (n+listItems-1)/listItems, workers, cost/8)
	}
	return listLoss(&j.tally, &j.sum, a), ListStats{j.tally.Pairs, j.tally.Active}
}

// Run does some tasks.
func (j *listJob) Run(from, to int) {
	a := unsafe.Pointer(&j.args)
	switch j.dtype {
	case generated.F32:
		runListTasks[float32, float32](j, (*listCall[float32])(a), from, to)
	case generated.F64:
		runListTasks[float64, float64](j, (*listCall[float64])(a), from, to)
	case generated.F16:
		runListTasks[Float16, float32](j, (*listCall[Float16])(a), from, to)
	case generated.BF16:
		runListTasks[BFloat16, float32](j, (*listCall[BFloat16])(a), from, to)
	}
}

func runListTasks[T Float, F allpairs.Float](j *listJob, a *listCall[T], from, to int) {
	if j.grads {
		listGrads(a, from*listItems, min(to*listItems, len(a.scores)), j.longest)
		return
	}
	w := space[F]()
	defer w.free()
	w.Reset()
	countLists(w, a, j.tasks[from], j.tasks[to])
	j.mu.Lock()
	defer j.mu.Unlock()
	j.tally.Add(w.Tally)
	j.sum.Merge(w.Terms.Sum())
}
