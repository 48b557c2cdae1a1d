package indexed

import (
	"sync"
	"unsafe"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/element"
)

// A workspace is the memory that a call needs in addition to its arrays. The elements stored there may be narrower
// than the elements of its fields.
type workspace struct {
	x1, x2              [generated.Span]float64 // for the pairs of a span
	y, weights, margins [generated.Span]float32 // for the pairs of a span, if elements have 16 bits
	gx2                 []float64               // for the pairs of a block or a chunk
	cells               []cell[float64]         // for all items
}

// workspaces are kept for the next call, so that calls don't allocate.
var workspaces = sync.Pool{New: func() any { return new(workspace) }}

// span returns the arguments of n pairs from pair lo on, whose scores are in the workspace. A label, a
// weight and a margin have size bytes each.
func (w *workspace) span(a *generated.Args, size uintptr, lo, n int) generated.Args {
	span := *a
	span.N = n
	span.X1, span.X2 = unsafe.Pointer(&w.x1), unsafe.Pointer(&w.x2)
	if a.Y != nil {
		span.Y = unsafe.Add(a.Y, uintptr(lo)*size)
	}
	if a.Signs != nil {
		span.Signs = (*int8)(unsafe.Add(unsafe.Pointer(a.Signs), lo))
	}
	if a.Weights != nil {
		span.Weights = unsafe.Add(a.Weights, uintptr(lo)*size)
	}
	if a.Margins != nil {
		span.Margins = unsafe.Add(a.Margins, uintptr(lo)*size)
	}
	return span
}

// widen converts the labels, weights and margins of a span to compute precision, if they have 16 bits.
func widen[T any](tier cpuid.Tier, w *workspace, span *generated.Args) {
	if unsafe.Sizeof(*new(T)) > 2 {
		return
	}
	span.Y = widened[T](tier, &w.y, span.Y, span.N)
	span.Weights = widened[T](tier, &w.weights, span.Weights, span.N)
	span.Margins = widened[T](tier, &w.margins, span.Margins, span.N)
}

// widened stores the n values from first on in room, as float32, and returns the address of room. If first is
// nil, there are no values, and it returns nil.
func widened[T any](tier cpuid.Tier, room *[generated.Span]float32, first unsafe.Pointer, n int) unsafe.Pointer {
	if first == nil {
		return nil
	}
	element.ToFloat32(tier, room[:n], unsafe.Slice((*T)(first), n))
	return unsafe.Pointer(room)
}

// cellsOf returns room for the cells of n items.
func cellsOf[C compute](w *workspace, n int) []cell[C] {
	size := unsafe.Sizeof(cell[float64]{})
	need := int((uintptr(n)*unsafe.Sizeof(cell[C]{}) + size - 1) / size)
	if len(w.cells) < need {
		w.cells = nil // lets the old array be collected before the new one is made
		w.cells = make([]cell[float64], need)
		adviseHugePages(w.cells)
	}
	return unsafe.Slice((*cell[C])(unsafe.Pointer(unsafe.SliceData(w.cells))), n)
}

// sumsOf returns room for the gradients of n items.
func sumsOf[C compute](w *workspace, n int) []C {
	return unsafe.Slice((*C)(unsafe.Pointer(unsafe.SliceData(cellsOf[C](w, (n+1)/2)))), n)
}

// gradientsOf returns room for the gradients of n pairs.
func gradientsOf[C compute](w *workspace, n int) []C {
	if need := (n*int(unsafe.Sizeof(C(0))) + 7) / 8; len(w.gx2) < need {
		w.gx2 = make([]float64, need)
	}
	return unsafe.Slice((*C)(unsafe.Pointer(unsafe.SliceData(w.gx2))), n)
}

// elements returns the first n elements of memory, taken as an array of type E.
func elements[E any](memory *[generated.Span]float64, n int) []E {
	return unsafe.Slice((*E)(unsafe.Pointer(memory)), n)
}

// address returns the address of the first element.
func address[E any](s []E) uintptr { return uintptr(unsafe.Pointer(unsafe.SliceData(s))) }

// sizeOf returns the size of all elements in bytes.
func sizeOf[E any](s []E) uintptr { return uintptr(len(s)) * unsafe.Sizeof(*new(E)) }
