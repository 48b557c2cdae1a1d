package loss

import (
	"fmt"
	"math"

	"github.com/marginrank/marginrank/internal/element"
)

// Validate reports the first thing wrong with p: lengths that differ (ErrLength),
// a weight that is negative or not finite (ErrWeights), a score (ErrScores) or a margin
// (ErrMargins) that is NaN or infinite, labels in both fields or other than ±1
// (ErrLabels). Of pairs of weight 0 it looks at the weight only. No other method looks
// at values.
func (p Pairs[T]) Validate() error {
	if err := p.fault(); err != nil {
		return err
	}
	for i, v := range p.Weights {
		if f := element.Value(v); !(f >= 0 && f <= math.MaxFloat64) {
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
		if f := element.Value(v); f != 1 && f != -1 && !p.hidden(i) {
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
		if f := element.Value(v); (math.IsNaN(f) || math.IsInf(f, 0)) && !p.hidden(i) {
			return fmt.Errorf("%w: %s[%d] is %v", wrong, field, i, f)
		}
	}
	return nil
}

// hidden reports whether pair i has weight 0.
func (p *Pairs[T]) hidden(i int) bool { return p.Weights != nil && element.Value(p.Weights[i]) == 0 }
