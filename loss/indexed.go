package loss

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
}

// ForwardIndexed returns the mean or the sum of the losses of p: to the bit what Forward
// returns for Pairs with X1[k] = Scores[I[k]] and X2[k] = Scores[J[k]].
//
// The errors are ErrReduction for a reduction other than Mean and Sum, ErrLength,
// ErrLabels, and ErrIndex.
func (c MarginRanking[T]) ForwardIndexed(p IndexedPairs[T]) (float64, error) {
	if err := c.checkIndexed("ForwardIndexed", nil, &p); err != nil {
		return 0, err
	}
	sum, ok := forwardIndexed(&p, marginOf[T](c.Margin))
	if !ok {
		return 0, indexError(&p)
	}
	return c.reduce(sum, float64(len(p.I))), nil
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
// pairs.
//
// grad may be exactly Scores or Y, not a part of them, and may share nothing with I, J
// and Signs. The errors are those of ForwardIndexed, and ErrOverlap.
func (c MarginRanking[T]) ForwardBackwardIndexed(grad []T, p IndexedPairs[T], upstream float64) (float64, error) {
	if grad == nil {
		grad = []T{}
	}
	if err := c.checkIndexed("ForwardBackwardIndexed", grad, &p); err != nil {
		return 0, err
	}
	sum, ok := backwardIndexed(grad, &p, marginOf[T](c.Margin), c.scale(upstream, float64(len(p.I))))
	if !ok {
		return 0, indexError(&p)
	}
	return c.reduce(sum, float64(len(p.I))), nil
}
