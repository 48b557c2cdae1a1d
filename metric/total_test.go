package metric_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/loss"
	"github.com/marginrank/marginrank/metric"
)

var totalled = []metric.Metric{
	{Kind: metric.KindNDCG, K: 10}, {Kind: metric.KindMRR}, {Kind: metric.KindMAP, Threshold: 1}, {Kind: metric.KindAUC},
	{Kind: metric.KindPrecision, K: 3}, {Kind: metric.KindRecall, K: 3}, {Kind: metric.KindHitRate, K: 2}, {Kind: metric.KindKendallTau},
}

// someLists are lists of many lengths, with ties, and some without a value.
func someLists(r *rand.Rand, n int) loss.Lists[float32] {
	l := loss.Lists[float32]{Offsets: []int{0}}
	for range n {
		grades := r.IntN(4)
		for range r.IntN(30) {
			l.Scores = append(l.Scores, float32(r.IntN(20)))
			l.Relevance = append(l.Relevance, float32(r.IntN(1+grades)))
		}
		l.Offsets = append(l.Offsets, len(l.Scores))
	}
	return l
}

// Totals of several machines, in any order, come to what one call returns.
func TestTotal(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	for _, n := range []int{0, 1, 2, 300} {
		l := someLists(r, n)
		want := make([]float64, len(totalled))
		require.NoError(t, metric.Evaluate(want, nil, l, totalled...))
		for range 5 {
			machines := make([][]metric.Total, 1+r.IntN(4))
			for i := range machines {
				machines[i] = make([]metric.Total, len(totalled))
			}
			for _, k := range r.Perm(n) {
				lo, hi := l.Offsets[k], l.Offsets[k+1]
				part := loss.Lists[float32]{Scores: l.Scores[lo:hi], Relevance: l.Relevance[lo:hi]}
				require.NoError(t, metric.Accumulate(machines[r.IntN(len(machines))], part, totalled...))
			}
			for m := range totalled {
				var all metric.Total
				for _, i := range r.Perm(len(machines)) {
					data, err := machines[i][m].MarshalBinary()
					require.NoError(t, err)
					var received metric.Total
					require.NoError(t, received.UnmarshalBinary(data))
					all.Merge(&received)
				}
				assert.Equal(t, math.Float64bits(want[m]), math.Float64bits(all.Mean()), "%v of %d lists", totalled[m], n)
				assert.Equal(t, math.IsNaN(all.Mean()), all.Weight() == 0)
			}
		}
	}
}

// A call with an error adds nothing, and no call allocates after the first one.
func TestAccumulate(t *testing.T) {
	l := someLists(rand.New(rand.NewPCG(6, 6)), 20)
	totals := make([]metric.Total, 2)
	ndcg := []metric.Metric{{K: 5}, {Gain: func(r float32) float64 { return float64(r) - math.Inf(1) }}}
	assert.ErrorIs(t, metric.Accumulate(totals, l, ndcg...), metric.ErrGain)
	assert.ErrorIs(t, metric.Accumulate(totals, l, totalled...), loss.ErrLength)
	assert.ErrorIs(t, metric.Accumulate(totals[:1], l, metric.Metric{Kind: 100}), metric.ErrMetric)
	assert.Equal(t, make([]metric.Total, 2), totals)
	two := totalled[:2]
	assert.Zero(t, testing.AllocsPerRun(10, func() {
		if err := metric.Accumulate(totals, l, two...); err != nil {
			t.Error(err)
		}
	}))
	totals[0].Merge(&totals[0])
	assert.Equal(t, 2*totals[1].Weight(), totals[0].Weight(), "the same lists have an NDCG and an MRR")
}

// FuzzTotal decodes anything: what is accepted is the encoding of itself.
func FuzzTotal(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte{1, 0, 0, 0, 0, 0, 0})
	l := someLists(rand.New(rand.NewPCG(7, 7)), 9)
	totals := make([]metric.Total, len(totalled))
	if err := metric.Accumulate(totals, l, totalled...); err != nil {
		f.Fatal(err)
	}
	for i := range totals {
		data, _ := totals[i].MarshalBinary()
		f.Add(data)
		f.Add(data[:len(data)-1])
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var a metric.Total
		if err := a.UnmarshalBinary(data); err != nil {
			assert.ErrorIs(t, err, loss.ErrCorrupt)
			assert.Equal(t, metric.Total{}, a)
			return
		}
		again, err := a.MarshalBinary()
		require.NoError(t, err)
		assert.Equal(t, data, again)
		a.Merge(&a)
		a.Mean()
	})
}
