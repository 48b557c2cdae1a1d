package loss

import (
	"sync"
	"unsafe"

	"github.com/marginrank/marginrank/generated"
)

// A workspace is the memory that a call with indices needs besides its arrays. Elements
// may be narrower than those it is made of.
type workspace struct {
	x1, x2, y, gx2 [generated.Span]float64 // of the pairs of a span
	cells          []cell[float64]         // of all items
}

// workspaces are kept for the next call, so that calls don't allocate.
var workspaces = sync.Pool{New: func() any { return new(workspace) }}

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

// elements is an array of a workspace as n elements of another type.
func elements[E any](memory *[generated.Span]float64, n int) []E {
	return unsafe.Slice((*E)(unsafe.Pointer(memory)), n)
}
