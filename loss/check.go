package loss

import "fmt"

// check reports labels in both fields, lengths that differ from X1's, and
// outputs that share memory with another array.
func check[T Float](b *batch[T]) error {
	n := len(b.x1)
	switch {
	case b.y != nil && b.signs != nil:
		return fmt.Errorf("%w: Y and Signs are both given", ErrLabels)
	case len(b.x2) != n:
		return lengthError("X2", len(b.x2), "X1", n)
	case b.y != nil && len(b.y) != n:
		return lengthError("Y", len(b.y), "X1", n)
	case b.signs != nil && len(b.signs) != n:
		return lengthError("Signs", len(b.signs), "X1", n)
	case b.weights != nil && len(b.weights) != n:
		return lengthError("Weights", len(b.weights), "X1", n)
	case b.margins != nil && len(b.margins) != n:
		return lengthError("Margins", len(b.margins), "X1", n)
	case b.upstream != nil && len(b.upstream) != n:
		return lengthError("upstream", len(b.upstream), "X1", n)
	case b.out != nil && len(b.out) != n:
		return lengthError("dst", len(b.out), "X1", n)
	case b.gx1 != nil && len(b.gx1) != n:
		return lengthError("Grads.X1", len(b.gx1), "X1", n)
	case b.gx2 != nil && len(b.gx2) != n:
		return lengthError("Grads.X2", len(b.gx2), "X1", n)
	case b.gy != nil && len(b.gy) != n:
		return lengthError("Grads.Y", len(b.gy), "X1", n)
	}
	return checkOverlap(b)
}

// lengthError is the error of a field whose length is not that of another.
func lengthError(field string, got int, other string, n int) error {
	return fmt.Errorf("%w: %s has length %d, %s has length %d", ErrLength, field, got, other, n)
}

// checkOverlap reports an output that shares memory with another output, or with
// an input that it is not exactly.
func checkOverlap[T Float](b *batch[T]) error {
	if b.out == nil && b.gx1 == nil && b.gx2 == nil && b.gy == nil {
		return nil
	}
	outputs, inputs := b.outputs(), b.inputs()
	outputName := func(i int) string { return [...]string{"dst", "Grads.X1", "Grads.X2", "Grads.Y"}[i] }
	inputName := func(i int) string { return [...]string{"X1", "X2", "Y", "Weights", "Margins", "upstream"}[i] }
	for i, out := range outputs {
		if len(out) == 0 {
			continue
		}
		for j, in := range inputs {
			if overlapsPart(out, in) {
				return fmt.Errorf("%w: %s and a part of %s", ErrOverlap, outputName(i), inputName(j))
			}
		}
		if overlap(out, b.signs) {
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

// overlapsPart reports whether an output shares memory with an input that begins elsewhere.
func overlapsPart[T any](out, in []T) bool { return overlap(out, in) && address(out) != address(in) }

// overlap reports whether two arrays share a byte.
func overlap[A, B any](a []A, b []B) bool {
	aLo, aHi := extent(a)
	bLo, bHi := extent(b)
	return aLo < bHi && bLo < aHi && len(a) > 0 && len(b) > 0
}

// extent returns the addresses of the first byte and of the one behind the last.
func extent[E any](s []E) (lo, hi uintptr) {
	lo = address(s)
	return lo, lo + size(s)
}
