package metric_test

import (
	"errors"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/marginrank/marginrank/loss"
	"github.com/marginrank/marginrank/metric"
)

// lists3 is three lists of two, no and three items.
func lists3() loss.Lists[float32] {
	return loss.Lists[float32]{
		Scores: []float32{1, 2, 3, 4, 5}, Relevance: []float32{0, 1, 2, 0, 1}, Offsets: []int{0, 2, 2, 5}, Mask: []bool{true, true, true, true, true},
	}
}

// What is wrong with lists is reported by every function, in the words of package loss.
func TestListErrors(t *testing.T) {
	for _, c := range []struct {
		damage func(l *loss.Lists[float32])
		is     error
		says   string
	}{
		{func(l *loss.Lists[float32]) { l.Relevance = l.Relevance[:4] }, loss.ErrLength, "Relevance has length 4, Scores has length 5"},
		{func(l *loss.Lists[float32]) { l.Relevance = nil }, loss.ErrLength, "Relevance has length 0, Scores has length 5"},
		{func(l *loss.Lists[float32]) { l.Scores = l.Scores[1:] }, loss.ErrLength, "Relevance has length 5, Scores has length 4"},
		{func(l *loss.Lists[float32]) { l.Mask = l.Mask[1:] }, loss.ErrLength, "Mask has length 4, Scores has length 5"},
		{func(l *loss.Lists[float32]) { l.Mask = []bool{} }, loss.ErrLength, "Mask has length 0, Scores has length 5"},
		{func(l *loss.Lists[float32]) { l.Offsets = []int{} }, loss.ErrOffsets, "Offsets is empty"},
		{func(l *loss.Lists[float32]) { l.Offsets[0] = 1 }, loss.ErrOffsets, "Offsets[0] is 1, not 0"},
		{func(l *loss.Lists[float32]) { l.Offsets[2] = 1 }, loss.ErrOffsets, "Offsets[2] is 1, less than the 2 before"},
		{func(l *loss.Lists[float32]) { l.Offsets[3] = 4 }, loss.ErrOffsets, "Offsets[3], the last one, is 4, Scores has length 5"},
		{func(l *loss.Lists[float32]) { l.Offsets[3] = 6 }, loss.ErrOffsets, "Offsets[3], the last one, is 6, Scores has length 5"},
		{func(l *loss.Lists[float32]) { l.Offsets = []int{0, -1, 5} }, loss.ErrOffsets, "Offsets[1] is -1, less than the 0 before"},
		{func(l *loss.Lists[float32]) { l.Relevance[3] = float32(nan) }, loss.ErrRelevance, "Relevance[3] is NaN"},
		{func(l *loss.Lists[float32]) { l.Scores[4] = float32(nan) }, loss.ErrScores, "Scores[4] is NaN"},
		{func(l *loss.Lists[float32]) { l.Scores[0], l.Mask = float32(nan), nil }, loss.ErrScores, "Scores[0] is NaN"},
	} {
		for name, f := range functions[float32]() {
			l := lists3()
			c.damage(&l)
			value, err := f.call(l, 1)
			assert.ErrorIs(t, err, c.is, name)
			assert.ErrorContains(t, err, c.says, name)
			assert.Zero(t, value, name)
		}
	}
}

// A score that is NaN is found in every type, and may be masked.
func TestNaN(t *testing.T) {
	eachType(t, testNaN[float32], testNaN[float64], testNaN[loss.Float16], testNaN[loss.BFloat16], testNaN[score32], testNaN[score64])
}

func testNaN[T loss.Float](t *testing.T, of func(float64) T) {
	l := loss.Lists[T]{Scores: []T{of(-inf), of(nan), of(inf), of(-0x1p-14), of(1)}, Relevance: []float32{0, 1, 1, float32(inf), float32(-inf)}}
	_, err := metric.MRR(l, 0)
	assert.ErrorIs(t, err, loss.ErrScores)
	assert.ErrorContains(t, err, "Scores[1] is NaN")
	l.Mask = []bool{true, false, true, true, true}
	value, err := metric.MRR(l, 0)
	assert.NoError(t, err)
	assert.Equal(t, 1.0, value)
	l.Mask[1] = true
	_, err = metric.MRR(l, 0)
	assert.ErrorIs(t, err, loss.ErrScores)
}

// What is wrong with metrics, gains and outputs is reported, and nothing is written.
func TestEvaluateErrors(t *testing.T) {
	gain := func(bad float64) func(float32) float64 {
		return func(r float32) float64 {
			if r == 2 {
				return bad
			}
			return float64(r)
		}
	}
	scores := []float64{1, 2, 3, 4, 5}
	wide := loss.Lists[float64]{Scores: scores, Relevance: make([]float32, 5)}
	memory := make([]float64, 10)
	huge := lists3()
	huge.Relevance[2] = 961
	infinite := lists3()
	infinite.Relevance[4] = float32(inf)
	for _, c := range []struct {
		call func(means, perList []float64) error
		is   error
		says string
	}{
		{func(m, p []float64) error {
			return metric.Evaluate(m, p, lists3(), metric.Metric{}, metric.Metric{Kind: 8})
		}, metric.ErrMetric, "metrics[1] has kind 8"},
		{func(m, p []float64) error {
			return metric.Evaluate(m, p, lists3(), metric.Metric{Kind: metric.KindMAP, Threshold: float32(nan)}, metric.Metric{})
		}, metric.ErrMetric, "the threshold of metrics[0] is NaN"},
		{func(m, p []float64) error { return metric.Evaluate(m, p, lists3(), metric.Metric{}) }, loss.ErrLength, "means has length 2, metrics has length 1"},
		{func(m, p []float64) error { return metric.Evaluate(nil, p, lists3(), metric.Metric{}) }, loss.ErrLength, "perList has length 6, not 3 for 1 metrics of 3 lists"},
		{func(m, p []float64) error {
			return metric.Evaluate(m, p[:5], lists3(), metric.Metric{}, metric.Metric{})
		}, loss.ErrLength, "perList has length 5, not 6 for 2 metrics of 3 lists"},
		{func(m, p []float64) error {
			return metric.Evaluate(m, p, lists3(), metric.Metric{}, metric.Metric{Gain: gain(nan)})
		}, metric.ErrGain, "Relevance[2] is 2, its gain NaN"},
		{func(m, p []float64) error {
			return metric.Evaluate(m, p, lists3(), metric.Metric{}, metric.Metric{Gain: gain(-inf)})
		}, metric.ErrGain, "Relevance[2] is 2, its gain -Inf"},
		{func(m, p []float64) error {
			return metric.Evaluate(m, p, lists3(), metric.Metric{}, metric.Metric{Gain: gain(0x1.1p960)})
		}, metric.ErrGain, "Relevance[2] is 2, its gain 1.0354"},
		{func(m, p []float64) error { return metric.Evaluate(m, p, huge, metric.Metric{}, metric.Metric{}) }, metric.ErrGain, "Relevance[2] is 961, its gain 1.949"},
		{func(m, p []float64) error { return metric.Evaluate(m, p, infinite, metric.Metric{}, metric.Metric{}) }, metric.ErrGain, "Relevance[4] is +Inf, its gain +Inf"},
		{func(m, p []float64) error {
			return metric.Evaluate(memory[:2], memory[1:3], wide, metric.Metric{}, metric.Metric{})
		}, loss.ErrOverlap, "means and perList"},
		{func(m, p []float64) error {
			return metric.Evaluate(scores[1:3], nil, wide, metric.Metric{}, metric.Metric{})
		}, loss.ErrOverlap, "means and a part of Scores"},
		{func(m, p []float64) error {
			return metric.Evaluate(nil, scores[3:], wide, metric.Metric{}, metric.Metric{})
		}, loss.ErrOverlap, "perList and a part of Scores"},
	} {
		means, perList := []float64{-7, -7}, []float64{-7, -7, -7, -7, -7, -7}
		err := c.call(means, perList)
		assert.ErrorIs(t, err, c.is, c.says)
		assert.ErrorContains(t, err, c.says)
		assert.Equal(t, []float64{-7, -7}, means)
		assert.Equal(t, []float64{-7, -7, -7, -7, -7, -7}, perList)
		assert.Equal(t, []float64{1, 2, 3, 4, 5}, scores)
		for _, other := range []error{loss.ErrLength, loss.ErrOffsets, loss.ErrScores, loss.ErrRelevance, loss.ErrOverlap, metric.ErrMetric, metric.ErrGain} {
			assert.Equal(t, other == c.is, errors.Is(err, other))
		}
	}
}

// Gains as large as they may be, and as small, are no error; nor are those of masked items, nor of metrics without gains.
func TestGains(t *testing.T) {
	l := loss.Lists[float32]{Scores: []float32{1, 2, 2, 0}, Relevance: []float32{960, 960, 959, float32(inf)}, Mask: []bool{true, true, true, false}}
	value, err := metric.NDCG(l, 0)
	assert.NoError(t, err)
	second, third := 1/math.Log2(3), 0.5
	assert.InDelta(t, ((1+0.5)/2*(1+second)+third)/(1+second+0.5*third), value, 1e-15)
	l.Relevance = []float32{0x1p-149, 0x1p-149, 0x1p-148, 0} // twice the relevance is twice the gain
	value, err = metric.NDCG(l, 0)
	assert.NoError(t, err)
	assert.InDelta(t, ((2+1)/2.0*(1+second)+third)/(2+second+third), value, 1e-15)
	l.Relevance[0], l.Mask = float32(inf), nil
	value, err = metric.MRR(l, 0)
	assert.NoError(t, err)
	assert.Equal(t, 1.0, value)
}

// An output may be exactly the scores.
func TestInPlace(t *testing.T) {
	l := loss.Lists[float64]{Scores: []float64{2, 1}, Relevance: []float32{1, 2}, Offsets: []int{0, 1, 2}}
	assert.NoError(t, metric.Evaluate(nil, l.Scores, l, metric.Metric{Kind: metric.KindMAP}))
	assert.Equal(t, []float64{1, 1}, l.Scores)
}

// Without metrics, lists or outputs there is nothing to do.
func TestNothing(t *testing.T) {
	assert.NoError(t, metric.Evaluate(nil, nil, lists3()))
	assert.NoError(t, metric.Evaluate([]float64{}, []float64{}, lists3()))
	assert.NoError(t, metric.Evaluate(nil, nil, lists3(), metric.Metric{}))
	assert.ErrorIs(t, metric.Evaluate(nil, nil, loss.Lists[float32]{Offsets: []int{}}), loss.ErrOffsets)
	for name, f := range functions[float64]() {
		for _, l := range []loss.Lists[float64]{{}, {Offsets: []int{0}}, {Offsets: []int{0, 0, 0}}, {Scores: []float64{nan}, Relevance: []float32{1}, Mask: []bool{false}}} {
			value, err := f.call(l, 3)
			assert.NoError(t, err, name)
			assert.True(t, math.IsNaN(value), name)
		}
	}
}

func TestStrings(t *testing.T) {
	for want, m := range map[string]metric.Metric{
		"NDCG": {}, "NDCG@10": {K: 10, Threshold: 1}, "MRR@1": {Kind: metric.KindMRR, K: 1}, "MAP": {Kind: metric.KindMAP, K: -1},
		"MAP@5(relevance > 2.5)": {Kind: metric.KindMAP, K: 5, Threshold: 2.5}, "AUC": {Kind: metric.KindAUC, K: 5}, "Kendall's tau": {Kind: metric.KindKendallTau},
		"precision@2": {Kind: metric.KindPrecision, K: 2}, "recall(relevance > -1)": {Kind: metric.KindRecall, Threshold: -1}, "hit rate@3": {Kind: metric.KindHitRate, K: 3},
		"Kind(9)@1": {Kind: 9, K: 1},
	} {
		assert.Equal(t, want, m.String())
	}
}
