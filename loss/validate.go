package loss

import (
	"fmt"
	"math"
	"unsafe"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/element"
)

// Validate returns an error if p has lengths that differ (ErrLength), a weight that is negative or not finite
// (ErrWeights), a score (ErrScores) or a margin (ErrMargins) that is NaN or infinite, or labels in both
// fields or other than +1 and -1 (ErrLabels). In a pair of weight 0, only the weight is checked. No other
// method checks values.
//
// For thousands of pairs, Validate takes at most three times as long as Forward. It takes longer if pairs of
// weight 0 have other labels in many places of the batch.
func (p Pairs[T]) Validate() error { return p.validate(cpuid.Current) }

func (p *Pairs[T]) validate(tier cpuid.Tier) error {
	if err := p.fault(); err != nil {
		return err
	}
	switch unsafe.Sizeof(*new(T)) {
	case 2:
		return validate[uint16](tier, p)
	case 4:
		return validate[uint32](tier, p)
	}
	return validate[uint64](tier, p)
}

// validate is Validate for arrays of the right lengths. B has the bits of T. Shifted to the left by 1, the
// bits of values are ordered as their magnitudes are.
//
// Nearly all pairs are valid. So validate first finds out quickly whether anything may be wrong, and only
// then looks for it.
func validate[B element.Bits, T Float](tier cpuid.Tier, p *Pairs[T]) error {
	v := values[B]{tier, element.Reinterpret[B](p.Weights), bitsOf[B](element.Of[T](math.Inf(1)))}
	scores := p.finite(tier, p.X1, p.X2)
	if !scores || element.Differences(tier, v.weights, 0)&^(^B(0)>>1) != 0 { // one is negative, or -0
		if i := v.firstWeight(); i >= 0 {
			return valueError(ErrWeights, "Weights", i, p.Weights[i])
		}
	}
	if !scores {
		if i := v.firstInfinite(element.Reinterpret[B](p.X1)); i >= 0 {
			return valueError(ErrScores, "X1", i, p.X1[i])
		}
		if i := v.firstInfinite(element.Reinterpret[B](p.X2)); i >= 0 {
			return valueError(ErrScores, "X2", i, p.X2[i])
		}
	}
	if !p.finite(tier, p.Margins, nil) {
		if i := v.firstInfinite(element.Reinterpret[B](p.Margins)); i >= 0 {
			return valueError(ErrMargins, "Margins", i, p.Margins[i])
		}
	}
	if i := v.firstLabel(element.Reinterpret[B](p.Y), bitsOf[B](element.Of[T](1))); i >= 0 {
		return fmt.Errorf("%w: Y[%d] is %v, not 1 or -1", ErrLabels, i, element.Value(p.Y[i]))
	}
	if i := v.firstSign(p.Signs); i >= 0 {
		return fmt.Errorf("%w: Signs[%d] is %d, not 1 or -1", ErrLabels, i, p.Signs[i])
	}
	return nil
}

// valueError names a value that is wrong.
func valueError[T Float](wrong error, field string, i int, v T) error {
	return fmt.Errorf("%w: %s[%d] is %v", wrong, field, i, element.Value(v))
}

func bitsOf[B element.Bits, T Float](v T) B { return *(*B)(unsafe.Pointer(&v)) }

// finite reports whether all elements of a and b are finite, except for pairs of weight 0. If b is nil, it
// looks at a only. A kernel finds out: with scores a and a, and labels b, each loss is 0 - b·(a - a), which
// is 0 or NaN. A weight that is not finite makes the loss NaN as well.
func (p *Pairs[T]) finite(tier cpuid.Tier, a, b []T) bool {
	if a == nil {
		return true
	}
	c := MarginRanking[T]{Reduction: Sum}
	sum, err := run[forward](&c, tier, &Pairs[T]{X1: a, X2: a, Y: b, Weights: p.Weights}, others[T]{})
	return err == nil && sum == 0
}

// values looks for values that are not valid. Its methods return the first index, or -1 if all values are
// valid.
type values[B element.Bits] struct {
	tier     cpuid.Tier
	weights  []B
	infinity B
}

// hidden reports whether pair i has weight 0, of either sign.
func (v *values[B]) hidden(i int) bool { return v.weights != nil && v.weights[i]<<1 == 0 }

func (v *values[B]) firstWeight() int {
	for i, w := range v.weights {
		if w >= v.infinity && w<<1 != 0 { // the sign is the highest bit
			return i
		}
	}
	return -1
}

func (v *values[B]) firstInfinite(list []B) int {
	for i, w := range list {
		if w<<1 >= v.infinity<<1 && !v.hidden(i) {
			return i
		}
	}
	return -1
}

// someLabels is the number of labels that are checked together. Only if they are not all valid, validate
// looks at each one: many batches have labels of 0 in pairs of weight 0.
const someLabels = 1024

func (v *values[B]) firstLabel(labels []B, one B) int {
	for lo := 0; lo < len(labels); lo += someLabels {
		some := labels[lo:min(lo+someLabels, len(labels))]
		if element.Differences(v.tier, some, one)<<1 == 0 {
			continue
		}
		if v.weights != nil {
			wrong, weights := B(0), v.weights[lo:][:len(some)]
			for i, y := range some {
				difference := (y ^ one) << 1
				if weights[i]<<1 == 0 { // a move, no branch
					difference = 0
				}
				wrong |= difference
			}
			if wrong == 0 {
				continue
			}
		}
		for i, y := range some {
			if (y^one)<<1 != 0 && !v.hidden(lo+i) {
				return lo + i
			}
		}
	}
	return -1
}

func (v *values[B]) firstSign(signs []int8) int {
	for lo := 0; lo < len(signs); lo += someLabels {
		some := signs[lo:min(lo+someLabels, len(signs))]
		if element.AllSigns(some) {
			continue
		}
		if v.weights != nil {
			wrong, weights := uint32(0), v.weights[lo:][:len(some)]
			for i, y := range some {
				difference := uint32(y+1) &^ 2
				if weights[i]<<1 == 0 {
					difference = 0
				}
				wrong |= difference
			}
			if wrong == 0 {
				continue
			}
		}
		for i, y := range some {
			if y != 1 && y != -1 && !v.hidden(lo+i) {
				return lo + i
			}
		}
	}
	return -1
}
