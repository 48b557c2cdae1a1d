package gomlx_test

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/gomlx/gomlx/core/graph"
	"github.com/gomlx/gomlx/core/tensors"
	"github.com/gomlx/gomlx/ml/model"
	"github.com/gomlx/gomlx/ml/train"
	gomlxmetric "github.com/gomlx/gomlx/ml/train/metric"
	"github.com/gomlx/gomlx/ml/train/optimizer"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/gomlx"
	"github.com/marginrank/marginrank/loss"
	"github.com/marginrank/marginrank/metric"
)

// evaluated is what a metric says of batches whose inputs are scores.
func evaluated(t testing.TB, m *gomlx.NDCG, ds train.Dataset) *tensors.Tensor {
	t.Helper()
	none := func(_, predictions []*graph.Node) *graph.Node { return graph.ReduceAllSum(predictions[0]) }
	trainer := train.NewTrainer(backend(), model.NewStore(), identity, none, optimizer.StochasticGradientDescent().Done(),
		nil, []gomlxmetric.Interface{m})
	values, err := trainer.Eval(ds)
	require.NoError(t, err)
	return values[len(values)-1]
}

// Whatever the batches, the metric is what package metric says of all lists at once, to the bit.
func TestNDCG(t *testing.T) {
	t.Run("float32", testNDCG[float32])
	t.Run("float64", testNDCG[float64])
	t.Run("float16", testNDCG[loss.Float16])
	t.Run("bfloat16", testNDCG[loss.BFloat16])
}

func testNDCG[T loss.Float](t *testing.T) {
	const lists, items = 30, 10
	var offsets []int
	for end := 0; end <= lists*items; end += items {
		offsets = append(offsets, end)
	}
	l := queries[T](t, lists*items, offsets)
	for i := range items {
		l.Relevance[2*items+i] = 0 // a list without a value
	}
	rows := func(from, to int) ([]T, []float32, []bool) {
		from, to = from*items, to*items
		return l.Scores[from:to], l.Relevance[from:to], l.Mask[from:to]
	}
	padded, ragged, whole := &given{}, &given{}, &given{}
	for _, cut := range [][2]int{{0, 1}, {1, 8}, {8, 29}, {29, 30}} {
		scores, relevance, mask := rows(cut[0], cut[1])
		n := cut[1] - cut[0]
		local := make([]int64, n+1)
		for i := range local {
			local[i] = int64(i * items)
		}
		padded.batches = append(padded.batches, train.Batch{
			Inputs: []*tensors.Tensor{tensorOf(t, scores, n, items, 1)},
			Labels: []*tensors.Tensor{flat(relevance, n, items), flat(mask, n, items)},
		})
		ragged.batches = append(ragged.batches, train.Batch{
			Inputs: []*tensors.Tensor{tensorOf(t, scores, n*items)},
			Labels: []*tensors.Tensor{flat(mask, n*items), flat(local, n+1), flat(relevance, n*items)},
		})
	}
	whole.batches = []train.Batch{{
		Inputs: []*tensors.Tensor{tensorOf(t, l.Scores, lists*items)}, Labels: []*tensors.Tensor{flat(l.Relevance, lists*items)},
	}}
	for _, k := range []int{0, 1, 5} {
		want, err := metric.NDCG(l, k)
		require.NoError(t, err)
		m := gomlx.NewNDCG(k, gomlx.Relevance, gomlx.Mask)
		for range 2 { // evaluation begins with Reset
			assert.Equal(t, want, scalarOf(t, evaluated(t, m, padded)))
			assert.NoError(t, m.Err())
		}
		m = gomlx.NewNDCG(k, gomlx.Mask, gomlx.Offsets, gomlx.Relevance)
		assert.Equal(t, want, scalarOf(t, evaluated(t, m, ragged)))

		one, err := metric.NDCG(loss.Lists[T]{Scores: l.Scores, Relevance: l.Relevance}, k)
		require.NoError(t, err)
		assert.Equal(t, one, scalarOf(t, evaluated(t, gomlx.NewNDCG(k), whole)))
	}
}

// Evaluation of a dataset of Lists: the mean loss and the NDCG, with the columns of the dataset.
func TestNDCGOfLists(t *testing.T) {
	store := seeded()
	m := gomlx.NewNDCG(3, columnsOfBatches...)
	trainer := train.NewTrainer(backend(), store, twoLayers, gomlx.Loss, optimizer.StochasticGradientDescent().Done(),
		[]gomlxmetric.Interface{m}, []gomlxmetric.Interface{m})
	lists := listsOf(batches(4), store)
	before, err := trainer.Eval(lists)
	require.NoError(t, err)
	shown := ""
	loop := train.NewLoop(trainer)
	loop.OnStep("metrics", 0, func(_ *train.Loop, metrics []*tensors.Tensor) error {
		shown = m.PrettyPrint(metrics[2])
		return nil
	})
	_, err = loop.RunEpochs(lists, 30)
	require.NoError(t, err)
	assert.True(t, strings.HasPrefix(shown, "0.") || shown == "1.0000", "the NDCG of a batch: %s", shown)
	after, err := trainer.Eval(lists)
	require.NoError(t, err)
	assert.Less(t, scalarOf(t, after[0]), scalarOf(t, before[0]), "loss")
	assert.Greater(t, scalarOf(t, after[1]), scalarOf(t, before[1]), "NDCG")
}

func TestNDCGWithoutAValue(t *testing.T) {
	m := gomlx.NewNDCG(10)
	assert.True(t, math.IsNaN(scalarOf(t, m.ReadGo())))
	assert.Equal(t, "NaN", m.PrettyPrint(m.ReadGo()))
	assert.True(t, math.IsNaN(scalarOf(t, evaluated(t, m, batchOf(flat([]float32{1, 2}, 2), flat([]float32{0, 0}, 2))))))
	assert.NoError(t, m.Err())
	assert.True(t, math.IsNaN(scalarOf(t, evaluated(t, m, batchOf(flat([]float32{}, 0), flat([]float32{}, 0))))))
	assert.NoError(t, m.Err())

	wrong := batchOf(flat([]float32{1, float32(nan)}, 2), flat([]float32{1, 0}, 2))
	wrong.batches = append(wrong.batches, batchOf(flat([]float32{1, 2}, 2), flat([]float32{1, 0}, 2)).batches...)
	assert.True(t, math.IsNaN(scalarOf(t, evaluated(t, m, wrong))))
	assert.True(t, errors.Is(m.Err(), loss.ErrScores), "%v", m.Err())
	assert.Equal(t, 1.0, scalarOf(t, evaluated(t, m, batchOf(flat([]float32{2, 1}, 2), flat([]float32{1, 0}, 2)))))
	assert.NoError(t, m.Err(), "Reset forgets the error")
	assert.Equal(t, "1.0000", m.PrettyPrint(m.ReadGo()))
}

func TestNDCGNames(t *testing.T) {
	var m gomlxmetric.UpdateGo = gomlx.NewNDCG(10)
	assert.Equal(t, "NDCG@10", m.Name())
	assert.Equal(t, "NDCG@10", m.ShortName())
	assert.Equal(t, "NDCG@10", m.ScopeName())
	assert.Equal(t, "NDCG", m.MetricType())
	assert.Equal(t, "NDCG", gomlx.NewNDCG(0).Name())
}

func TestNDCGErrors(t *testing.T) {
	f32 := tensors.FromScalarAndDimensions[float32]
	type columns = []gomlx.Column
	for name, test := range map[string]struct {
		columns columns
		scores  *tensors.Tensor
		labels  []*tensors.Tensor
		want    error
		text    string
	}{
		"no relevance":         {columns{gomlx.Mask}, f32(1, 4), []*tensors.Tensor{f32(1, 4)}, gomlx.ErrColumns, "no column is Relevance"},
		"useless column":       {columns{gomlx.Relevance, gomlx.Y}, f32(1, 4), []*tensors.Tensor{f32(1, 4), f32(1, 4)}, gomlx.ErrColumns, "columns[1] is Y"},
		"few labels":           {nil, f32(1, 4), nil, gomlx.ErrColumns, "0 labels for 1 columns"},
		"scores of a shape":    {nil, f32(1, 4), []*tensors.Tensor{f32(1, 2, 2)}, gomlx.ErrShape, "scores (Float32)[4]"},
		"one column":           {nil, f32(1, 4, 1), []*tensors.Tensor{f32(1, 4, 1)}, gomlx.ErrShape, "one item each"},
		"relevance of a dtype": {nil, f32(1, 4), []*tensors.Tensor{flat([]int32{1, 1, 1, 1}, 4)}, gomlx.ErrDType, "Relevance is Int32"},
		"mask of a dtype":      {columns{gomlx.Relevance, gomlx.Mask}, f32(1, 4), []*tensors.Tensor{f32(1, 4), f32(1, 4)}, gomlx.ErrDType, "Mask is Float32"},
		"mask of a shape":      {columns{gomlx.Relevance, gomlx.Mask}, f32(1, 4), []*tensors.Tensor{f32(1, 4), flat([]bool{true}, 1)}, gomlx.ErrShape, "mask (Bool)[1]"},
		"offsets of a dtype":   {columns{gomlx.Relevance, gomlx.Offsets}, f32(1, 4), []*tensors.Tensor{f32(1, 4), f32(1, 2)}, gomlx.ErrDType, "Offsets is Float32"},
	} {
		t.Run(name, func(t *testing.T) {
			args := []any{test.scores}
			for _, label := range test.labels {
				args = append(args, label)
			}
			m := gomlx.NewNDCG(10, test.columns...)
			_, err := graph.MustNewExec(backend(), func(nodes []*graph.Node) *graph.Node {
				return m.UpdateGraph(nil, nodes[1:], nodes[:1])
			}).Call(args...)
			assert.True(t, errors.Is(err, test.want), "%v", err)
			assert.ErrorContains(t, err, test.text)
		})
	}
	_, err := graph.MustNewExec(backend(), func(n *graph.Node) *graph.Node {
		return gomlx.NewNDCG(10).UpdateGraph(nil, []*graph.Node{n}, nil)
	}).Call(f32(1, 4))
	assert.True(t, errors.Is(err, gomlx.ErrShape), "%v", err)
}
