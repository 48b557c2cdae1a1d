package gomlx_test

import (
	"errors"
	"testing"
	"unsafe"

	"github.com/gomlx/compute/dtypes/bfloat16"
	"github.com/gomlx/compute/dtypes/float16"
	"github.com/gomlx/compute/dtypes/gotype"
	"github.com/gomlx/gomlx/core/tensors"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/gomlx"
	"github.com/marginrank/marginrank/loss"
)

type score float32

// A view is the tensor's own memory: in Go, and on a backend that shares memory with Go.
func TestViewIsNoCopy(t *testing.T) {
	t.Run("float32", func(t *testing.T) { testView[float32, float32](t, []float32{1, -0.5, 3e38}) })
	t.Run("float64", func(t *testing.T) { testView[float64, float64](t, []float64{1, -0.5, 1e300}) })
	t.Run("a named type", func(t *testing.T) { testView[score, float32](t, []float32{1, -0.5, 3e38}) })
	t.Run("float16", func(t *testing.T) {
		testView[loss.Float16, float16.Float16](t, float16.FromFloat32s(1, -0.5, 65504))
	})
	t.Run("bfloat16", func(t *testing.T) {
		testView[loss.BFloat16, bfloat16.BFloat16](t, bfloat16.FromFloat32s(1, -0.5, 3e38))
	})
}

func testView[T loss.Float, Theirs gotype.Supported](t *testing.T, elements []Theirs) {
	tensor := tensors.FromFlatDataAndDimensions(elements, 3)
	for _, where := range []string{"in Go", "on the backend"} {
		var want []float64
		var at unsafe.Pointer
		tensors.MustConstFlatData(tensor, func(flat []Theirs) {
			at = unsafe.Pointer(unsafe.SliceData(flat))
			for _, v := range flat {
				want = append(want, double(v))
			}
		})
		require.NoError(t, gomlx.View(tensor, func(ours []T) {
			assert.Equal(t, at, unsafe.Pointer(unsafe.SliceData(ours)), where)
			assert.Equal(t, want, wide(t, append([]T(nil), ours...)), where)
		}))
		allocated := testing.AllocsPerRun(100, func() {
			_ = gomlx.View(tensor, func([]T) {})
		})
		assert.LessOrEqual(t, allocated, 2.0, "a view of any size takes the same memory")
		require.NoError(t, tensor.ToDevice(backend(), 0))
	}
	require.True(t, tensor.IsShared())
}

// double is the value of an element of a tensor.
func double[E gotype.Supported](v E) float64 {
	switch v := any(v).(type) {
	case float16.Float16:
		return v.Float64()
	case bfloat16.BFloat16:
		return v.Float64()
	case float32:
		return float64(v)
	}
	return any(v).(float64)
}

func TestViewErrors(t *testing.T) {
	tensor := tensors.FromScalar(float16.FromFloat32(1))
	err := gomlx.View(tensor, func([]loss.BFloat16) { t.Error("access was called") })
	assert.True(t, errors.Is(err, gomlx.ErrDType), "%v", err)
	assert.ErrorContains(t, err, "Float16, not BFloat16")
	err = gomlx.View(tensor, func([]float32) { t.Error("access was called") })
	assert.True(t, errors.Is(err, gomlx.ErrDType), "%v", err)
	require.NoError(t, tensor.FinalizeAll())
	assert.Error(t, gomlx.View(tensor, func([]loss.Float16) { t.Error("access was called") }))

	var got []float32
	require.NoError(t, gomlx.View(tensors.FromFlatDataAndDimensions([]float32{}, 0, 3), func(e []float32) { got = e }))
	assert.Empty(t, got)
}
