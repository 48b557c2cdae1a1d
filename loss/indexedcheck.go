package loss

import "fmt"

// checkIndexed reports what is wrong with a call: its reduction, labels in both fields,
// lengths, an output that shares memory with another array, an index out of range.
// grad is nil in calls that have no output.
func (c *MarginRanking[T]) checkIndexed(method string, grad []T, p *IndexedPairs[T]) error {
	switch c.Reduction {
	case Mean, Sum:
	case None:
		return fmt.Errorf("%w: %s serves mean and sum", ErrReduction, method)
	default:
		return wordError(c.Reduction.String())
	}
	n := len(p.I)
	switch {
	case p.Y != nil && p.Signs != nil:
		return fmt.Errorf("%w: Y and Signs are both given", ErrLabels)
	case len(p.J) != n:
		return indexedLengthError("J", len(p.J), "I", n)
	case p.Y != nil && len(p.Y) != n:
		return indexedLengthError("Y", len(p.Y), "I", n)
	case p.Signs != nil && len(p.Signs) != n:
		return indexedLengthError("Signs", len(p.Signs), "I", n)
	case grad != nil && len(grad) != len(p.Scores):
		return indexedLengthError("grad", len(grad), "Scores", len(p.Scores))
	}
	if err := checkIndexedOverlap(grad, p); err != nil {
		return err
	}
	if err := checkIndices("I", p.I, len(p.Scores)); err != nil {
		return err
	}
	return checkIndices("J", p.J, len(p.Scores))
}

func indexedLengthError(field string, got int, other string, n int) error {
	return fmt.Errorf("%w: %s has length %d, %s has length %d", ErrLength, field, got, other, n)
}

// checkIndexedOverlap reports an output that shares memory with an input that it is not
// exactly.
func checkIndexedOverlap[T Float](grad []T, p *IndexedPairs[T]) error {
	switch {
	case overlap(grad, p.Scores) && address(grad) != address(p.Scores):
		return fmt.Errorf("%w: grad and a part of Scores", ErrOverlap)
	case overlap(grad, p.Y) && (address(grad) != address(p.Y) || len(grad) != len(p.Y)):
		return fmt.Errorf("%w: grad and a part of Y", ErrOverlap)
	case overlap(grad, p.Signs):
		return fmt.Errorf("%w: grad and Signs", ErrOverlap)
	case overlap(grad, p.I):
		return fmt.Errorf("%w: grad and I", ErrOverlap)
	case overlap(grad, p.J):
		return fmt.Errorf("%w: grad and J", ErrOverlap)
	}
	return nil
}

// checkIndices reports the first index that is no position in items.
func checkIndices(field string, list []int32, items int) error {
	if inRange(list, items) {
		return nil
	}
	for k, i := range list {
		if i < 0 || int(i) >= items {
			return fmt.Errorf("%w: %s[%d] is %d, Scores has length %d", ErrIndex, field, k, i, items)
		}
	}
	panic("unreachable")
}

// inRange reports whether all indices are positions in items.
func inRange(list []int32, items int) bool {
	var largest uint32 // a negative index is a large one
	for _, i := range list {
		largest = max(largest, uint32(i))
	}
	return len(list) == 0 || uint64(largest) < uint64(min(items, 1<<31))
}
