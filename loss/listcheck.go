package loss

import (
	"fmt"

	"github.com/marginrank/marginrank/internal/allpairs"
)

// checkLists reports what is wrong with a call for lists.
func (c *MarginRanking[T]) checkLists(grad []T, l *Lists[T], backward bool) error {
	method := "ForwardLists"
	if backward {
		method = "ForwardBackwardLists"
	}
	n := len(l.Scores)
	if c.Reduction > Sum {
		return c.reductionError(method, "")
	}
	switch {
	case len(l.Relevance) != n:
		return lengthError("Relevance", len(l.Relevance), "Scores", n)
	case l.Mask != nil && len(l.Mask) != n:
		return lengthError("Mask", len(l.Mask), "Scores", n)
	case backward && len(grad) != n:
		return lengthError("grad", len(grad), "Scores", n)
	}
	if err := checkOffsets(l.Offsets, n); err != nil {
		return err
	}
	if err := checkRelevance(l.Relevance, l.Mask); err != nil {
		return err
	}
	switch {
	case overlapsPart(grad, l.Scores):
		return fmt.Errorf("%w: grad and a part of Scores", ErrOverlap)
	case overlap(grad, l.Relevance):
		return fmt.Errorf("%w: grad and Relevance", ErrOverlap)
	case overlap(grad, l.Offsets):
		return fmt.Errorf("%w: grad and Offsets", ErrOverlap)
	case overlap(grad, l.Mask):
		return fmt.Errorf("%w: grad and Mask", ErrOverlap)
	}
	return nil
}

// checkOffsets reports offsets that don't part n items into lists.
func checkOffsets(offsets []int, n int) error {
	if offsets == nil {
		return checkItems(0, n)
	}
	if len(offsets) == 0 {
		return fmt.Errorf("%w: Offsets is empty, and has no 0 to begin with", ErrOffsets)
	}
	if offsets[0] != 0 {
		return fmt.Errorf("%w: Offsets[0] is %d, not 0", ErrOffsets, offsets[0])
	}
	for k := 1; k < len(offsets); k++ {
		if offsets[k] < offsets[k-1] {
			return fmt.Errorf("%w: Offsets[%d] is %d, less than the %d before", ErrOffsets, k, offsets[k], offsets[k-1])
		}
	}
	last := len(offsets) - 1
	if offsets[last] != n {
		return fmt.Errorf("%w: Offsets[%d], the last one, is %d, Scores has length %d", ErrOffsets, last, offsets[last], n)
	}
	if n <= allpairs.MaxItems {
		return nil
	}
	for k := range last {
		if err := checkItems(k, offsets[k+1]-offsets[k]); err != nil {
			return err
		}
	}
	return nil
}

// checkItems reports a list of more items than 32 bits can count.
func checkItems(k, n int) error {
	if n > allpairs.MaxItems {
		return fmt.Errorf("%w: list %d has %d items, more than %d", ErrOffsets, k, n, allpairs.MaxItems)
	}
	return nil
}

// checkRelevance reports a NaN that is not masked.
func checkRelevance(relevance []float32, mask []bool) error {
	for i, r := range relevance {
		if r != r && (mask == nil || mask[i]) {
			return fmt.Errorf("%w: Relevance[%d] is NaN", ErrRelevance, i)
		}
	}
	return nil
}
