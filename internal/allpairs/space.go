package allpairs

import (
	"sync"
	"unsafe"

	"github.com/marginrank/marginrank/internal/total"
)

// A space is memory for the lists of a call, with F the compute precision.
type space[F float] struct {
	workspace[F]
	all     []int32 // counts of all items
	widened []F     // scores of 16 bits, of a list or of a run

	// Of weighted lists.
	net    []float64 // net weights of all items
	gains  []float64 // of all items
	values []float64 // of all lists
	parts  parts
	total  total.Total
}

// Spaces are kept for the next call, so that calls don't allocate: those of each compute precision.
var (
	spaces32 = sync.Pool{New: func() any { return new(space[float32]) }}
	spaces64 = sync.Pool{New: func() any { return new(space[float64]) }}
)

func spaceOf[F float]() *space[F] {
	if unsafe.Sizeof(F(0)) == 4 {
		return any(spaces32.Get()).(*space[F])
	}
	return any(spaces64.Get()).(*space[F])
}

func (w *space[F]) free() {
	if unsafe.Sizeof(F(0)) == 4 {
		spaces32.Put(w)
	} else {
		spaces64.Put(w)
	}
}
