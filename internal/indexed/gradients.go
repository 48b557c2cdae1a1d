package indexed

import (
	"unsafe"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/spans"
)

// inCells adds up the gradients in cells, next to the scores, and stores them at the end. It scatters the gradients of a chunk while
// the chunk's cells are in the L1 cache.
func inCells[C compute, T any](t *spans.Tally, tier cpuid.Tier, w *workspace, a *generated.Args, p *Pairs[T]) (ok bool) {
	if len(p.Grad) == 0 {
		return len(p.I) == 0
	}
	cells := cellsOf[C](w, len(p.Grad))
	fill(tier, cells, p.Scores, sizeOf(cells) > uintptr(cpuid.LastCache()) && address(cells)%generated.StreamAlign == 0)
	first, far := unsafe.SliceData(cells), isFar(sizeOf(cells))
	chunk := chunkOf(far, nearChunk)
	gx2 := gradientsOf[C](w, chunk)
	for lo := 0; lo < a.N; lo += generated.Span {
		n := min(generated.Span, a.N-lo)
		span := w.span(a, unsafe.Sizeof(*new(T)), lo, n)
		widen[T](tier, w, &span)
		x1, x2 := elements[C](&w.x1, n), elements[C](&w.x2, n)
		for at := 0; at < n; at += chunk {
			m := min(chunk, n-at)
			is, js := p.I[lo+at:][:m], p.J[lo+at:][:m]
			if far {
				is, js := p.next(lo+at+m, m)
				prefetch[cell[C]](tier, unsafe.Pointer(first), is, js)
			}
			if !gatherFrom[cell[C]](x1[at:][:m], x2[at:][:m], &first.score, len(cells), is, js) {
				return false
			}
			part := span.Part(unsafe.Sizeof(C(0)), at, m)
			part.GX2 = unsafe.Pointer(&gx2[0])
			part.Counted = false // the pairs are counted below, with the losses of the whole span
			spans.RunOne[C](p.power(generated.Grad), tier, &part)
			scatter(cells, is, js, gx2)
		}
		spans.Add[C](t, p.power(generated.Sum), tier, &span)
	}
	drain(tier, p.Grad, cells)
	return true
}
