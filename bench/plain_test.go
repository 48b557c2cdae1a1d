package bench

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/loss"
)

// plainForward is the mean loss as one would write it by hand.
func plainForward(x1, x2, y []float32, margin float32) float32 {
	var sum float32
	for i := range x1 {
		if u := margin - y[i]*(x1[i]-x2[i]); u > 0 {
			sum += u
		}
	}
	return sum / float32(len(x1))
}

// plainForwardMax is the other way to write it. It has no branch to mispredict,
// but a longer chain from one sum to the next.
func plainForwardMax(x1, x2, y []float32, margin float32) float32 {
	var sum float32
	for i := range x1 {
		sum += max(0, margin-y[i]*(x1[i]-x2[i]))
	}
	return sum / float32(len(x1))
}

// plainForwardBackward is plainForward with the gradients of both scores.
func plainForwardBackward(gx1, gx2, x1, x2, y []float32, margin float32) float32 {
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

// A plainForm is a way to write a pass by hand.
type plainForm struct {
	pass, name string
	mean       func(b *batch[float32]) float32
}

var plainForms = []plainForm{
	{forward, "if", func(b *batch[float32]) float32 {
		return plainForward(b.pairs.X1, b.pairs.X2, b.pairs.Y, margin)
	}},
	{forward, "max", func(b *batch[float32]) float32 {
		return plainForwardMax(b.pairs.X1, b.pairs.X2, b.pairs.Y, margin)
	}},
	{forwardBackward, "if", func(b *batch[float32]) float32 {
		return plainForwardBackward(b.grads.X1, b.grads.X2, b.pairs.X1, b.pairs.X2, b.pairs.Y, margin)
	}},
}

// BenchmarkPlain is the peer of MarginRanking on float32 pairs.
func BenchmarkPlain(b *testing.B) {
	for _, form := range plainForms {
		for _, n := range sizes {
			w := workload{form.pass, loss.Mean, "float32", given, n, 1}
			b.Run(w.String()+"/form="+form.name, func(b *testing.B) {
				batch := newBatch(w, toFloat32)
				measure(b, n, batch.bytes(), func() error { form.mean(batch); return nil })
			})
		}
	}
}

// TestPlain: the peer computes what the library computes.
func TestPlain(t *testing.T) {
	c := loss.MarginRanking[float32]{Margin: margin}
	for _, form := range plainForms {
		for _, n := range []int{1, 100, 1 << 10} {
			w := workload{form.pass, loss.Mean, "float32", given, n, 1}
			library, plain := newBatch(w, toFloat32), newBatch(w, toFloat32)
			want, err := c.ForwardBackward(library.grads, library.pairs, 1)
			require.NoError(t, err, w)
			// The plain sum is a float32: a rounding error a pair at worst.
			assert.InDelta(t, want, form.mean(plain), want*float64(n)*0x1p-23, w)
			assert.Equal(t, library.grads, plain.grads, w)
		}
	}
}
