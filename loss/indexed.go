package loss

import (
	"fmt"
	"unsafe"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/indexed"
)

// IndexedPairs is a batch of pairs of items, each of which has one score: pair k is the
// items I[k] and J[k], and its label says which should be higher, I[k] (+1) or J[k] (-1).
// The labels are as in Pairs: in Y or in Signs, one a pair, or absent (+1).
//
// I and J are positions in Scores, from 0 on. An item may be in any number of pairs, or in
// none, and a pair may be an item and itself.
type IndexedPairs[T Float] struct {
	Scores []T
	I, J   []int32
	Y      []T
	Signs  []int8
	// Weights are finite and not negative, one a pair; nil: 1 for every pair. A pair's loss and what it gives
	// its items are multiplied by its weight, and a mean is divided by the sum of the weights instead of by the
	// number of pairs. A pair of weight 0 has a loss of 0 and gives its items nothing, be their scores NaN.
	Weights []T
	// Margins are the pairs' own margins; nil: MarginRanking.Margin for every pair.
	Margins []T
}

// ForwardIndexed returns the mean or the sum of the losses of p: to the bit what Forward
// returns for Pairs with X1[k] = Scores[I[k]] and X2[k] = Scores[J[k]], and the labels, weights
// and margins of p.
//
// The errors are ErrReduction for a reduction other than Mean and Sum, ErrBoundary, ErrLength,
// ErrLabels, and ErrIndex.
func (c MarginRanking[T]) ForwardIndexed(p IndexedPairs[T]) (float64, error) {
	v, _, err := c.forwardIndexed(cpuid.Current, &p, false)
	return v, err
}

// ForwardIndexedStats returns what ForwardIndexed does, and counts pairs as ForwardStats
// does.
func (c MarginRanking[T]) ForwardIndexedStats(p IndexedPairs[T]) (float64, Stats, error) {
	return c.forwardIndexed(cpuid.Current, &p, true)
}

// ForwardBackwardIndexed returns what ForwardIndexed does, and stores in grad, one an
// item, the gradients of the mean or the sum with respect to Scores, each times upstream.
//
// All of grad is written: 0 where no pair has the item. Otherwise it is the sum of what
// Backward gives for the gathered pairs, gx1 of pair k for item I[k] and gx2 for item
// J[k]. They are added from 0 on in the order of the pairs, in a pair I before J, in
// float64 for float64 elements and in float32 for the others, and rounded to T once: the
// same bits on every machine. What the two sides of one pair add to the same item
// cancels, up to rounding. With Mean, the upstream gradient is divided by the number of
// pairs, or by the sum of their weights.
//
// grad may be exactly Scores, Y, Weights or Margins, not a part of them, and may share nothing
// with I, J and Signs. The errors are those of ForwardIndexed, and ErrOverlap.
func (c MarginRanking[T]) ForwardBackwardIndexed(grad []T, p IndexedPairs[T], upstream float64) (float64, error) {
	v, _, err := c.forwardBackwardIndexed(cpuid.Current, grad, &p, upstream, false)
	return v, err
}

// ForwardBackwardIndexedStats returns and stores what ForwardBackwardIndexed does, and counts
// pairs as ForwardStats does.
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

// runIndexed checks a call and computes. The gradient is nil if it is not wanted. The name of a method
// that counts pairs ends with Stats, too.
func (c *MarginRanking[T]) runIndexed(tier cpuid.Tier, method string, grad []T, p *IndexedPairs[T], upstream float64, counted bool) (float64, Stats, error) {
	if err := c.indexedFault(method, grad, p, counted); err != nil {
		return 0, Stats{}, err
	}
	divisor, pairs := float64(len(p.I)), int64(len(p.I))
	if p.Weights != nil && (counted || c.Reduction == Mean) {
		divisor, pairs = sumOf(tier, p.Weights, 0)
	}
	a := generated.Args{N: len(p.I), Counted: counted}
	a.Y, a.Signs = unsafe.Pointer(unsafe.SliceData(p.Y)), unsafe.SliceData(p.Signs)
	a.Weights, a.Margins = unsafe.Pointer(unsafe.SliceData(p.Weights)), unsafe.Pointer(unsafe.SliceData(p.Margins))
	a.Scale = c.scale(upstream, divisor)
	a.Margin, a.Weight, a.Least = scalarOf[T](c.margin()), scalarOf[T](1), c.least()
	t, ok := indexed.Run(tier, &a, &indexed.Pairs[T]{Scores: p.Scores, I: p.I, J: p.J, Grad: grad})
	if !ok {
		return 0, Stats{}, indexError(p)
	}
	var s Stats
	if counted {
		s.set(pairs, t.Counts)
	}
	return c.reduce(t.Sum, divisor), s, nil
}

// indexedFault returns the error of the first thing that is wrong with a call, but for indices.
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
