package evaluate

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/loss"
	"github.com/marginrank/marginrank/metric"
)

// Prism fails a pipeline whose bundle fails, so this test is the runner: each bundle fails once, at any of its elements, and is run
// again. Accumulators travel encoded, and are merged in random order.
func TestBundlesThatFailOnce(t *testing.T) {
	f := &listsFn{Settings: Settings{Margin: 1, Metrics: []Metric{{Kind: metric.KindNDCG, K: 5}, {Kind: metric.KindMAP}, {Kind: metric.KindAUC}}}}
	r := rand.New(rand.NewPCG(4, 4))
	lists := make([]List, 500)
	for k := range lists {
		for range 2 + r.IntN(20) {
			lists[k].Scores, lists[k].Relevance = append(lists[k].Scores, r.Float32()), append(lists[k].Relevance, float32(r.IntN(3)))
		}
	}
	bad := List{Scores: []float32{0, 1}, Relevance: []float32{0}}
	add := func(bundle []List) *Totals {
		fails := r.IntN(len(bundle) + 1)
		lost := f.CreateAccumulator()
		var err error
		for _, l := range bundle[:fails] {
			lost, err = f.AddInput(lost, l)
			require.NoError(t, err)
		}
		_, err = f.AddInput(lost, bad)
		require.ErrorIs(t, err, loss.ErrLength)
		done := f.CreateAccumulator()
		for _, l := range bundle {
			done, err = f.AddInput(done, l)
			require.NoError(t, err)
		}
		return done
	}
	one := f.CreateAccumulator()
	for _, l := range lists {
		require.NoError(t, one.add(&f.Settings, &l))
	}
	want, err := encodeTotals(one)
	require.NoError(t, err)
	for _, bundles := range []int{1, 3, 8, 16} {
		var accumulators [][]byte
		for b := range bundles {
			encoded, err := encodeTotals(add(lists[b*len(lists)/bundles : (b+1)*len(lists)/bundles]))
			require.NoError(t, err)
			accumulators = append(accumulators, encoded)
		}
		for range 5 { // merging is tried again as well
			all := f.CreateAccumulator()
			for _, b := range r.Perm(bundles) {
				one, err := decodeTotals(accumulators[b])
				require.NoError(t, err)
				all, err = f.MergeAccumulators(all, one)
				require.NoError(t, err)
				after, err := encodeTotals(one)
				require.NoError(t, err)
				assert.Equal(t, accumulators[b], after, "what was merged stays as it is")
			}
			got, err := encodeTotals(all)
			require.NoError(t, err)
			assert.Equal(t, want, got, "%d bundles", bundles)
		}
	}
}

// A list that fails adds nothing, also if only the metrics fail.
func TestNothingIsAddedWithAnError(t *testing.T) {
	s := &Settings{Margin: 1, Metrics: []Metric{{Kind: metric.KindNDCG}, {Kind: metric.Kind(99)}}}
	totals := newTotals(s.Metrics)
	require.ErrorIs(t, totals.add(s, &List{Scores: []float32{1, 2}, Relevance: []float32{1, 0}}), metric.ErrMetric)
	assert.Equal(t, newTotals(s.Metrics), totals)
}
