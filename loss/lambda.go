package loss

import (
	"math"

	"github.com/marginrank/marginrank/internal/order"
)

// Lambda weighs each pair of a list by how much swapping its two items, a and b, would change the NDCG of the
// list:
//
//	|gain(a) - gain(b)| · |discount(rank of a) - discount(rank of b)| / ideal DCG
//
// The item with the highest score has rank 1. Items with equal scores rank in the order of their positions,
// and NaN scores rank behind all others. Items that the mask leaves out have no rank. The discount of rank k
// is 1/log2(1 + k). The ideal DCG is the largest sum of gain times discount over all orders of the list's
// items. If the ideal DCG is 0, all pairs have weight 0.
//
// These are the weights of LambdaRank: Burges, "From RankNet to LambdaRank to LambdaMART: An Overview",
// Microsoft Research MSR-TR-2010-82.
type Lambda struct {
	// TopK is the last rank with a discount above 0. A pair of which both items rank behind it has weight 0.
	// If TopK is 0, all ranks have a discount. A negative TopK is ErrLambda.
	TopK int
	// Gain returns the gain of an item with this relevance. If it is nil, the gain is 2^relevance - 1. Gain
	// is called once for each item that the mask keeps, on the caller's goroutine, and must return equal
	// gains for equal relevance. A gain that is negative or not finite is ErrLambda.
	Gain func(relevance float32) float64
}

// firstNegative is the index of the first weight that is negative or not finite, among those that the mask
// keeps, or -1.
func firstNegative(weights []float32, mask order.Mask) int {
	for i, w := range weights {
		if !(w >= 0 && w <= math.MaxFloat32) && mask.Keeps(i) {
			return i
		}
	}
	return -1
}
