package plain

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/bench/internal/workload"
	"github.com/marginrank/marginrank/loss"
)

// Every form computes what the library computes.
func TestForms(t *testing.T) {
	c := loss.MarginRanking[float32]{Margin: workload.Margin}
	for _, form := range Forms {
		for _, n := range []int{1, 100, 1 << 10} {
			w := workload.Workload{Pass: form.Pass, Reduction: loss.Mean, DType: workload.Float32, Labels: workload.Given, N: n, Workers: 1}
			library, plain := workload.NewBatch(w, workload.ToFloat32), workload.NewBatch(w, workload.ToFloat32)
			want, err := c.ForwardBackward(library.Grads, library.Pairs, 1)
			require.NoError(t, err, w)
			// The plain sum is a float32, with at most one rounding error per pair.
			assert.InDelta(t, want, form.Mean(plain), want*float64(n)*0x1p-23, w)
			assert.Equal(t, library.Grads, plain.Grads, w)
		}
	}
}

// With weights, too, the plain loops compute what the library computes, except for the rounding of the sum of
// weights.
func TestWeighted(t *testing.T) {
	c := loss.MarginRanking[float32]{Margin: workload.Margin}
	for _, n := range []int{1, 100, 1 << 10} {
		w := workload.Workload{Pass: workload.ForwardBackward, DType: workload.Float32, Labels: workload.Given, N: n, Workers: 1, Weights: true}
		library, plain := workload.NewBatch(w, workload.ToFloat32), workload.NewBatch(w, workload.ToFloat32)
		want, err := c.ForwardBackward(library.Grads, library.Pairs, 1)
		require.NoError(t, err, w)
		assert.InDelta(t, want, Weighted(plain), want*float64(n)*0x1p-22, w)
		assert.InDeltaSlice(t, library.Grads.X1, plain.Grads.X1, 0x1p-22, w)
		assert.InDeltaSlice(t, library.Grads.X2, plain.Grads.X2, 0x1p-22, w)
	}
}
