package main

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/metric"
)

// graded is a dataset without features: queries of the given grades.
func graded(queries ...[]float32) *dataset {
	d := newDataset("graded", newFeatures())
	for _, grades := range queries {
		for _, g := range grades {
			d.endDocument(g)
		}
		d.endQuery()
	}
	return d
}

// ndcg is what package metric says of scores.
func ndcg(t *testing.T, d *dataset, scores []float32, k int) float64 {
	t.Helper()
	v, err := metric.NDCG(d.lists(scores), k)
	require.NoError(t, err)
	return v
}

func TestNDCGByHand(t *testing.T) {
	d := graded([]float32{0, 2, 1})
	log3 := math.Log2(3)
	assert.InDelta(t, 1, ndcg(t, d, []float32{1, 3, 2}, 5), 1e-12)
	// Gains 1, 3, 0 where 3, 1, 0 would be best.
	assert.InDelta(t, (1+3/log3)/(3+1/log3), ndcg(t, d, []float32{1, 2, 3}, 5), 1e-12)
	assert.InDelta(t, 1.0/3, ndcg(t, d, []float32{1, 2, 3}, 1), 1e-12)
}

func TestNDCGLeavesOutQueriesWithoutGain(t *testing.T) {
	d := graded([]float32{0, 0}, []float32{1, 0}, []float32{0})
	assert.InDelta(t, 1, ndcg(t, d, []float32{1, 2, 2, 1, 0}, 5), 1e-12)
	assert.True(t, math.IsNaN(ndcg(t, graded([]float32{0}), []float32{1}, 5)), "there is nothing to find")
}

// With ties, the gain is the mean over all orders of the documents that are level.
func TestNDCGOfTiesIsTheMeanOfTheirOrders(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	d := graded([]float32{3, 0, 1, 0, 2, 2})
	scores := []float32{1, 1, 1, 2, 2, 0}
	var sum float64
	const shuffles = 20000
	for range shuffles {
		broken := make([]float32, len(scores))
		for i, s := range scores {
			broken[i] = s + 0.5*rng.Float32()
		}
		sum += dcg(d.ties(nil, 0, broken), 4)
	}
	assert.InDelta(t, sum/shuffles, dcg(d.ties(nil, 0, scores), 4), 0.03)
}

func TestPairsInOrder(t *testing.T) {
	d := graded([]float32{2, 1, 0}, []float32{0, 1})
	tests := map[string]struct {
		scores []float32
		want   float64
	}{
		"right": {[]float32{3, 2, 1, 1, 2}, 1},
		"wrong": {[]float32{1, 2, 3, 2, 1}, 0},
		"level": {[]float32{1, 1, 1, 1, 1}, 0.5},
		"mixed": {[]float32{3, 3, 1, 2, 1}, 2.5 / 4},
	}
	for name, tt := range tests {
		q, err := measure(d, tt.scores)
		require.NoError(t, err)
		assert.InDelta(t, tt.want, q[5], 1e-12, name)
	}
}

// measure takes no scores that have no order.
func TestScoresThatAreNotFinite(t *testing.T) {
	d := graded([]float32{2, 1, 0})
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	for _, bad := range []float32{nan, inf, -inf} {
		_, err := measure(d, []float32{1, bad, 1})
		assert.ErrorContains(t, err, "graded: a score is not finite: try a smaller -rate or -decay")
	}
}

func TestCheckPairs(t *testing.T) {
	assert.NoError(t, graded([]float32{1, 1}, nil, []float32{0, 0, 1}).checkPairs())
	tests := map[string]*dataset{
		"equal in each query": graded([]float32{1, 1}, []float32{2, 2}),
		"alone":               graded([]float32{1}, []float32{2}),
		"no gain in float64":  graded([]float32{0, 1e-30}),
	}
	for name, d := range tests {
		assert.ErrorContains(t, d.checkPairs(), "graded: there is no pair to rank", name)
	}
}

// The whole range of grades has gains that are finite, alone and together.
func TestGainIsFinite(t *testing.T) {
	assert.Zero(t, gain(0))
	assert.Equal(t, float64(1<<30-1), gain(maxRelevance))
	d := graded([]float32{0, maxRelevance, 0.5})
	q, err := measure(d, []float32{1, 2, 3})
	require.NoError(t, err)
	assert.InDelta(t, 1/math.Log2(3), q[3], 1e-6)
}
