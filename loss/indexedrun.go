package loss

import (
	"unsafe"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/cpuid"
)

// Pairs by index go through a workspace a chunk at a time, so that nothing but the items
// and the indices comes from beyond the first caches: gather the scores, compute the
// gradients, scatter them. The losses of a span are added up at its end, in the order of
// Forward. Measurements are in docs/performance.md.
const (
	nearChunk = 512 // pairs, where all items are in the caches
	farChunk  = 64  // where they are not: while one chunk is computed, the next one's items come

	// sparse is how many times more items than pairs make it better to leave the items
	// where they are than to make cells of them.
	sparse = 32
)

// far reports whether so many bytes of items, accessed at random, are better asked for
// in time.
func far(bytes uintptr) bool { return bytes >= uintptr(cpuid.LastCache())/4 }

// chunkOf is the number of pairs of a chunk.
func chunkOf(far bool) int {
	if far {
		return farChunk
	}
	return nearChunk
}

// forwardIndexed is the sum of the losses. It reports whether all indices are in range.
func forwardIndexed[T Float](p *IndexedPairs[T], margin float64) (sum total, ok bool) {
	w := workspaces.Get().(*workspace)
	defer workspaces.Put(w)
	first, far := unsafe.SliceData(p.Scores), far(size(p.Scores))
	chunk := chunkOf(far)
	for lo := 0; lo < len(p.I); lo += generated.Span {
		n := min(generated.Span, len(p.I)-lo)
		x1, x2 := elements[T](&w.x1, n), elements[T](&w.x2, n)
		for at := 0; at < n; at += chunk {
			m := min(chunk, n-at)
			if far {
				is, js := p.next(lo+at+m, m)
				prefetch[T](unsafe.Pointer(first), is, js)
			}
			is, js := p.I[lo+at:][:m], p.J[lo+at:][:m]
			if !gatherFrom[T](x1[at:][:m], x2[at:][:m], first, len(p.Scores), is, js) {
				return sum, false
			}
		}
		p.reportLabels(lo, n)
		sum.add(lossOf(x1, x2, from(p.Y, lo), from(p.Signs, lo), margin))
	}
	return sum, true
}

// lossOf is the sum of the losses of a span.
func lossOf[T any](x1, x2 []T, y *T, signs *int8, margin float64) (t total) {
	t.sum, t.left = generated.HingeSum(&x1[0], &x2[0], y, signs, len(x1), margin)
	return t
}

// next is the indices of at most m pairs from lo on.
func (p *IndexedPairs[T]) next(lo, m int) (is, js []int32) {
	lo = min(lo, len(p.I))
	m = min(m, len(p.I)-lo)
	return p.I[lo:][:m], p.J[lo:][:m]
}

// reportLabels tells the race detector what the kernels read for n pairs from lo on.
func (p *IndexedPairs[T]) reportLabels(lo, n int) {
	reportAccess(&batch[T]{y: p.Y, signs: p.Signs}, lo, lo+n)
}

// backwardIndexed is forwardIndexed, and if it is ok, it stores the gradients, too.
func backwardIndexed[T Float](grad []T, p *IndexedPairs[T], margin, scale float64) (sum total, ok bool) {
	w := workspaces.Get().(*workspace)
	defer workspaces.Put(w)
	inPlace := overlap(grad, p.Scores) || overlap(grad, p.Y)
	few := len(p.I) < len(grad)/sparse && !inPlace
	switch d := generated.DTypeOf[T](); {
	case d == generated.F32 && few:
		return inArrays(w, reinterpret[float32](grad), retyped[float32](p), margin, scale)
	case d == generated.F64 && few:
		return inArrays(w, reinterpret[float64](grad), retyped[float64](p), margin, scale)
	case d == generated.F64:
		return inCells[float64](w, grad, p, margin, scale)
	}
	return inCells[float32](w, grad, p, margin, scale)
}

// retyped is p with scores and labels of another type of the same size.
func retyped[E, T Float](p *IndexedPairs[T]) *IndexedPairs[E] {
	return (*IndexedPairs[E])(unsafe.Pointer(p))
}

// inCells adds the gradients up beside the scores, and stores them at the end.
func inCells[C compute, T Float](w *workspace, grad []T, p *IndexedPairs[T], margin, scale float64) (sum total, ok bool) {
	if len(grad) == 0 {
		return sum, len(p.I) == 0
	}
	cells := cellsOf[C](w, len(grad))
	fill(cells, p.Scores, size(cells) > uintptr(cpuid.LastCache()) && address(cells)%generated.StreamAlign == 0)
	first := unsafe.SliceData(cells)
	chunk := chunkOf(far(size(cells)))
	sum, ok = throughSpans(w, p, chunk, margin, scale, func(x1, x2 []C, at, m int) bool {
		if chunk == farChunk {
			is, js := p.next(at+m, m)
			prefetch[cell[C]](unsafe.Pointer(first), is, js)
		}
		return gatherFrom[cell[C]](x1, x2, &first.score, len(cells), p.I[at:][:m], p.J[at:][:m])
	}, func(gx2 []C, at, m int) {
		scatter(cells, p.I[at:][:m], p.J[at:][:m], gx2)
	})
	if ok {
		drain(grad, cells)
	}
	return sum, ok
}

// inArrays adds the gradients up where they are wanted. Scores and labels must lie elsewhere.
func inArrays[C compute](w *workspace, grad []C, p *IndexedPairs[C], margin, scale float64) (sum total, ok bool) {
	if indexError(p) != nil {
		return sum, false
	}
	clear(grad)
	scores, first := unsafe.SliceData(p.Scores), unsafe.SliceData(grad)
	sum, _ = throughSpans(w, p, farChunk, margin, scale, func(x1, x2 []C, at, m int) bool {
		is, js := p.next(at+m, m)
		prefetch[C](unsafe.Pointer(scores), is, js)
		prefetch[C](unsafe.Pointer(first), is, js)
		return gatherFrom[C](x1, x2, scores, len(p.Scores), p.I[at:][:m], p.J[at:][:m])
	}, func(gx2 []C, at, m int) {
		for k, g := range gx2 { // as scatter does; there is no drain to come
			i, j := p.I[at+k], p.J[at+k]
			grad[i] = quiet(grad[i] - g)
			grad[j] = quiet(grad[j] + g)
		}
	})
	return sum, true
}

// throughSpans computes losses and gradients of scores that gather fetches, for the pairs
// from at on, chunk by chunk. It stops if gather is not ok.
func throughSpans[C compute, T Float](w *workspace, p *IndexedPairs[T], chunk int, margin, scale float64,
	gather func(x1, x2 []C, at, m int) bool, scatter func(gx2 []C, at, m int)) (sum total, ok bool) {
	for lo := 0; lo < len(p.I); lo += generated.Span {
		n := min(generated.Span, len(p.I)-lo)
		x1, x2, gx2 := elements[C](&w.x1, n), elements[C](&w.x2, n), elements[C](&w.gx2, n)
		var y []C
		if p.Y != nil {
			y = unsafe.Slice(widen(elements[C](&w.y, n), p.Y[lo:][:n]), n)
		}
		p.reportLabels(lo, n)
		for at := 0; at < n; at += chunk {
			m := min(chunk, n-at)
			if !gather(x1[at:][:m], x2[at:][:m], lo+at, m) {
				return sum, false
			}
			generated.HingeGrad(nil, &gx2[0], nil, &x1[at], &x2[at], from(y, at), from(p.Signs, lo+at), m, margin, scale, false)
			scatter(gx2[:m], lo+at, m)
		}
		sum.add(lossOf(x1, x2, unsafe.SliceData(y), from(p.Signs, lo), margin))
	}
	return sum, true
}
