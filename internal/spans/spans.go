// Package spans runs a batch of any number of pairs: span by span, on as many goroutines as
// the caller allows, with stores around the caches where outputs are large.
package spans

import (
	"unsafe"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/cpuid"
)

// Run computes op for all pairs of a, whose elements have type T: a.N may be any number. At
// most so many goroutines take part; 0 and 1 mean the caller's alone, and a negative number
// means as many as there are processors. keep asks for outputs that stay in the caches.
//
// The sum is the exact sum of the values of all spans, rounded once. So it depends neither on the
// number of goroutines nor on the tier. After a batch of at most a span, a holds its results.
func Run[T any](op generated.Op, tier cpuid.Tier, a *generated.Args, workers int, keep bool) Total {
	if a.N > generated.Span {
		return runSpans[T](op, tier, a, workers, keep)
	}
	report(a, sizeOf[T]())
	generated.Run[T](op, tier, a)
	return Total{value(a), int64(a.Active), int64(a.Wrong)}
}

// runSpans runs a batch of more than a span.
func runSpans[T any](op generated.Op, tier cpuid.Tier, a *generated.Args, workers int, keep bool) Total {
	all := arraysOf(a, sizeOf[T]())
	a.Stream = !keep && streams(a, sizeOf[T](), all.bytes)
	n := (a.N + generated.Span - 1) / generated.Span
	if workers := all.goroutines(workers); workers > 1 {
		return runShared[T](op, tier, a, &all, n, workers)
	}
	var t Tally
	for i := range n {
		runNth[T](op, tier, a, i, &t)
	}
	return t.Total()
}

// runNth runs one span of several, and adds it up.
func runNth[T any](op generated.Op, tier cpuid.Tier, a *generated.Args, i int, t *Tally) {
	lo := i * generated.Span
	part := a.Part(sizeOf[T](), lo, min(generated.Span, a.N-lo))
	part.Stream = a.Stream && part.N%generated.Chunk == 0
	report(&part, sizeOf[T]())
	generated.Run[T](op, tier, &part)
	t.Add(&part)
}

// sizeOf is the size of an element in bytes.
func sizeOf[T any]() uintptr { return unsafe.Sizeof(*new(T)) }
