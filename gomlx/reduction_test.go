package gomlx_test

import (
	"errors"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/gomlx/compute/dtypes"
	"github.com/gomlx/gomlx/core/graph"
	"github.com/gomlx/gomlx/core/tensors"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/gomlx"
	"github.com/marginrank/marginrank/loss"
)

// randomPairs is pairs without special values, and weights.
func randomPairs[T loss.Float](t testing.TB, n int) (p loss.Pairs[T], weights []T) {
	rng := rand.New(rand.NewPCG(5, uint64(n)))
	var x1, x2, w []float64
	for range n {
		x1, x2, w = append(x1, rng.NormFloat64()), append(x2, rng.NormFloat64()), append(w, rng.Float64())
	}
	return loss.Pairs[T]{X1: narrow[T](t, x1...), X2: narrow[T](t, x2...)}, narrow[T](t, w...)
}

// reduced returns the loss of the graph of Pairs, and its gradients.
func reduced[T loss.Float](t testing.TB, c loss.MarginRanking[T], p loss.Pairs[T]) (value *tensors.Tensor, x1, x2 []T) {
	args := []any{tensorOf(t, p.X1, len(p.X1)), tensorOf(t, p.X2, len(p.X2))}
	var columns []gomlx.Column
	if p.Weights != nil {
		columns, args = append(columns, gomlx.Weights), append(args, tensorOf(t, p.Weights, len(p.X1)))
	}
	outputs, err := graph.MustNewExec(backend(), func(nodes []*graph.Node) []*graph.Node {
		value := gomlx.Pairs(c, columns...)(nodes[2:], nodes[:2])
		return append([]*graph.Node{value}, graph.Gradient(value, nodes[:2]...)...)
	}).Call(args...)
	require.NoError(t, err)
	return outputs[0], elementsOf[T](t, outputs[1]), elementsOf[T](t, outputs[2])
}

// The gradients of a mean and of a sum are the same bits. The value is a sum in another order: there equality ends.
func TestPairsReduced(t *testing.T) {
	t.Run("float32", func(t *testing.T) { testReduced[float32](t, 1e-5) })
	t.Run("float64", func(t *testing.T) { testReduced[float64](t, 1e-13) })
	t.Run("bfloat16", func(t *testing.T) { testReduced[loss.BFloat16](t, 1e-5) })
}

func testReduced[T loss.Float](t *testing.T, relative float64) {
	differs := false
	for _, n := range []int{1, 3, 7, 49, 1000, 16385} {
		p, _ := randomPairs[T](t, n)
		for k, reduction := range []loss.Reduction{loss.Mean, loss.Sum, loss.Mean, loss.Sum} {
			c := loss.MarginRanking[T]{Margin: 0.5, P: 1 + k/2, Reduction: reduction}
			g := loss.Grads[T]{X1: make([]T, n), X2: make([]T, n)}
			want, err := c.ForwardBackward(g, p, 1)
			require.NoError(t, err)
			value, x1, x2 := reduced(t, c, p)
			sameBits(t, g.X1, x1, "gradient of x1", func(int) string { return reduction.String() })
			sameBits(t, g.X2, x2, "gradient of x2", func(int) string { return reduction.String() })
			got := scalarOf(t, value)
			assert.InDelta(t, want, got, relative*want, "%d pairs", n)
			differs = differs || float32(want) != float32(got)
		}
	}
	if dtypeOf[T]() == dtypes.Float32 {
		assert.True(t, differs, "GoMLX's sums are now ours to the bit: the documentation may say so")
	}
}

// scalarOf returns the value of a scalar.
func scalarOf(t testing.TB, value *tensors.Tensor) float64 {
	require.True(t, value.IsScalar(), value.Shape())
	if value.DType() == dtypes.Float64 {
		return tensors.ToScalar[float64](value)
	}
	return float64(tensors.ToScalar[float32](value))
}

// With weights a mean is divided by a sum, so its gradients are close, too, and not the same bits.
func TestPairsWeightedMean(t *testing.T) {
	p, weights := randomPairs[float32](t, 5000)
	p.Weights = weights
	for _, reduction := range []loss.Reduction{loss.Mean, loss.Sum} {
		c := loss.MarginRanking[float32]{Margin: 0.5, Reduction: reduction}
		g := loss.Grads[float32]{X1: make([]float32, 5000)}
		want, err := c.ForwardBackward(g, p, 1)
		require.NoError(t, err)
		value, x1, _ := reduced(t, c, p)
		assert.InDelta(t, want, scalarOf(t, value), 1e-5*want)
		assert.InDeltaSlice(t, g.X1, x1, 1e-7)
		if reduction == loss.Sum {
			sameBits(t, g.X1, x1, "gradient of x1", func(int) string { return "sum" })
		}
	}
}

// A 16-bit sum beyond 65504 is a Float32.
func TestPairsOfHalvesDoNotOverflow(t *testing.T) {
	const n = 1000
	p := loss.Pairs[loss.Float16]{X1: make([]loss.Float16, n), X2: narrow[loss.Float16](t, make([]float64, n)...)}
	value, _, _ := reduced(t, loss.MarginRanking[loss.Float16]{Margin: 1000, Reduction: loss.Sum}, p)
	assert.Equal(t, 1e6, scalarOf(t, value))
}

// Pairs is made for these fields, and no others: a new one needs an operation of the graph, or a word in its documentation.
func TestPairsKnowsTheCriterion(t *testing.T) {
	var fields []string
	for _, f := range reflect.VisibleFields(reflect.TypeFor[loss.MarginRanking[float32]]()) {
		fields = append(fields, f.Name)
	}
	assert.Equal(t, []string{"Margin", "Reduction", "P", "Boundary", "Workers", "KeepInCache"}, fields)
}

func TestPairsErrors(t *testing.T) {
	type criterion = loss.MarginRanking[float32]
	f32 := func(dimensions ...int) *tensors.Tensor {
		return tensors.FromScalarAndDimensions(float32(1), dimensions...)
	}
	f64 := tensors.FromScalarAndDimensions(1.0, 3)
	int32s := tensors.FromScalarAndDimensions(int32(1), 3)
	for name, test := range map[string]struct {
		c           criterion
		columns     []gomlx.Column
		predictions []*tensors.Tensor
		labels      []*tensors.Tensor
		want        error
		text        string
	}{
		"one score":            {predictions: []*tensors.Tensor{f32(3)}, want: gomlx.ErrShape, text: "1 predictions"},
		"scores of two shapes": {predictions: []*tensors.Tensor{f32(3), f32(3, 1)}, want: gomlx.ErrShape, text: "X2 is (Float32)[3, 1]"},
		"scores of two dtypes": {predictions: []*tensors.Tensor{f32(3), f64}, want: gomlx.ErrDType, text: "X2 is Float64, and X1 Float32"},
		"other scores":         {predictions: []*tensors.Tensor{f64, f64}, want: gomlx.ErrDType, text: "X1 is Float64, not Float32"},
		"labels of a shape":    {columns: []gomlx.Column{gomlx.Y}, labels: []*tensors.Tensor{f32(1)}, want: gomlx.ErrShape, text: "Y is (Float32)[1]"},
		"labels of a dtype":    {columns: []gomlx.Column{gomlx.Y}, labels: []*tensors.Tensor{int32s}, want: gomlx.ErrDType, text: "Y is Int32"},
		"weights of a dtype":   {columns: []gomlx.Column{gomlx.Weights}, labels: []*tensors.Tensor{f64}, want: gomlx.ErrDType, text: "Weights is Float64"},
		"margins of a shape":   {columns: []gomlx.Column{gomlx.Margins}, labels: []*tensors.Tensor{f32()}, want: gomlx.ErrShape, text: "Margins is (Float32)"},
		"few labels":           {columns: []gomlx.Column{gomlx.Other, gomlx.Y}, labels: []*tensors.Tensor{f32(3)}, want: gomlx.ErrColumns, text: "1 labels for 2 columns"},
		"useless column":       {columns: []gomlx.Column{gomlx.Relevance}, labels: []*tensors.Tensor{f32(3)}, want: gomlx.ErrColumns, text: "columns[0] is Relevance"},
		"column twice":         {columns: []gomlx.Column{gomlx.Y, gomlx.Other, gomlx.Y}, want: gomlx.ErrColumns, text: "columns[2] is Y, as columns[0] is"},
		"reduction":            {c: criterion{Reduction: 7}, want: loss.ErrReduction},
		"boundary":             {c: criterion{Boundary: 7}, want: loss.ErrBoundary},
		"power":                {c: criterion{P: 3}, want: loss.ErrP},
	} {
		t.Run(name, func(t *testing.T) {
			if test.predictions == nil {
				test.predictions = []*tensors.Tensor{f32(3), f32(3)}
			}
			n := len(test.predictions)
			var args []any
			for _, tensor := range append(test.predictions, test.labels...) {
				args = append(args, tensor)
			}
			_, err := graph.MustNewExec(backend(), func(nodes []*graph.Node) *graph.Node {
				return gomlx.Pairs(test.c, test.columns...)(nodes[n:], nodes[:n])
			}).Call(args...)
			assert.True(t, errors.Is(err, test.want), "%v", err)
			assert.ErrorContains(t, err, test.text)
		})
	}
}
