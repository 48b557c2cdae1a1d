package plain

import "github.com/marginrank/marginrank/bench/internal/workload"

// Weighted returns the mean loss of pairs with weights, and stores the gradients of both scores. It adds up the
// weights first, since each gradient is divided by their sum.
func Weighted(b *workload.Batch[float32]) float32 {
	p, gx1, gx2 := b.Pairs, b.Grads.X1, b.Grads.X2
	var weights, sum float32
	for _, w := range p.Weights {
		weights += w
	}
	scale := 1 / weights
	for i, w := range p.Weights {
		gx1[i], gx2[i] = 0, 0
		if u := workload.Margin - p.Y[i]*(p.X1[i]-p.X2[i]); u >= 0 {
			sum += w * u
			g := p.Y[i] * w * scale
			gx1[i], gx2[i] = -g, g
		}
	}
	return sum * scale
}
