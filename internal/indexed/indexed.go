package indexed

import (
	"unsafe"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/spans"
)

// Pairs describes pairs of items: pair k consists of items I[k] and J[k].
type Pairs[T any] struct {
	Scores []T
	I, J   []int32
	// Grad is as long as Scores, and receives the gradients. It is nil if they are not wanted.
	Grad []T
	// Squared says that the loss of a pair is the square of the hinge.
	Squared bool
}

// power is the operation of the hinge, or the same operation of its square.
func (p *Pairs[T]) power(op generated.Op) generated.Op {
	if p.Squared {
		return spans.Squared(op)
	}
	return op
}

const (
	nearChunk = 512 // pairs per chunk if all items are in the caches
	farChunk  = 64  // pairs per chunk if not: the items of the next chunk are fetched while one is computed

	// sparse is the number of items per pair from which on it is better to leave the items where they are than
	// to make cells of them.
	sparse = 8
)

// Run adds the losses of p to t, with counts of pairs if a.Counted is set, and stores the gradients, if they are
// wanted. a has the labels, the weights, the margins, the number and the scalars of the pairs, as for a batch. Run
// reports whether all indices are in range: if not, it has stored nothing, and t is of no use.
func Run[T any](t *spans.Tally, tier cpuid.Tier, a *generated.Args, p *Pairs[T]) (ok bool) {
	w := workspaces.Get().(*workspace)
	defer workspaces.Put(w)
	if p.Grad == nil {
		return forward(t, tier, w, a, p)
	}
	cells := isFar(sizeOf(p.Grad)) && !p.few()
	switch size := unsafe.Sizeof(*new(T)); {
	case size == 8 && cells:
		return inCells[float64](t, tier, w, a, p)
	case size == 8:
		return inArrays(t, tier, w, a, (*Pairs[float64])(unsafe.Pointer(p)))
	case size == 4 && !cells:
		return inArrays(t, tier, w, a, (*Pairs[float32])(unsafe.Pointer(p)))
	}
	return inCells[float32](t, tier, w, a, p) // elements of 16 bits always: they must be widened anyway
}

// isFar reports whether items of this size in total, accessed at random, should be prefetched.
func isFar(byteCount uintptr) bool { return byteCount >= uintptr(cpuid.LastCache())/4 }

// chunkOf returns the number of pairs per chunk: near, or farChunk if the items are far.
func chunkOf(far bool, near int) int {
	if far {
		return farChunk
	}
	return near
}

// few reports whether there are few pairs for the number of items.
func (p *Pairs[T]) few() bool { return len(p.I) <= len(p.Scores)/sparse }

// forward is Run without gradients.
func forward[T any](t *spans.Tally, tier cpuid.Tier, w *workspace, a *generated.Args, p *Pairs[T]) (ok bool) {
	for lo := 0; lo < a.N; lo += generated.Span {
		n := min(generated.Span, a.N-lo)
		if !gatherSpan(tier, w, p, lo, n) {
			return false
		}
		span := w.span(a, unsafe.Sizeof(*new(T)), lo, n)
		spans.Add[T](t, p.power(generated.Sum), tier, &span)
	}
	return true
}

// gatherSpan copies the scores of the n pairs from lo on into the workspace, and reports whether their indices
// are in range.
func gatherSpan[T any](tier cpuid.Tier, w *workspace, p *Pairs[T], lo, n int) bool {
	x1, x2, first := elements[T](&w.x1, n), elements[T](&w.x2, n), unsafe.SliceData(p.Scores)
	far := isFar(sizeOf(p.Scores))
	chunk := chunkOf(far, n)
	for at := 0; at < n; at += chunk {
		m := min(chunk, n-at)
		if far {
			is, js := p.next(lo+at+m, m)
			prefetch[T](tier, unsafe.Pointer(first), is, js)
		}
		if !gatherFrom[T](x1[at:][:m], x2[at:][:m], first, len(p.Scores), p.I[lo+at:][:m], p.J[lo+at:][:m]) {
			return false
		}
	}
	return true
}

// next returns the indices of at most m pairs from pair lo on.
func (p *Pairs[T]) next(lo, m int) (is, js []int32) {
	lo = min(lo, len(p.I))
	m = min(m, len(p.I)-lo)
	return p.I[lo:][:m], p.J[lo:][:m]
}
