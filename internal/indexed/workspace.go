package indexed

import (
	"sync"
	"unsafe"

	"github.com/marginrank/marginrank/generated"
)

// A workspace is the memory that a call needs besides its arrays. Elements may be narrower
// than those it is made of.
type workspace struct {
	x1, x2, y [generated.Span]float64 // of the pairs of a span
	gx2       []float64               // of the pairs of a block or a chunk
	cells     []cell[float64]         // of all items
}

// workspaces are kept for the next call, so that calls don't allocate.
var workspaces = sync.Pool{New: func() any { return new(workspace) }}

// span is the arguments of n pairs from lo on, whose scores are in the workspace. A label
// has size bytes.
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
	return span
}

// cellsOf is room for the cells of n items.
func cellsOf[C compute](w *workspace, n int) []cell[C] {
	size := unsafe.Sizeof(cell[float64]{})
	need := int((uintptr(n)*unsafe.Sizeof(cell[C]{}) + size - 1) / size)
	if len(w.cells) < need {
		w.cells = nil // may be collected before there is the new one
		w.cells = make([]cell[float64], need)
		adviseHugePages(w.cells)
	}
	return unsafe.Slice((*cell[C])(unsafe.Pointer(unsafe.SliceData(w.cells))), n)
}

// sumsOf is room for the gradients of n items.
func sumsOf[C compute](w *workspace, n int) []C {
	return unsafe.Slice((*C)(unsafe.Pointer(unsafe.SliceData(cellsOf[C](w, (n+1)/2)))), n)
}

// gradientsOf is room for the gradients of n pairs.
func gradientsOf[C compute](w *workspace, n int) []C {
	if need := (n*int(unsafe.Sizeof(C(0))) + 7) / 8; len(w.gx2) < need {
		w.gx2 = make([]float64, need)
	}
	return unsafe.Slice((*C)(unsafe.Pointer(unsafe.SliceData(w.gx2))), n)
}

// elements is an array of a workspace as n elements of another type.
func elements[E any](memory *[generated.Span]float64, n int) []E {
	return unsafe.Slice((*E)(unsafe.Pointer(memory)), n)
}

// address is that of the first element.
func address[E any](s []E) uintptr { return uintptr(unsafe.Pointer(unsafe.SliceData(s))) }

// bytes is the size of all elements.
func bytes[E any](s []E) uintptr { return uintptr(len(s)) * unsafe.Sizeof(*new(E)) }
