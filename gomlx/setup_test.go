package gomlx_test

import (
	"math"
	"testing"
	"unsafe"

	"github.com/gomlx/compute"
	"github.com/gomlx/compute/dtypes"
	"github.com/gomlx/compute/gobackend"
	"github.com/gomlx/compute/shapes"
	"github.com/gomlx/gomlx/core/tensors"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/gomlx"
	"github.com/marginrank/marginrank/loss"
)

// backend is the pure-Go one, for all tests.
func backend() compute.Backend { return gobackend.GetBackend() }

// tensorOf returns a tensor with these elements.
func tensorOf[T loss.Float](t testing.TB, elements []T, dimensions ...int) *tensors.Tensor {
	t.Helper()
	shape := shapes.Make(dtypeOf[T](), dimensions...)
	bytes := unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(elements))), len(elements)*int(unsafe.Sizeof(*new(T))))
	tensor, err := tensors.FromRaw(nil, 0, shape, bytes)
	require.NoError(t, err)
	return tensor
}

// dtypeOf is the dtype of tensors of T.
func dtypeOf[T loss.Float]() dtypes.DType {
	switch any(*new(T)).(type) {
	case loss.Float16:
		return dtypes.Float16
	case loss.BFloat16:
		return dtypes.BFloat16
	case float64:
		return dtypes.Float64
	}
	return dtypes.Float32
}

// elementsOf returns a copy of the elements of a tensor.
func elementsOf[T loss.Float](t testing.TB, tensor *tensors.Tensor) (elements []T) {
	t.Helper()
	require.NoError(t, gomlx.View(tensor, func(from []T) { elements = append(elements, from...) }))
	return elements
}

// wide returns the values of elements.
func wide[T loss.Float](t testing.TB, elements []T) []float64 {
	t.Helper()
	if same, ok := any(elements).([]float64); ok {
		return same
	}
	single := make([]float32, len(elements))
	require.NoError(t, loss.ToFloat32(single, elements))
	double := make([]float64, len(elements))
	for i, v := range single {
		double[i] = float64(v)
	}
	return double
}

// narrow rounds values to elements.
func narrow[T loss.Float](t testing.TB, values ...float64) []T {
	t.Helper()
	elements := make([]T, len(values))
	if same, ok := any(elements).([]float64); ok {
		copy(same, values)
		return elements
	}
	single := make([]float32, len(values))
	for i, v := range values {
		single[i] = float32(v)
	}
	require.NoError(t, loss.FromFloat32(elements, single))
	return elements
}

// sameBits wants the same values, of any zero and any NaN.
func sameBits[T loss.Float](t testing.TB, want, got []T, what string, describe func(i int) string) {
	t.Helper()
	a, b := wide(t, want), wide(t, got)
	require.Equal(t, len(a), len(b), what)
	for i := range a {
		if a[i] != b[i] && !(math.IsNaN(a[i]) && math.IsNaN(b[i])) {
			assert.Failf(t, what, "element %d is %v, not %v: %s", i, b[i], a[i], describe(i))
			return
		}
	}
}
