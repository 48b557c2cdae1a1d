package loss

import (
	"sync"
	"unsafe"

	"github.com/x448/float16"

	"github.com/marginrank/marginrank/generated"
)

// A compute is a precision in which losses and gradients are computed.
type compute interface{ ~float32 | ~float64 }

// A workspace is the memory that a call with indices needs besides its arrays.
type workspace struct {
	x1, x2, y, gx2 [generated.Span]float64 // of one span; elements may be narrower
	grad           []float64               // of each item; elements may be narrower
}

// workspaces are kept for the next call, so that calls don't allocate.
var workspaces = sync.Pool{New: func() any { return new(workspace) }}

// gradOf is room for the gradients of n items.
func gradOf[C compute](w *workspace, n int) []C {
	per := 8 / int(unsafe.Sizeof(*new(C)))
	if cells := (n + per - 1) / per; len(w.grad) < cells {
		w.grad = make([]float64, cells)
	}
	return unsafe.Slice((*C)(unsafe.Pointer(unsafe.SliceData(w.grad))), n)
}

// view is the memory of an array for a span, as n elements of another type.
func view[E any](memory *[generated.Span]float64, n int) []E {
	return unsafe.Slice((*E)(unsafe.Pointer(memory)), n)
}

// reinterpret is s with elements of another type of the same size.
func reinterpret[E, T any](s []T) []E {
	return unsafe.Slice((*E)(unsafe.Pointer(unsafe.SliceData(s))), len(s))
}

// indexedSum is the sum of the losses.
func indexedSum[T Float](p *IndexedPairs[T], margin float64) total {
	w := workspaces.Get().(*workspace)
	defer workspaces.Put(w)
	return eachSpan(p, func(lo, n int) (float64, float64) {
		x1, x2 := view[T](&w.x1, n), view[T](&w.x2, n)
		for k, i := range p.I[lo:][:n] {
			x1[k] = p.Scores[i]
		}
		for k, i := range p.J[lo:][:n] {
			x2[k] = p.Scores[i]
		}
		return generated.HingeSum(&x1[0], &x2[0], from(p.Y, lo), from(p.Signs, lo), n, margin)
	})
}

func eachSpan[T Float](p *IndexedPairs[T], span func(lo, n int) (sum, left float64)) total {
	var sum total
	for lo := 0; lo < len(p.I); lo += generated.Span {
		sum.add(span(lo, min(generated.Span, len(p.I)-lo)))
	}
	return sum
}

// indexedGrad is the sum of the losses; it stores the gradients.
func indexedGrad[T Float](grad []T, p *IndexedPairs[T], margin, scale float64) total {
	switch generated.DTypeOf[T]() {
	case generated.F32:
		return indexedGradAs(grad, p, margin, scale, func(v T) float32 { return float32(v) }, func(v float32) T { return T(v) })
	case generated.F64:
		return indexedGradAs(grad, p, margin, scale, func(v T) float64 { return float64(v) }, func(v float64) T { return T(v) })
	case generated.F16:
		return indexedGradAs(reinterpret[Float16](grad), halves[Float16](p), margin, scale, Float16.Float32, float16.Fromfloat32)
	}
	return indexedGradAs(reinterpret[BFloat16](grad), halves[BFloat16](p), margin, scale, BFloat16.Float32, BFloat16FromFloat32)
}

func halves[E, T Float](p *IndexedPairs[T]) *IndexedPairs[E] {
	return (*IndexedPairs[E])(unsafe.Pointer(p))
}

// indexedGradAs computes in C, which widen and narrow convert elements to and from.
func indexedGradAs[C compute, T Float](grad []T, p *IndexedPairs[T], margin, scale float64, widen func(T) C, narrow func(C) T) total {
	w := workspaces.Get().(*workspace)
	defer workspaces.Put(w)
	acc := gradOf[C](w, len(grad))
	clear(acc)
	sum := eachSpan(p, func(lo, n int) (float64, float64) {
		x1, x2, gx2 := view[C](&w.x1, n), view[C](&w.x2, n), view[C](&w.gx2, n)
		is, js := p.I[lo:][:n], p.J[lo:][:n]
		for k, i := range is {
			x1[k] = widen(p.Scores[i])
		}
		for k, j := range js {
			x2[k] = widen(p.Scores[j])
		}
		var y *C
		if p.Y != nil {
			labels := view[C](&w.y, n)
			for k, v := range p.Y[lo:][:n] {
				labels[k] = widen(v)
			}
			y = &labels[0]
		}
		s, left := generated.HingeSumGrad(nil, &gx2[0], nil, &x1[0], &x2[0], y, from(p.Signs, lo), n, margin, scale, false)
		for k, g := range gx2 {
			acc[is[k]] -= g
			acc[js[k]] += g
		}
		return s, left
	})
	for i, v := range acc {
		if v != v {
			v = quietNaN[C]()
		}
		grad[i] = narrow(v)
	}
	return sum
}

// quietNaN is the NaN that the kernels store: all ones.
func quietNaN[C compute]() C {
	ones := ^uint64(0)
	return *(*C)(unsafe.Pointer(&ones))
}
