package indexed

import (
	"unsafe"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/element"
	"github.com/marginrank/marginrank/internal/spans"
)

// inCells adds the gradients up beside the scores, and stores them at the end.
func inCells[C compute, T any](tier cpuid.Tier, w *workspace, a *generated.Args, p *Pairs[T]) (t spans.Total, ok bool) {
	if len(p.Grad) == 0 {
		return t, len(p.I) == 0
	}
	cells := cellsOf[C](w, len(p.Grad))
	fill(tier, cells, p.Scores, bytes(cells) > uintptr(cpuid.LastCache()) && address(cells)%generated.StreamAlign == 0)
	first, far := unsafe.SliceData(cells), far(bytes(cells))
	t, ok = bySpans[C, T](tier, w, a, chunkOf(far), func(x1, x2 []C, at, m int) bool {
		if far {
			is, js := p.next(at+m, m)
			prefetch[cell[C]](tier, unsafe.Pointer(first), is, js)
		}
		return gatherFrom[cell[C]](x1, x2, &first.score, len(cells), p.I[at:][:m], p.J[at:][:m])
	}, func(gx2 []C, at, m int) {
		scatter(cells, p.I[at:][:m], p.J[at:][:m], gx2)
	})
	if ok {
		drain(tier, p.Grad, cells)
	}
	return t, ok
}

// inArrays adds the gradients up where they are wanted. Scores and labels must lie elsewhere.
func inArrays[C compute](tier cpuid.Tier, w *workspace, a *generated.Args, p *Pairs[C]) (t spans.Total, ok bool) {
	if !p.inRange() {
		return t, false
	}
	grad := p.Grad
	clear(grad)
	scores, first := unsafe.SliceData(p.Scores), unsafe.SliceData(grad)
	return bySpans[C, C](tier, w, a, farChunk, func(x1, x2 []C, at, m int) bool {
		is, js := p.next(at+m, m)
		prefetch[C](tier, unsafe.Pointer(scores), is, js)
		prefetch[C](tier, unsafe.Pointer(first), is, js)
		return gatherFrom[C](x1, x2, scores, len(p.Scores), p.I[at:][:m], p.J[at:][:m])
	}, func(gx2 []C, at, m int) {
		for k, g := range gx2 { // as scatter does; there is no drain to come
			i, j := p.I[at+k], p.J[at+k]
			grad[i] = element.Quiet(grad[i] - g)
			grad[j] = element.Quiet(grad[j] + g)
		}
	})
}

// bySpans computes losses and gradients of the scores that gather fetches, for m pairs from at
// on, chunk by chunk. It stops if gather is not ok.
func bySpans[C compute, T any](tier cpuid.Tier, w *workspace, a *generated.Args, chunk int,
	gather func(x1, x2 []C, at, m int) bool, scatter func(gx2 []C, at, m int)) (t spans.Total, ok bool) {
	var tally spans.Tally
	for lo := 0; lo < a.N; lo += generated.Span {
		n := min(generated.Span, a.N-lo)
		span := w.span(a, unsafe.Sizeof(*new(T)), lo, n)
		if a.Y != nil {
			span.Y = unsafe.Pointer(element.Widen(elements[C](&w.y, n), unsafe.Slice((*T)(span.Y), n)))
		}
		x1, x2, gx2 := elements[C](&w.x1, n), elements[C](&w.x2, n), elements[C](&w.gx2, n)
		for at := 0; at < n; at += chunk {
			m := min(chunk, n-at)
			if !gather(x1[at:][:m], x2[at:][:m], lo+at, m) {
				return t, false
			}
			part := span.Part(unsafe.Sizeof(C(0)), at, m)
			part.GX2 = unsafe.Pointer(&w.gx2)
			spans.RunOne[C](generated.Grad, tier, &part)
			scatter(gx2[:m], lo+at, m)
		}
		spans.RunOne[C](generated.Sum, tier, &span)
		tally.Add(&span)
	}
	return tally.Total(), true
}
