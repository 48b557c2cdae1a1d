package plain

import (
	"github.com/x448/float16"

	"github.com/marginrank/marginrank/bench/internal/workload"
	"github.com/marginrank/marginrank/loss"
)

// Indexed returns a call that does what one would do with pairs by index and a loss for pairs of scores: plain
// loops gather scores before Forward or ForwardBackward, and scatter gradients after it. The arrays in between
// are allocated beforehand. 16-bit gradients are added up in float32, as in the library.
func Indexed(w workload.Indexed) func() error {
	switch w.DType {
	case workload.Float32:
		return indexed(w, workload.NewIndexedBatch(w, workload.ToFloat32), scatter[float32])
	case workload.Float64:
		return indexed(w, workload.NewIndexedBatch(w, workload.ToFloat64), scatter[float64])
	case workload.Float16:
		return indexed(w, workload.NewIndexedBatch(w, workload.ToFloat16), scatterWide(w.Items, float16.Fromfloat32))
	case workload.BFloat16:
		return indexed(w, workload.NewIndexedBatch(w, workload.ToBFloat16), scatterWide(w.Items, loss.BFloat16FromFloat32))
	}
	panic("plain: no dtype " + w.DType)
}

func indexed[T loss.Float](w workload.Indexed, b *workload.IndexedBatch[T], scatter func(grad []T, is, js []int32, gx1, gx2 []T)) func() error {
	c := loss.MarginRanking[T]{Margin: workload.Margin, Reduction: loss.Sum, Workers: w.Workers}
	p, grad := b.Pairs, b.Grad
	x1, x2 := make([]T, w.N), make([]T, w.N)
	pairs := loss.Pairs[T]{X1: x1, X2: x2, Y: p.Y, Signs: p.Signs}
	if w.Pass == workload.Forward {
		return func() error {
			gather(x1, p.Scores, p.I)
			gather(x2, p.Scores, p.J)
			_, err := c.Forward(pairs)
			return err
		}
	}
	gx1, gx2 := make([]T, w.N), make([]T, w.N)
	return func() error {
		gather(x1, p.Scores, p.I)
		gather(x2, p.Scores, p.J)
		_, err := c.ForwardBackward(loss.Grads[T]{X1: gx1, X2: gx2}, pairs, 1)
		scatter(grad, p.I, p.J, gx1, gx2)
		return err
	}
}

func gather[T any](x, scores []T, indices []int32) {
	for k, i := range indices {
		x[k] = scores[i]
	}
}

// scatter sets grad to the gradients of the items: for each item the sum over its pairs.
func scatter[T float32 | float64](grad []T, is, js []int32, gx1, gx2 []T) {
	clear(grad)
	for k, i := range is {
		grad[i] += gx1[k]
		grad[js[k]] += gx2[k]
	}
}

// scatterWide returns a scatter for 16-bit gradients, which adds them up in float32.
func scatterWide[T interface{ Float32() float32 }](items int, round func(float32) T) func(grad []T, is, js []int32, gx1, gx2 []T) {
	sums := make([]float32, items)
	return func(grad []T, is, js []int32, gx1, gx2 []T) {
		clear(sums)
		for k, i := range is {
			sums[i] += gx1[k].Float32()
			sums[js[k]] += gx2[k].Float32()
		}
		for i, v := range sums {
			grad[i] = round(v)
		}
	}
}
