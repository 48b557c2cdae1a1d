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
	// Weights are finite and not negative; nil: 1 for every pair. A pair's loss and its
	// gradients are multiplied by its weight, and a mean is divided by their sum instead
	// of by the number of pairs. Whatever a pair of weight 0 holds, be it NaN, its loss
	// and gradients are 0.
	Weights []T
	// Margins are the pairs' own margins; nil: MarginRanking.Margin for every pair.
	Margins []T
}

// Grads receives gradients: with respect to the scores X1 and X2 and to the
// labels (PyTorch's target), one a pair. A nil field is not computed. The
// gradient with respect to labels is defined also where Pairs has them in Signs
// or not at all.
type Grads[T Float] struct {
	X1, X2, Y []T
}

// Validate reports the first thing wrong with p: lengths that differ (ErrLength),
// a weight that is negative or not finite (ErrWeights), a score (ErrScores) or a margin
// (ErrMargins) that is NaN or infinite, labels in both fields or other than ±1
// (ErrLabels). Of pairs of weight 0 it looks at the weight only. No other method looks
// at values.
func (p Pairs[T]) Validate() error {
	b := batchOf(&p)
	if err := check(&b); err != nil {
		return err
	}
	for i, v := range p.Weights {
		if f := toFloat64(v); !(f >= 0 && f <= math.MaxFloat64) {
			return fmt.Errorf("%w: Weights[%d] is %v", ErrWeights, i, f)
		}
	}
	if err := p.checkFinite("X1", p.X1, ErrScores); err != nil {
		return err
	}
	if err := p.checkFinite("X2", p.X2, ErrScores); err != nil {
		return err
	}
	if err := p.checkFinite("Margins", p.Margins, ErrMargins); err != nil {
		return err
	}
	for i, v := range p.Y {
		if f := toFloat64(v); f != 1 && f != -1 && !p.hidden(i) {
			return fmt.Errorf("%w: Y[%d] is %v, not 1 or -1", ErrLabels, i, f)
		}
	}
	for i, v := range p.Signs {
		if v != 1 && v != -1 && !p.hidden(i) {
			return fmt.Errorf("%w: Signs[%d] is %d, not 1 or -1", ErrLabels, i, v)
		}
	}
	return nil
}

func (p *Pairs[T]) checkFinite(field string, values []T, wrong error) error {
	for i, v := range values {
		if f := toFloat64(v); (math.IsNaN(f) || math.IsInf(f, 0)) && !p.hidden(i) {
			return fmt.Errorf("%w: %s[%d] is %v", wrong, field, i, f)
		}
	}
	return nil
}

// hidden reports whether pair i has weight 0.
func (p *Pairs[T]) hidden(i int) bool { return p.Weights != nil && toFloat64(p.Weights[i]) == 0 }
