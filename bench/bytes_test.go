package bench

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/marginrank/marginrank/loss"
)

// TestBytes: the bytes that MB/s is made of.
func TestBytes(t *testing.T) {
	for _, c := range []struct {
		pass      string
		reduction loss.Reduction
		dtype     string
		labels    string
		want      int // bytes a pair
	}{
		{forward, loss.Sum, "float32", given, 12}, // x1, x2, y
		{forward, loss.Sum, "float32", signs, 9},
		{forward, loss.Sum, "float32", absent, 8},
		{forward, loss.Sum, "float64", given, 24},
		{forward, loss.Sum, "float16", given, 6},
		{forward, loss.Sum, "bfloat16", signs, 5},
		{forward, loss.None, "float32", given, 16},  // and the loss
		{backward, loss.Sum, "float32", given, 20},  // x1, x2, y, gx1, gx2
		{backward, loss.None, "float32", given, 24}, // and the upstream gradient
		{backward, loss.None, "float16", absent, 10},
		{forwardBackward, loss.Mean, "float32", given, 20},
		{forwardBackward, loss.Sum, "float32", given, 20},
		{forwardBackward, loss.Sum, "float32", signs, 17},
		{forwardBackward, loss.Sum, "bfloat16", absent, 8},
		{forwardBackward, loss.None, "float32", given, 28}, // and both
		{forwardBackward, loss.None, "float64", absent, 48},
	} {
		for _, n := range []int{1, 1 << 10} {
			w := workload{c.pass, c.reduction, c.dtype, c.labels, n, 1}
			_, bytes := w.prepare()
			assert.Equal(t, c.want*n, bytes, w)
		}
	}
}
