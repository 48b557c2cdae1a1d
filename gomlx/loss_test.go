package gomlx_test

import (
	"errors"
	"testing"

	"github.com/gomlx/gomlx/core/graph"
	"github.com/gomlx/gomlx/core/tensors"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/gomlx"
	"github.com/marginrank/marginrank/loss"
)

// differentiated returns the loss of these labels, and the gradient of it times 3.
func differentiated(labels ...*tensors.Tensor) (value, grad *tensors.Tensor, err error) {
	args := make([]any, len(labels))
	for i, label := range labels {
		args[i] = label
	}
	outputs, err := graph.MustNewExec(backend(), func(nodes []*graph.Node) []*graph.Node {
		value := gomlx.Loss(nodes[1:], nodes[:1])
		return []*graph.Node{value, graph.Gradient(graph.MulScalar(value, 3), nodes[0])[0]}
	}).Call(args...)
	if err != nil {
		return nil, nil, err
	}
	return outputs[0], outputs[1], nil
}

// The value and the gradient arrive as they are, the gradient times what comes from above.
func TestLossHandsBothOn(t *testing.T) {
	t.Run("float32", testLoss[float32])
	t.Run("float64", testLoss[float64])
	t.Run("float16", testLoss[loss.Float16])
	t.Run("bfloat16", testLoss[loss.BFloat16])
}

func testLoss[T loss.Float](t *testing.T) {
	value := tensors.FromScalar(float32(0.1))
	if dtypeOf[T]() == dtypeOf[float64]() {
		value = tensors.FromScalar(0.1)
	}
	scores := tensorOf(t, narrow[T](t, 1, 6e4, -1e-42, -0.25, inf, -inf), 2, 3)
	gotValue, grad, err := differentiated(scores, tensors.FromScalar(int32(7)), value,
		tensorOf(t, narrow[T](t, 0.125, -2, 0, 3, 0, 0), 2, 3))
	require.NoError(t, err)
	assert.Equal(t, value.Value(), gotValue.Value())
	assert.Equal(t, []float64{0.375, -6, 0, 9, 0, 0}, wide(t, elementsOf[T](t, grad)))
}

func TestLossErrors(t *testing.T) {
	f32 := tensors.FromScalarAndDimensions[float32]
	for name, test := range map[string]struct {
		labels []*tensors.Tensor // behind scores of shape [2, 3]
		want   error
		text   string
	}{
		"none":             {nil, gomlx.ErrColumns, "0 labels"},
		"a plain dataset":  {[]*tensors.Tensor{f32(1, 2, 3)}, gomlx.ErrColumns, "1 labels"},
		"no value":         {[]*tensors.Tensor{f32(1, 2, 3), f32(1, 2, 3)}, gomlx.ErrShape, "(Float32)[2, 3]"},
		"another shape":    {[]*tensors.Tensor{f32(1), f32(1, 3, 2)}, gomlx.ErrShape, "(Float32)[3, 2]"},
		"another dtype":    {[]*tensors.Tensor{f32(1), tensors.FromScalarAndDimensions(1.0, 2, 3)}, gomlx.ErrShape, "(Float64)[2, 3]"},
		"a value of int32": {[]*tensors.Tensor{tensors.FromScalar(int32(1)), f32(1, 2, 3)}, gomlx.ErrShape, "(Int32)"},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := differentiated(append([]*tensors.Tensor{f32(1, 2, 3)}, test.labels...)...)
			assert.True(t, errors.Is(err, test.want), "%v", err)
			assert.ErrorContains(t, err, test.text)
		})
	}
}
