package plain

import (
	"math"
	"slices"

	"github.com/marginrank/marginrank/loss"
)

// Lists returns the sum of the losses of all pairs of lists, and stores its gradients in grad, as one would write
// it by hand.
func Lists(grad []float32, l loss.Lists[float32], margin float32) (sum float32) {
	clear(grad)
	for k := 1; k < len(l.Offsets); k++ {
		for i := l.Offsets[k-1]; i < l.Offsets[k]; i++ {
			for j := l.Offsets[k-1]; j < l.Offsets[k]; j++ {
				if l.Relevance[i] <= l.Relevance[j] {
					continue
				}
				if u := margin - (l.Scores[i] - l.Scores[j]); u >= 0 {
					sum += u
					grad[i]--
					grad[j]++
				}
			}
		}
	}
	return sum
}

// LambdaLists is Lists with lambda weights over all ranks. rank has the rank of each item, from 1 on.
func LambdaLists(grad []float32, l loss.Lists[float32], rank []int, margin float32) (sum float64) {
	clear(grad)
	gain, discount := make([]float64, len(rank)), make([]float64, len(rank))
	for k := 1; k < len(l.Offsets); k++ {
		lo, hi := l.Offsets[k-1], l.Offsets[k]
		ideal := 0.0
		for i := lo; i < hi; i++ {
			gain[i], discount[i] = math.Exp2(float64(l.Relevance[i]))-1, 1/math.Log2(float64(1+rank[i]))
		}
		best := append([]float32(nil), l.Relevance[lo:hi]...)
		slices.Sort(best)
		for k, r := range best {
			ideal += (math.Exp2(float64(r)) - 1) / math.Log2(float64(1+len(best)-k))
		}
		for i := lo; i < hi; i++ {
			for j := lo; j < hi; j++ {
				if l.Relevance[i] <= l.Relevance[j] {
					continue
				}
				if u := margin - (l.Scores[i] - l.Scores[j]); u >= 0 {
					w := math.Abs((gain[i]-gain[j])*(discount[i]-discount[j])) / ideal
					sum += w * float64(u)
					grad[i] -= float32(w)
					grad[j] += float32(w)
				}
			}
		}
	}
	return sum
}
