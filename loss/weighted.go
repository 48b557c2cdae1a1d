package loss

import "github.com/marginrank/marginrank/generated"

// runWeighted is runSpan for pairs with weights or margins of their own, and for
// those that are counted.
func runWeighted[T Float](op operation, b *batch[T], lo, hi int) total {
	const one = 1 // the weight of all pairs, if they have none
	n, signs := hi-lo, from(b.signs, lo)
	x1, x2, y, upstream := from(b.x1, lo), from(b.x2, lo), from(b.y, lo), from(b.upstream, lo)
	weights, margins := from(b.weights, lo), from(b.margins, lo)
	out, gx1, gx2, gy := from(b.out, lo), from(b.gx1, lo), from(b.gx2, lo), from(b.gy, lo)
	var sum total
	var counts uint32
	switch op {
	case forward:
		sum.sum, sum.left, counts = generated.HingeSumWeighted(x1, x2, y, signs, weights, margins, n, b.margin, one)
	case forwardBackward:
		sum.sum, sum.left, counts = generated.HingeSumGradWeighted(gx1, gx2, gy, x1, x2, y, signs, weights, margins, n, b.margin, b.scale, one)
	case forwardNone:
		generated.HingeEachWeighted(out, x1, x2, y, signs, weights, margins, n, b.margin, one)
	case backward:
		generated.HingeGradWeighted(gx1, gx2, gy, x1, x2, y, signs, weights, margins, n, b.margin, b.scale, one)
	case backwardNone:
		generated.HingeGradEachWeighted(gx1, gx2, gy, x1, x2, y, signs, upstream, weights, margins, n, b.margin, one)
	case forwardBackwardNone:
		generated.HingeEachGradWeighted(out, gx1, gx2, gy, x1, x2, y, signs, upstream, weights, margins, n, b.margin, one)
	}
	sum.stats.Active, sum.stats.Wrong = generated.SplitCounts(counts)
	return sum
}

// sumOfWeights adds weights up in the order of a sum of losses: as those of pairs with
// equal scores and margin 1. It is NaN if a weight is not finite.
func sumOfWeights[T Float](weights []T, asked int) float64 {
	b := batch[T]{x1: weights, x2: weights, weights: weights, margin: 1, weighted: true}
	return run(forward, &b, asked).value()
}
