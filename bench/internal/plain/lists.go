package plain

import "github.com/marginrank/marginrank/loss"

// Lists is the sum over all pairs of lists, and its gradients, as one would write it by hand.
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
