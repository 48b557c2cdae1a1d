package mix

import (
	"errors"
	"fmt"
	"unsafe"
)

// These are the errors that the functions return. Their text names the fields.
var (
	ErrLength  = errors.New("mix: arrays of different lengths")
	ErrOverlap = errors.New("mix: an output overlaps with another array")
)

// A field is an array of a call.
type field[T any] struct {
	name             string
	data             []T
	optional, output bool
}

// length returns the length of all arrays that are present. The first one must be present.
func length[T any](fields []field[T]) (int, error) {
	first := &fields[0]
	for i := range fields {
		f := &fields[i]
		if len(f.data) != len(first.data) && (f.data != nil || !f.optional) {
			return 0, fmt.Errorf("%w: %s has %d elements, and %s has %d", ErrLength, f.name, len(f.data), first.name, len(first.data))
		}
		for j := range i {
			if other := &fields[j]; overlap(f, other) {
				return 0, fmt.Errorf("%w: %s and %s", ErrOverlap, other.name, f.name)
			}
		}
	}
	return len(first.data), nil
}

// overlap reports whether two arrays, of which one is an output, share memory, but are not an input and an output
// at the same place.
func overlap[T any](f, g *field[T]) bool {
	if !f.output && !g.output || len(f.data) == 0 || len(g.data) == 0 {
		return false
	}
	a, b := uintptr(address(f.data)), uintptr(address(g.data))
	if a == b {
		return f.output && g.output
	}
	size := unsafe.Sizeof(f.data[0])
	return a < b+uintptr(len(g.data))*size && b < a+uintptr(len(f.data))*size
}

// address returns the address of the first element.
func address[T any](data []T) unsafe.Pointer { return unsafe.Pointer(unsafe.SliceData(data)) }
