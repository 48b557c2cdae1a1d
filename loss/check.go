package loss

import (
	"fmt"
	"unsafe"

	"github.com/marginrank/marginrank/generated"
)

// check reports labels in both fields, lengths that differ from X1's, and
// outputs that share memory with another array.
func check[T Float](b *generated.Batch[T]) error {
	n := len(b.X1)
	switch {
	case b.Y != nil && b.Signs != nil:
		return fmt.Errorf("%w: Y and Signs are both given", ErrLabels)
	case len(b.X2) != n:
		return lengthError("X2", len(b.X2), n)
	case b.Y != nil && len(b.Y) != n:
		return lengthError("Y", len(b.Y), n)
	case b.Signs != nil && len(b.Signs) != n:
		return lengthError("Signs", len(b.Signs), n)
	case b.Upstream != nil && len(b.Upstream) != n:
		return lengthError("upstream", len(b.Upstream), n)
	case b.Out != nil && len(b.Out) != n:
		return lengthError("dst", len(b.Out), n)
	case b.GX1 != nil && len(b.GX1) != n:
		return lengthError("Grads.X1", len(b.GX1), n)
	case b.GX2 != nil && len(b.GX2) != n:
		return lengthError("Grads.X2", len(b.GX2), n)
	case b.GY != nil && len(b.GY) != n:
		return lengthError("Grads.Y", len(b.GY), n)
	}
	return checkOverlap(b)
}

func lengthError(field string, got, n int) error {
	return fmt.Errorf("%w: %s has length %d, X1 has length %d", ErrLength, field, got, n)
}

// checkOverlap reports an output that shares memory with another output, or with
// an input that it is not exactly.
func checkOverlap[T Float](b *generated.Batch[T]) error {
	if b.Out == nil && b.GX1 == nil && b.GX2 == nil && b.GY == nil {
		return nil
	}
	outputs := [...][]T{b.Out, b.GX1, b.GX2, b.GY}
	inputs := [...][]T{b.X1, b.X2, b.Y, b.Upstream}
	outputName := func(i int) string { return [...]string{"dst", "Grads.X1", "Grads.X2", "Grads.Y"}[i] }
	for i, out := range outputs {
		if len(out) == 0 {
			continue
		}
		for j, in := range inputs {
			if overlap(out, in) && unsafe.SliceData(out) != unsafe.SliceData(in) {
				return fmt.Errorf("%w: %s and a part of %s", ErrOverlap, outputName(i), [...]string{"X1", "X2", "Y", "upstream"}[j])
			}
		}
		if overlap(out, b.Signs) {
			return fmt.Errorf("%w: %s and Signs", ErrOverlap, outputName(i))
		}
		for j, other := range outputs[:i] {
			if overlap(out, other) {
				return fmt.Errorf("%w: %s and %s, both outputs", ErrOverlap, outputName(j), outputName(i))
			}
		}
	}
	return nil
}

// overlap reports whether two arrays share a byte.
func overlap[A, B any](a []A, b []B) bool {
	aLo, aHi := extent(a)
	bLo, bHi := extent(b)
	return aLo < bHi && bLo < aHi
}

// extent returns the addresses of the first byte and of the one behind the last.
func extent[E any](s []E) (lo, hi uintptr) {
	lo = uintptr(unsafe.Pointer(unsafe.SliceData(s)))
	return lo, lo + uintptr(len(s))*unsafe.Sizeof(*new(E))
}
