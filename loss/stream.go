package loss

import (
	"unsafe"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/cpuid"
)

// streams reports whether the outputs of b are better stored around the caches: where
// its arrays don't fit the last one, the lines of an output would be fetched from memory
// only to be overwritten (docs/performance.md).
func streams[T Float](b *batch[T]) bool {
	bytes := uintptr(len(b.signs))
	inputs := b.inputs()
	for _, in := range inputs {
		bytes += size(in)
	}
	for _, out := range b.outputs() {
		if address(out)%generated.StreamAlign != 0 {
			return false
		}
		for _, in := range inputs {
			if out != nil && address(in) == address(out) {
				return false // in place the lines are fetched anyway
			}
		}
		bytes += size(out)
	}
	return bytes > uintptr(cpuid.LastCache())
}

// address is that of the first element.
func address[E any](s []E) uintptr { return uintptr(unsafe.Pointer(unsafe.SliceData(s))) }

// size is that of all elements, in bytes.
func size[E any](s []E) uintptr { return uintptr(len(s)) * unsafe.Sizeof(*new(E)) }
