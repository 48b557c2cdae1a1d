package workload

import (
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"

	"github.com/marginrank/marginrank/loss"
)

// Bytes counts the bytes from which MB/s is computed.
func TestBytes(t *testing.T) {
	for _, c := range []struct {
		pass      string
		reduction loss.Reduction
		dtype     string
		labels    string
		want      int // bytes per pair
	}{
		{Forward, loss.Sum, Float32, Given, 12}, // x1, x2, y
		{Forward, loss.Sum, Float32, Signs, 9},
		{Forward, loss.Sum, Float32, Absent, 8},
		{Forward, loss.Sum, Float64, Given, 24},
		{Forward, loss.Sum, Float16, Given, 6},
		{Forward, loss.Sum, BFloat16, Signs, 5},
		{Forward, loss.None, Float32, Given, 16},  // x1, x2, y, loss
		{Backward, loss.Sum, Float32, Given, 20},  // x1, x2, y, gx1, gx2
		{Backward, loss.None, Float32, Given, 24}, // these and the upstream gradient
		{Backward, loss.None, Float16, Absent, 10},
		{ForwardBackward, loss.Mean, Float32, Given, 20},
		{ForwardBackward, loss.Sum, Float32, Given, 20},
		{ForwardBackward, loss.Sum, Float32, Signs, 17},
		{ForwardBackward, loss.Sum, BFloat16, Absent, 8},
		{ForwardBackward, loss.None, Float32, Given, 28}, // these, the loss and the upstream gradient
		{ForwardBackward, loss.None, Float64, Absent, 48},
	} {
		for _, n := range []int{1, 1 << 10} {
			w := Workload{Pass: c.pass, Reduction: c.reduction, DType: c.dtype, Labels: c.labels, N: n, Workers: 1}
			assert.Equal(t, c.want, w.PairBytes(), w)
			assert.Equal(t, c.want*n, w.Prepare().Bytes, w)
			weighted := w
			weighted.Weights, weighted.Margins = true, true
			assert.Equal(t, c.want+2*w.ElementBytes(), weighted.PairBytes(), w)
			assert.Equal(t, weighted.PairBytes()*n, weighted.Prepare().Bytes, w)
			if c.pass != Forward {
				w.OneGrad = true
				assert.Equal(t, c.want-w.ElementBytes(), w.PairBytes(), w)
				assert.Equal(t, (c.want-w.ElementBytes())*n, w.Prepare().Bytes, w)
			}
		}
	}
}

// Arrays begin at the beginning of a cache line.
func TestAligned(t *testing.T) {
	for _, w := range List(false) {
		w.N = 100
		s := w.Prepare().Streams
		for _, a := range append(append(s.In, s.Out...), s.Signs) {
			assert.Zero(t, uintptr(unsafe.Pointer(unsafe.SliceData(a)))%cacheLine, w)
		}
		assert.Len(t, s.In, w.Inputs())
		assert.Len(t, s.Out, w.Outputs())
	}
}
