package loss_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/losstest"
	"github.com/marginrank/marginrank/loss"
)

// Labels of one value give the same bits in whatever form they arrive.
func TestLabelForms(t *testing.T) {
	t.Parallel()
	losstest.EachTier(t, func(t *testing.T, tier cpuid.Tier) {
		t.Run("float32", func(t *testing.T) { testLabelForms(t, tier, losstest.Float32) })
		t.Run("float64", func(t *testing.T) { testLabelForms(t, tier, losstest.Float64) })
		t.Run("float16", func(t *testing.T) { testLabelForms(t, tier, losstest.Float16) })
		t.Run("bfloat16", func(t *testing.T) { testLabelForms(t, tier, losstest.BFloat16) })
	})
}

func testLabelForms[T loss.Float](t *testing.T, tier cpuid.Tier, d losstest.DType[T]) {
	const n = 256
	for _, has := range losstest.AllColumns {
		testLabelFormsOf(t, tier, d, losstest.WithColumns(d, losstest.NewBatch(d, losstest.Absent, n, 3, 0.5, losstest.Special), has, 3, losstest.Special))
	}
}

func testLabelFormsOf[T loss.Float](t *testing.T, tier cpuid.Tier, d losstest.DType[T], none losstest.Batch[T]) {
	n := len(none.Pairs.X1)
	ints, floats, ones := none, none, none
	ints.Pairs.Signs, floats.Pairs.Y, ones.Pairs.Y = make([]int8, n), make([]T, n), make([]T, n)
	for i := range n {
		ints.Pairs.Signs[i] = int8(i - 128) // every one there is; exact in all types
		floats.Pairs.Y[i] = d.Element(float64(i - 128))
		ones.Pairs.Y[i] = d.Element(1)
	}
	for _, m := range losstest.Methods {
		choice := m.All()
		assert.Empty(t, differ(d, call(t, tier, m, floats, choice), call(t, tier, m, ints, choice)), "%v: int8", m)
		assert.Empty(t, differ(d, call(t, tier, m, ones, choice), call(t, tier, m, none, choice)), "%v: absent", m)
	}
}

// A batch of none: mean NaN, sum 0, gradients empty.
func TestEmpty(t *testing.T) {
	t.Parallel()
	empty := []float32{}
	for _, p := range []loss.Pairs[float32]{{}, {X1: empty, X2: empty, Y: empty}, {X1: empty, X2: empty, Signs: []int8{}}} {
		mean, err := loss.MarginRanking[float32]{}.Forward(p)
		require.NoError(t, err)
		assert.True(t, math.IsNaN(mean))
		sum, err := loss.MarginRanking[float32]{Reduction: loss.Sum}.ForwardBackward(loss.Grads[float32]{X1: empty}, p, 1)
		require.NoError(t, err)
		assert.Zero(t, sum)
		assert.NoError(t, loss.MarginRanking[float32]{}.Backward(loss.Grads[float32]{X1: empty, Y: empty}, p, 1))
		assert.NoError(t, loss.MarginRanking[float32]{}.ForwardBackwardNone(nil, loss.Grads[float32]{}, p, nil))
		assert.NoError(t, loss.MarginRanking[float32]{}.ForwardNone(empty, p))
	}
}

// score is a named type: it runs the float32 kernels.
type score float32

// A named type gives what the type that it is made of gives.
func TestNamedType(t *testing.T) {
	t.Parallel()
	type rating float64
	x1, x2 := []rating{1, 2, 3, 4}, []rating{2, 1, 2, 4}
	mean, err := loss.MarginRanking[rating]{}.Forward(loss.Pairs[rating]{X1: x1, X2: x2, Signs: []int8{1, -1, -1, -1}})
	require.NoError(t, err)
	assert.Equal(t, 0.75, mean)

	g := loss.Grads[score]{X1: make([]score, 100)}
	require.NoError(t, loss.MarginRanking[score]{Reduction: loss.Sum}.Backward(g, loss.Pairs[score]{X1: make([]score, 100), X2: make([]score, 100)}, 2))
	assert.Equal(t, score(-2), g.X1[99])
}
