package loss

import (
	"fmt"
	"unsafe"

	"github.com/marginrank/marginrank/generated"
)

// A region is the memory of an array.
type region struct {
	field  string
	lo, hi uintptr // hi is 1 past the last byte
}

func regionOf[E any](field string, s []E) region {
	lo := uintptr(unsafe.Pointer(unsafe.SliceData(s)))
	return region{field, lo, lo + uintptr(len(s))*unsafe.Sizeof(*new(E))}
}

func (r region) overlaps(s region) bool { return r.lo < s.hi && s.lo < r.hi }
func (r region) equals(s region) bool   { return r.lo == s.lo && r.hi == s.hi }

// checkOverlap reports an output that shares memory with another output, or with
// an input that it is not exactly.
func checkOverlap[T Float](b *generated.Batch[T]) error {
	outputs := [...]region{
		regionOf("dst", b.Out), regionOf("Grads.X1", b.GX1), regionOf("Grads.X2", b.GX2), regionOf("Grads.Y", b.GY),
	}
	inputs := [...]region{
		regionOf("X1", b.X1), regionOf("X2", b.X2), regionOf("Y", b.Y), regionOf("Signs", b.Signs), regionOf("upstream", b.Upstream),
	}
	for i, out := range outputs {
		if out.lo == out.hi {
			continue
		}
		for _, in := range inputs {
			if out.overlaps(in) && !out.equals(in) {
				return fmt.Errorf("%w: %s and %s, in part", ErrOverlap, out.field, in.field)
			}
		}
		for _, other := range outputs[:i] {
			if out.overlaps(other) {
				return fmt.Errorf("%w: %s and %s, both outputs", ErrOverlap, other.field, out.field)
			}
		}
	}
	return nil
}
