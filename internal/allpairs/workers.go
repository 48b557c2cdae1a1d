package allpairs

import (
	"sync"
	"time"
	"unsafe"

	"github.com/x448/float16"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/exact"
	"github.com/marginrank/marginrank/internal/share"
	"github.com/marginrank/marginrank/internal/total"
)

const (
	// worthwhile is the number of items from which on goroutines share a call. A mask of so many
	// is larger than 128 KiB, as share.OnHeap wants it.
	worthwhile = 128<<10 + 1
	// taskItems is about how many items goroutines take at a time.
	taskItems = 8 << 10
	// itemTime is about what an item costs.
	itemTime = 5 * time.Nanosecond
)

// goroutines returns the largest number of goroutines that may share a call whose caller asks for asked workers.
func goroutines[T any](asked int, c *Call[T]) int {
	n := share.Goroutines(asked)
	if n == 1 || len(c.Scores) < worthwhile {
		return 1
	}
	if arrays := c.arrays(); !share.OnHeap(arrays[:]...) {
		return 1
	}
	return n
}

// arrays returns the caller's arrays that goroutines share. They do not include offsets, and others that may be
// on a stack: of these the goroutines have copies.
func (c *Call[T]) arrays() [5]share.Array {
	return [...]share.Array{share.ArrayOf(c.Scores), share.ArrayOf(c.Relevance), share.ArrayOf(c.Mask), share.ArrayOf(c.Grad), share.ArrayOf(c.Weights)}
}

// A job is a call whose lists goroutines share. Which of them goes through a list changes
// nothing: counts are added up as integers, and the sum without rounding.
type job struct {
	run     func(j *job, from, to int) // does some tasks
	tier    cpuid.Tier
	call    Call[byte] // of other elements, in fact
	counts  []int32
	parts   *parts // of a call with weights, else nil
	offsets []int
	tasks   []int // the first list of each, and the end of the last one

	gradients bool // what to do: gradients, or counts
	divisor   float64
	longest   int

	shared share.Call
	mu     sync.Mutex
	tally  tally
	terms  exact.Sum
	total  total.Total // of a call with weights
}

// jobs are kept for the next call, so that calls don't allocate.
var jobs = sync.Pool{New: func() any { return new(job) }}

// runShared is run with several goroutines. A call with weights has parts.
func runShared[T any](tier cpuid.Tier, c *Call[T], counts []int32, p *parts, offsets []int, workers int) Result {
	j := jobs.Get().(*job)
	defer jobs.Put(j)
	args, arrays := *c, c.arrays()
	args.Offsets, args.Values, args.Total, args.Lambda.Gain = nil, nil, nil, nil // they may be on a stack
	j.call = *(*Call[byte])(share.NoEscape(unsafe.Pointer(&args), arrays[:]...))
	j.run, j.tier, j.counts, j.parts = tasksOf[T](), tier, counts, p
	defer func() { j.call, j.counts, j.parts = Call[byte]{}, nil, nil }()
	j.offsets = append(j.offsets[:0], offsets...)
	j.tasks = append(j.tasks[:0], 0)
	for k := 1; k < len(offsets); k++ {
		if k == len(offsets)-1 || offsets[k]-offsets[j.tasks[len(j.tasks)-1]] >= taskItems {
			j.tasks = append(j.tasks, k)
		}
	}
	j.tally = tally{}
	j.terms.Reset()
	j.total = total.Total{}

	n := len(c.Scores)
	cost := time.Duration(n) * itemTime
	j.gradients = false
	j.shared.Do(j, len(j.tasks)-1, workers, cost)
	var r Result
	if p == nil {
		r, j.divisor = result(c, &j.tally, &j.terms), divisor(c.Mean, j.tally.pairs)
	} else {
		r, j.divisor = weightedResult(c, &j.total)
	}
	if c.Grad != nil {
		j.gradients, j.longest = true, longest(offsets)
		j.shared.Do(j, (n+taskItems-1)/taskItems, workers, cost/8)
	}
	return r
}

// Run does the tasks from, ..., to-1.
func (j *job) Run(from, to int) { j.run(j, from, to) }

// tasksOf returns runTasks for elements of type T. The four functions are not closures, since a closure would be
// allocated. Nor is job generic, with Run as its method: then the linker would keep it for every type that
// package loss supports.
func tasksOf[T any]() func(j *job, from, to int) {
	switch generated.DTypeOf[T]() {
	case generated.F32:
		return runTasks[float32, float32]
	case generated.F64:
		return runTasks[float64, float64]
	case generated.F16:
		return runTasks[float16.Float16, float32]
	}
	return runTasks[uint16, float32]
}

// runTasks does the tasks from, ..., to-1 of a job with elements of type T.
func runTasks[T any, F float](j *job, from, to int) {
	c := (*Call[T])(unsafe.Pointer(&j.call))
	if j.gradients {
		lo, hi := from*taskItems, min(to*taskItems, len(c.Scores))
		if j.parts != nil {
			weightedGradients(c.Grad[lo:hi], j.parts.net[lo:hi], c.Upstream, j.divisor, c.Squared)
			return
		}
		gradients(c.Grad[lo:hi], j.counts[lo:hi], c.Upstream, j.divisor, j.longest)
		return
	}
	w := spaceOf[F]()
	defer w.free()
	offsets := j.offsets[j.tasks[from] : j.tasks[to]+1]
	if j.parts != nil {
		w.tier = j.tier
		w.total = total.Total{}
		weighThrough(w, c, j.parts, j.tasks[from], offsets)
		j.mu.Lock()
		defer j.mu.Unlock()
		j.total.Merge(&w.total)
		return
	}
	w.reset(j.tier)
	goThrough(w, c, j.counts, offsets)
	j.mu.Lock()
	defer j.mu.Unlock()
	j.tally.add(w.tally)
	j.terms.Merge(w.terms.Sum())
}
