package metric_test

import (
	"encoding/binary"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/loss"
	"github.com/marginrank/marginrank/metric"
)

// FuzzMetrics goes through lists of up to six items of any values: every metric must be the mean over all orders.
func FuzzMetrics(f *testing.F) {
	words := func(list ...float64) (b []byte) {
		for _, v := range list {
			b = binary.LittleEndian.AppendUint64(b, math.Float64bits(v))
		}
		return b
	}
	for kind := range uint8(8) {
		f.Add(kind, kind%4, int8(kind)-1, float32(0), words(1, 2, 3), []byte{0, 9, 1, 200, 80, 17})
		f.Add(kind, (kind+1)%4, int8(3), float32(1), words(0, math.Copysign(0, -1), inf, -inf), []byte{0, 3, 64, 8, 9, 10, 11, 16, 17, 24, 25, 64, 1, 2})
		f.Add(kind, (kind+2)%4, int8(2), float32(-0.5), words(1, 1+0x1p-40, 1+0x1p-52, 0x1p-1074), []byte{0, 8, 16, 24, 1, 9, 17, 25, 128})
		f.Add(kind, (kind+3)%4, int8(1), float32(nan), words(nan, 1), []byte{0, 8, 1})
	}
	f.Add(uint8(metric.KindNDCG), uint8(3), int8(2), float32(33), []byte("0"), []byte("0000\x00 ")) // gains of both signs: 720 orders that cancel out
	f.Fuzz(func(t *testing.T, kind, dtype uint8, k int8, threshold float32, scores, items []byte) {
		m := metric.Metric{Kind: metric.Kind(kind % 9), K: int(k), Threshold: threshold}
		switch dtype % 4 {
		case 0:
			testFuzzed(t, m, scores, items, func(v float64) float32 { return float32(v) })
		case 1:
			testFuzzed(t, m, scores, items, func(v float64) score64 { return score64(v) })
		case 2:
			testFuzzed(t, m, scores, items, float16From)
		case 3:
			testFuzzed(t, m, scores, items, bfloat16From)
		}
	})
}

// testFuzzed makes lists of items. A byte is an item: which of the scores it has, its relevance, whether it is masked, and
// whether its list ends there.
func testFuzzed[T loss.Float](t *testing.T, m metric.Metric, scores, items []byte, of func(float64) T) {
	values := []T{of(1)}
	for ; len(scores) >= 8; scores = scores[8:] {
		values = append(values, of(math.Float64frombits(binary.LittleEndian.Uint64(scores))))
	}
	l := loss.Lists[T]{Offsets: []int{0}}
	nans := false
	for i, item := range items[:min(len(items), 40)] {
		score := values[int(item&7)%len(values)]
		l.Scores = append(l.Scores, score)
		l.Relevance = append(l.Relevance, []float32{0, 1, 2, 3, 0.25, -1, -0.5, 40}[item>>3&7])
		l.Mask = append(l.Mask, item>>6&1 == 0)
		nans = nans || item>>6&1 == 0 && math.IsNaN(valueOf(score))
		if item>>7 == 1 || i+1-l.Offsets[len(l.Offsets)-1] == 6 {
			l.Offsets = append(l.Offsets, i+1)
		}
	}
	l.Offsets = append(l.Offsets, len(l.Scores))
	lists := len(l.Offsets) - 1
	means, perList := make([]float64, 1), make([]float64, lists)
	err := metric.Evaluate(means, perList, l, m)
	switch {
	case m.Kind > metric.KindKendallTau || m.Threshold != m.Threshold:
		require.ErrorIs(t, err, metric.ErrMetric)
	case nans:
		require.ErrorIs(t, err, loss.ErrScores)
	default:
		require.NoError(t, err)
		want := refMean(m, l)
		require.True(t, equal(want, means[0]), "%v: %v, not %v", m, means[0], want)
		for k, got := range perList {
			want := refValue(m, refList(l, k))
			require.True(t, equal(want, got), "%v of list %d: %v, not %v", m, k, got, want)
		}
	}
}
