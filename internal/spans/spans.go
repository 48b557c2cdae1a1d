package spans

import (
	"unsafe"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/race"
)

// Squared returns the operation of the squared hinge that is like an operation of the hinge.
func Squared(op generated.Op) generated.Op { return op + generated.SquaredSum - generated.Sum }

// RunOne computes op for the pairs of a, at most one span. Afterwards a holds the results.
func RunOne[T any](op generated.Op, tier cpuid.Tier, a *generated.Args) {
	if race.Enabled {
		report(a, sizeOf[T]())
	}
	generated.Run[T](op, tier, a)
}

// Run computes op for all pairs of a, whose elements have type T. a.N may be any number. workers is the largest number of goroutines:
// 0 and 1 mean the caller's alone, and a negative number means as many as there are processors. If keep is true, outputs stay in the
// caches.
//
// The sum is the exact sum of the values of all spans, rounded once. So it depends neither on the
// number of goroutines nor on the tier.
//
// It is not inlined: the frame of its caller would have a Tally.
//
//go:noinline
func Run[T any](op generated.Op, tier cpuid.Tier, a *generated.Args, workers int, keep bool) Total {
	var t Tally
	RunInto[T](&t, op, tier, a, workers, keep)
	return t.Total()
}

// RunInto computes what Run does, and adds the spans to t.
func RunInto[T any](t *Tally, op generated.Op, tier cpuid.Tier, a *generated.Args, workers int, keep bool) {
	all := arraysOf(a, sizeOf[T]())
	a.Stream = !keep && streams(a, sizeOf[T](), all.bytes)
	n := (a.N + generated.Span - 1) / generated.Span
	if workers := all.goroutines(workers); workers > 1 {
		runShared[T](t, op, tier, a, &all, n, workers)
		return
	}
	for i := range n {
		runNth[T](op, tier, a, i, t)
	}
}

// runNth computes the i-th span of a batch, and adds it to t.
func runNth[T any](op generated.Op, tier cpuid.Tier, a *generated.Args, i int, t *Tally) {
	lo := i * generated.Span
	part := a.Part(sizeOf[T](), lo, min(generated.Span, a.N-lo))
	part.Stream = a.Stream && part.N%generated.Chunk == 0
	Add[T](t, op, tier, &part)
}

// Add computes op for the pairs of a, at most one span, and adds the results to t.
func Add[T any](t *Tally, op generated.Op, tier cpuid.Tier, a *generated.Args) {
	if a.Counted {
		nan := RunCounted[T](op, tier, a)
		t.counts.add(Counts{int64(a.Active), int64(a.Wrong), int64(a.Right), nan})
	} else {
		RunOne[T](op, tier, a)
	}
	t.add(a)
}

// report tells the race detector which memory a kernel reads and writes for a. Elements have size bytes.
func report(a *generated.Args, size uintptr) {
	for _, array := range a.Arrays(size) {
		switch byteCount := a.N * int(array.Size); {
		case array.Start == nil:
		case array.Output:
			race.Write(array.Start, byteCount)
		default:
			race.Read(array.Start, byteCount)
		}
	}
}

// sizeOf returns the size of a T in bytes.
func sizeOf[T any]() uintptr { return unsafe.Sizeof(*new(T)) }
