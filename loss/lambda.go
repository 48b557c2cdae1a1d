package loss

import (
	"math"

	"github.com/marginrank/marginrank/internal/order"
)

// Lambda weighs the pairs of a list by what swapping the two items would change the NDCG of the list, all else being the
// same:
//
//	|gain(a) - gain(b)| · |discount(rank of a) - discount(rank of b)| / ideal DCG
//
// The item of the highest score has rank 1. Equal scores rank in the order of their positions, and scores that are NaN behind all
// others. Items that the mask leaves out have no rank. The discount of rank k is 1/log2(1 + k). The ideal DCG is the largest sum of
// gain times discount that an order of the list's items could have; if it is 0, all pairs weigh 0.
type Lambda struct {
	// TopK is the last rank with a discount: behind it discounts are 0, and so are the weights of pairs whose items are
	// both there. 0: all ranks have one. A negative TopK is ErrLambda.
	TopK int
	// Gain returns the gain of an item of this relevance; nil: 2^relevance - 1. It is called once for each item that the mask keeps, on
	// the caller's goroutine, and must return the same for the same relevance. A gain that is negative or not finite is ErrLambda.
	Gain func(relevance float32) float64
}

// firstNegative is the index of the first weight that is negative or not finite, and not masked, or -1.
func firstNegative(weights []float32, mask order.Mask) int {
	for i, w := range weights {
		if !(w >= 0 && w <= math.MaxFloat32) && mask.Keeps(i) {
			return i
		}
	}
	return -1
}
