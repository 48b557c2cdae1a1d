package plain

import "github.com/marginrank/marginrank/bench/internal/workload"

// forward returns the mean loss.
func forward(x1, x2, y []float32, margin float32) float32 {
	var sum float32
	for i := range x1 {
		if u := margin - y[i]*(x1[i]-x2[i]); u > 0 {
			sum += u
		}
	}
	return sum / float32(len(x1))
}

// forwardMax is another way to write forward. It has no branch to mispredict, but a longer chain of dependencies
// from one sum to the next.
func forwardMax(x1, x2, y []float32, margin float32) float32 {
	var sum float32
	for i := range x1 {
		sum += max(0, margin-y[i]*(x1[i]-x2[i]))
	}
	return sum / float32(len(x1))
}

// forwardBackward returns the mean loss and stores the gradients of both scores.
func forwardBackward(gx1, gx2, x1, x2, y []float32, margin float32) float32 {
	var sum float32
	scale := 1 / float32(len(x1))
	for i := range x1 {
		gx1[i], gx2[i] = 0, 0
		if u := margin - y[i]*(x1[i]-x2[i]); u >= 0 {
			sum += u
			gx1[i], gx2[i] = -y[i]*scale, y[i]*scale
		}
	}
	return sum / float32(len(x1))
}

// A Form is a way to write a pass by hand.
type Form struct {
	Pass, Name string
	Mean       func(b *workload.Batch[float32]) float32 // labels must be given
}

// Forms lists all forms.
var Forms = []Form{
	{workload.Forward, "if", func(b *workload.Batch[float32]) float32 {
		return forward(b.Pairs.X1, b.Pairs.X2, b.Pairs.Y, workload.Margin)
	}},
	{workload.Forward, "max", func(b *workload.Batch[float32]) float32 {
		return forwardMax(b.Pairs.X1, b.Pairs.X2, b.Pairs.Y, workload.Margin)
	}},
	{workload.ForwardBackward, "if", func(b *workload.Batch[float32]) float32 {
		return forwardBackward(b.Grads.X1, b.Grads.X2, b.Pairs.X1, b.Pairs.X2, b.Pairs.Y, workload.Margin)
	}},
}
