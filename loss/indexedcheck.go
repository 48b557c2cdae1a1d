package loss

import "fmt"

// checkIndexed reports what is wrong with a call: its reduction, labels in both fields,
// lengths, an output that shares memory with another array. The indices are read later.
// grad is nil in calls that have no output.
func (c *MarginRanking[T]) checkIndexed(method string, grad []T, p *IndexedPairs[T]) error {
	if c.Reduction > Sum {
		return c.reductionError(method, "")
	}
	n := len(p.I)
	switch {
	case p.Y != nil && p.Signs != nil:
		return fmt.Errorf("%w: Y and Signs are both given", ErrLabels)
	case len(p.J) != n:
		return lengthError("J", len(p.J), "I", n)
	case p.Y != nil && len(p.Y) != n:
		return lengthError("Y", len(p.Y), "I", n)
	case p.Signs != nil && len(p.Signs) != n:
		return lengthError("Signs", len(p.Signs), "I", n)
	case grad != nil && len(grad) != len(p.Scores):
		return lengthError("grad", len(grad), "Scores", len(p.Scores))
	}
	return checkIndexedOverlap(grad, p)
}

// checkIndexedOverlap reports an output that shares memory with an input that it is not
// exactly.
func checkIndexedOverlap[T Float](grad []T, p *IndexedPairs[T]) error {
	switch {
	case overlapsPart(grad, p.Scores):
		return fmt.Errorf("%w: grad and a part of Scores", ErrOverlap)
	case overlapsPart(grad, p.Y), overlap(grad, p.Y) && len(grad) != len(p.Y):
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

// indexError is the error of the first index that is no position in Scores, I's before J's.
func indexError[T Float](p *IndexedPairs[T]) error {
	for f, list := range [...][]int32{p.I, p.J} {
		for k, i := range list {
			if i < 0 || int(i) >= len(p.Scores) {
				return fmt.Errorf("%w: %s[%d] is %d, Scores has length %d", ErrIndex, [...]string{"I", "J"}[f], k, i, len(p.Scores))
			}
		}
	}
	return nil
}
