package loss

import "github.com/marginrank/marginrank/generated"

// Lists holds the items of one or more lists, such as the results of queries, back to
// back. Every two items of a list whose relevance differs make a pair, of which the item
// with the higher relevance should have the higher score.
//
// Item i has Scores[i] and Relevance[i]. All arrays but Offsets have one length.
type Lists[T Float] struct {
	Scores []T
	// Relevance is any number: a grade, a count of clicks. Higher ranks first, equal makes
	// no pair. NaN is an error.
	Relevance []float32
	// Offsets says where lists begin and end: list k is items Offsets[k] to Offsets[k+1],
	// without the latter. The first offset is 0, none is less than the one before, and the
	// last one is the number of items. Nil: all items are one list.
	Offsets []int
	// Mask is false for items to leave out, such as padding: they are in no pair, and
	// nothing else about them matters. Nil keeps all.
	Mask []bool
}

// ListStats counts the pairs of all lists.
type ListStats struct {
	Pairs  int64 // all of them
	Active int64 // those inside the margin, through which a gradient passes
}

// ForwardLists returns the mean or the sum of the losses of all pairs of all lists, and
// how many pairs there are. It takes time in proportion to n·log(n) for a list of n items.
//
// The sum is that over the active pairs of margin - (higher - lower), exactly, and then
// rounded once: it is not rounded to T. A pair is active if fl(higher - lower) <= margin,
// as in Forward; rounded differences may leave the sum a little below 0, which becomes 0.
// The loss is NaN if a score of a pair is, or if both are the
// same infinity; else Inf if an active pair's difference is infinite. Without any pair it
// is 0, and so is their mean.
//
// The errors are ErrReduction for a reduction other than Mean and Sum, ErrLength,
// ErrOffsets and ErrRelevance.
func (c MarginRanking[T]) ForwardLists(l Lists[T]) (float64, ListStats, error) {
	return c.lists(nil, &l, 0, false)
}

// ForwardBackwardLists returns what ForwardLists does, and stores in grad the gradient with
// respect to each score, times upstream: the gradient that arrives from what uses the
// loss, 1 if nothing does.
//
// It is upstream·(a - b) for an item that is the lower one of a active pairs and the higher
// one of b; for Mean that is divided by the number of all pairs. It is computed in float64,
// and rounded to T. Upstream is rounded to float32 first, unless T is a float64. An infinite
// upstream gives NaN to items of which neither a nor b is 0. Items of no active pair, and
// those left out, get 0.
//
// Grad has the length of Scores, and may be exactly that array. The errors are those of
// ForwardLists and ErrOverlap.
func (c MarginRanking[T]) ForwardBackwardLists(grad []T, l Lists[T], upstream float64) (float64, ListStats, error) {
	return c.lists(grad, &l, upstream, true)
}

func (c *MarginRanking[T]) lists(grad []T, l *Lists[T], upstream float64, backward bool) (float64, ListStats, error) {
	if err := c.checkLists(grad, l, backward); err != nil {
		return 0, ListStats{}, err
	}
	a := listCall[T]{
		scores: l.Scores, relevance: l.Relevance, offsets: l.Offsets, mask: l.Mask, grad: grad,
		margin: toCompute[T](marginOf[T](c.Margin)) + 0, upstream: toCompute[T](upstream),
	}
	whole := [...]int{0, len(l.Scores)}
	if a.offsets == nil {
		a.offsets = whole[:]
	}
	workers := listWorkers(c.Workers, &a)
	var value float64
	var stats ListStats
	if generated.DTypeOf[T]() == generated.F64 {
		value, stats = runLists[T, float64](&a, c.Reduction, workers)
	} else {
		value, stats = runLists[T, float32](&a, c.Reduction, workers)
	}
	return value, stats, nil
}
