package loss

import (
	"fmt"
	"unsafe"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/indexed"
	"github.com/marginrank/marginrank/internal/spans"
)

// IndexedPairs is a batch of pairs of items. Each item has one score, in Scores. Pair k consists of the items
// I[k] and J[k], and its label says which item should have the higher score: I[k] (+1) or J[k] (-1). As in
// Pairs, the labels are in Y or in Signs, or every label is +1.
//
// I and J have positions in Scores, counted from 0. An item may be in any number of pairs, also in none, and
// both items of a pair may be the same. I, J, and all of Y, Signs, Weights and Margins that are not nil have
// the same length.
type IndexedPairs[T Float] struct {
	Scores []T
	I, J   []int32
	Y      []T
	Signs  []int8
	// Weights has one weight per pair, finite and not negative. If it is nil, every weight is 1. The loss and
	// the gradients of a pair are multiplied by its weight, and a mean is divided by the sum of the weights
	// instead of the number of pairs. A pair of weight 0 adds nothing, even if its scores are NaN.
	Weights []T
	// Margins has one margin per pair. If it is nil, every pair has MarginRanking.Margin.
	Margins []T
}

// ForwardIndexed returns the mean or the sum of the losses of p. It is, to the bit, what Forward returns for
// Pairs with X1[k] = Scores[I[k]], X2[k] = Scores[J[k]], and the labels, weights and margins of p.
//
// The errors are ErrReduction for a reduction other than Mean and Sum, ErrP, ErrBoundary, ErrLength, ErrLabels, and
// ErrIndex.
func (c MarginRanking[T]) ForwardIndexed(p IndexedPairs[T]) (float64, error) {
	v, _, err := c.forwardIndexed(cpuid.Current, &p, false)
	return v, err
}

// ForwardIndexedStats returns what ForwardIndexed returns, and counts the pairs as ForwardStats does. The
// errors are the same.
func (c MarginRanking[T]) ForwardIndexedStats(p IndexedPairs[T]) (float64, Stats, error) {
	return c.forwardIndexed(cpuid.Current, &p, true)
}

// ForwardBackwardIndexed returns what ForwardIndexed returns, and stores in grad the gradient of this value
// with respect to each score, times upstream. Upstream is the gradient that arrives from whatever uses the
// loss, 1 if nothing does. Grad has the length of Scores.
//
// Every element of grad is written. An item that is in no pair gets 0. Any other item gets the sum of the
// gradients that Backward computes for the gathered pairs: with respect to X1 for item I[k], and with respect
// to X2 for item J[k]. The sum starts at 0 and follows the order of the pairs; within a pair, I comes before
// J. It is computed in float64 for float64 elements and in float32 for all others, and rounded to T once. If
// both items of a pair are the same, the two gradients cancel up to rounding. With Mean, upstream is divided
// by the number of pairs, or by the sum of their weights.
//
// Grad may be exactly Scores, Y, Weights or Margins, but not a part of them, and may not overlap I, J or
// Signs. The errors are those of ForwardIndexed, and ErrOverlap.
func (c MarginRanking[T]) ForwardBackwardIndexed(grad []T, p IndexedPairs[T], upstream float64) (float64, error) {
	v, _, err := c.forwardBackwardIndexed(cpuid.Current, grad, &p, upstream, false)
	return v, err
}

// ForwardBackwardIndexedStats returns and stores what ForwardBackwardIndexed does, and counts the pairs as
// ForwardStats does. The errors are the same.
func (c MarginRanking[T]) ForwardBackwardIndexedStats(grad []T, p IndexedPairs[T], upstream float64) (float64, Stats, error) {
	return c.forwardBackwardIndexed(cpuid.Current, grad, &p, upstream, true)
}

func (c *MarginRanking[T]) forwardIndexed(tier cpuid.Tier, p *IndexedPairs[T], counted bool) (float64, Stats, error) {
	return c.runIndexed(tier, "ForwardIndexed", nil, p, 0, counted)
}

func (c *MarginRanking[T]) forwardBackwardIndexed(tier cpuid.Tier, grad []T, p *IndexedPairs[T], upstream float64, counted bool) (float64, Stats, error) {
	if grad == nil {
		grad = []T{} // wanted
	}
	return c.runIndexed(tier, "ForwardBackwardIndexed", grad, p, upstream, counted)
}

// runIndexed checks a call and computes its results. A nil grad is not computed. If counted is true, the
// method's name ends with Stats.
func (c *MarginRanking[T]) runIndexed(tier cpuid.Tier, method string, grad []T, p *IndexedPairs[T], upstream float64, counted bool) (float64, Stats, error) {
	if err := c.indexedFault(method, grad, p, counted); err != nil {
		return 0, Stats{}, err
	}
	divisor, pairs := float64(len(p.I)), int64(len(p.I))
	if p.Weights != nil && (counted || c.Reduction == Mean) {
		divisor, pairs = sumOf(tier, p.Weights, 0)
	}
	var tally spans.Tally
	if err := c.tallyIndexed(&tally, tier, grad, p, c.scale(upstream, divisor), counted); err != nil {
		return 0, Stats{}, err
	}
	t := tally.Total()
	var s Stats
	if counted {
		s.set(pairs, t.Counts)
	}
	return c.reduce(t.Sum, divisor), s, nil
}

// tallyIndexed adds the losses of p to t, with counts if counted is true, and stores the gradients if grad is not nil. The scale is the
// upstream gradient of each pair.
func (c *MarginRanking[T]) tallyIndexed(t *spans.Tally, tier cpuid.Tier, grad []T, p *IndexedPairs[T], scale generated.Scalar, counted bool) error {
	a := generated.Args{N: len(p.I), Scale: scale, Counted: counted} // here, so that the compiler sees that the arrays may stay on a stack
	a.Y, a.Signs = unsafe.Pointer(unsafe.SliceData(p.Y)), unsafe.SliceData(p.Signs)
	a.Weights, a.Margins = unsafe.Pointer(unsafe.SliceData(p.Weights)), unsafe.Pointer(unsafe.SliceData(p.Margins))
	a.Margin, a.Weight, a.Least = scalarOf[T](c.margin()), scalarOf[T](1), c.least()
	if !indexed.Run(t, tier, &a, &indexed.Pairs[T]{Scores: p.Scores, I: p.I, J: p.J, Grad: grad, Squared: c.isSquared()}) {
		return indexError(p)
	}
	return nil
}

// indexedFault returns the error of the first thing that is wrong with a call, except for indices.
func (c *MarginRanking[T]) indexedFault(method string, grad []T, p *IndexedPairs[T], counted bool) error {
	n, items := len(p.I), len(p.Scores)
	switch {
	case !c.valid(true):
		if counted {
			method += "Stats"
		}
		return c.criterionFault(method, "")
	case p.Y != nil && p.Signs != nil:
		return labelError()
	case len(p.J) != n:
		return lengthError("J", len(p.J), "I", n)
	}
	var l list
	l.other, l.want = "Scores", items
	required(&l, "Scores", p.Scores, input)
	l.other, l.want = "I", n
	optional(&l, "Y", p.Y, input)
	optional(&l, "Signs", p.Signs, private)
	optional(&l, "Weights", p.Weights, input)
	optional(&l, "Margins", p.Margins, input)
	required(&l, "I", p.I, private)
	required(&l, "J", p.J, private)
	l.other, l.want = "Scores", items
	optional(&l, "grad", grad, output)
	if err := l.lengths(); err != nil {
		return err
	}
	return l.overlaps()
}

// indexError is the error of the first index that is not a position in Scores. It looks at I first, then at
// J.
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
