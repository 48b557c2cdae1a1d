package loss

import (
	"unsafe"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/cpuid"
)

// streams reports whether the outputs of b are better stored around the caches: where
// its arrays fill most of the last one, the lines of an output would be fetched from
// memory only to be overwritten.
func streams[T Float](b *batch[T]) bool {
	inputs := b.inputs()
	for _, out := range b.outputs() {
		if address(out)%generated.StreamAlign != 0 {
			return false
		}
		for _, in := range inputs {
			if out != nil && address(in) == address(out) {
				return false // in place the lines are fetched anyway
			}
		}
	}
	return bytes(b) > streamBeyond()
}

// streamBeyond is how many bytes of arrays still are stored through the caches: three quarters of the
// last one, which others use, too. Measured: docs/performance.md.
func streamBeyond() int { return cpuid.LastCache() / 4 * 3 }

// bytes is the size of all arrays of b.
func bytes[T Float](b *batch[T]) int {
	n := len(b.signs)
	for _, in := range b.inputs() {
		n += int(size(in))
	}
	for _, out := range b.outputs() {
		n += int(size(out))
	}
	return n
}

// address is that of the first element.
func address[E any](s []E) uintptr { return uintptr(unsafe.Pointer(unsafe.SliceData(s))) }

// size is that of all elements, in bytes.
func size[E any](s []E) uintptr { return uintptr(len(s)) * unsafe.Sizeof(*new(E)) }
