package loss

import (
	"fmt"
	"math"
)

// Pairs is a batch of score pairs: X1[i] and X2[i] are the scores of pair i, and
// its label says which should be higher, X1[i] (+1) or X2[i] (-1). The labels are
// in Y or in Signs, not in both; if both are nil, every label is +1.
//
// Scores and labels have no unit; the margin is one of the scores'. The loss is
// defined for any label: 0 makes a pair's loss the margin, 2 counts its
// difference double. Validate insists on ±1.
type Pairs[T Float] struct {
	X1, X2, Y []T
	Signs     []int8
}

// Grads receives gradients: with respect to the scores X1 and X2 and to the
// labels (PyTorch's target), one a pair. A nil field is not computed. The
// gradient with respect to labels is defined also where Pairs has them in Signs
// or not at all.
type Grads[T Float] struct {
	X1, X2, Y []T
}

// Validate reports the first thing wrong with p: lengths that differ (ErrLength),
// labels in both fields or other than ±1 (ErrLabels), a score that is NaN or
// infinite (ErrScores). No other method looks at values.
func (p Pairs[T]) Validate() error {
	if err := check(&batch[T]{x1: p.X1, x2: p.X2, y: p.Y, signs: p.Signs}); err != nil {
		return err
	}
	if err := checkFinite("X1", p.X1); err != nil {
		return err
	}
	if err := checkFinite("X2", p.X2); err != nil {
		return err
	}
	for i, v := range p.Y {
		if f := toFloat64(v); f != 1 && f != -1 {
			return fmt.Errorf("%w: Y[%d] is %v, not 1 or -1", ErrLabels, i, f)
		}
	}
	for i, v := range p.Signs {
		if v != 1 && v != -1 {
			return fmt.Errorf("%w: Signs[%d] is %d, not 1 or -1", ErrLabels, i, v)
		}
	}
	return nil
}

func checkFinite[T Float](field string, scores []T) error {
	for i, v := range scores {
		if f := toFloat64(v); math.IsNaN(f) || math.IsInf(f, 0) {
			return fmt.Errorf("%w: %s[%d] is %v", ErrScores, field, i, f)
		}
	}
	return nil
}
