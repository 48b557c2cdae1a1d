package evaluate_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/beam/evaluate"
	"github.com/marginrank/marginrank/loss"
	"github.com/marginrank/marginrank/metric"
)

// loop evaluates lists one after another.
func loop(t *testing.T, s evaluate.Settings, lists []evaluate.List) []byte {
	t.Helper()
	totals := evaluate.Totals{Metrics: s.Metrics, Means: make([]metric.Total, len(s.Metrics)), Lists: int64(len(lists))}
	var metrics []metric.Metric
	for _, m := range s.Metrics {
		metrics = append(metrics, metric.Metric{Kind: m.Kind, K: m.K, Threshold: m.Threshold})
	}
	c := loss.MarginRanking[float32]{Margin: s.Margin, P: s.P, Boundary: s.Boundary}
	for _, e := range lists {
		l := loss.Lists[float32]{Scores: e.Scores, Relevance: e.Relevance, Weights: e.Weights, PerList: s.PerList}
		require.NoError(t, c.AccumulateLists(&totals.Loss, l))
		require.NoError(t, metric.Accumulate(totals.Means, l, metrics...))
	}
	encoded, err := totals.MarshalBinary()
	require.NoError(t, err)
	return encoded
}

// Any number of shards, and lists in reverse, have the bits of a loop.
func TestShardsOfLists(t *testing.T) {
	perList := settings
	perList.PerList, perList.Boundary = true, loss.Exclusive
	for _, s := range []evaluate.Settings{settings, perList, {Margin: 2}, {Margin: 1, P: 2}} {
		lists := randomLists(1000)
		want := loop(t, s, lists)
		for _, shards := range []int{1, 3, 8, 16} {
			for range 2 {
				slices.Reverse(lists)
				for i := range lists {
					lists[i].Name = fmt.Sprintf("shard %02d.x", i*7%shards)
				}
				got := keptBy(t, func(scope beam.Scope) {
					keyed := beam.ParDo(scope, listKey, beam.CreateList(scope, lists))
					totals := beam.DropKey(scope, evaluate.Lists(scope, s, keyed))
					beam.ParDo0(scope, keepTotals, beam.ParDo(scope, named, evaluate.Merge(scope, totals)))
				})
				assert.Equal(t, map[string][]byte{"all": want}, got, "%d shards", shards)
			}
		}
	}
}

// Without keys there is one total.
func TestListsWithoutKeys(t *testing.T) {
	lists := randomLists(300)
	got := keptBy(t, func(scope beam.Scope) {
		totals := evaluate.Lists(scope, settings, beam.CreateList(scope, lists))
		beam.ParDo0(scope, keepTotals, beam.ParDo(scope, named, totals))
	})
	assert.Equal(t, map[string][]byte{"all": loop(t, settings, lists)}, got)
}

// Each key has the totals of its lists.
func TestListsByKey(t *testing.T) {
	lists := randomLists(60)
	want, parts := map[string][]byte{}, [3][]evaluate.List{}
	for i := range lists {
		lists[i].Name = fmt.Sprintf("key %d.x", i%3)
		parts[i%3] = append(parts[i%3], lists[i])
	}
	for key, part := range parts {
		want[fmt.Sprintf("key %d", key)] = loop(t, settings, part)
	}
	got := keptBy(t, func(scope beam.Scope) {
		keyed := beam.ParDo(scope, listKey, beam.CreateList(scope, lists))
		beam.ParDo0(scope, keepTotals, evaluate.Lists(scope, settings, keyed))
	})
	assert.Equal(t, want, got)
}

// Totals say what one call for all lists says.
func TestTotalsAreThoseOfOneCall(t *testing.T) {
	lists := randomLists(200)
	all := loss.Lists[float32]{Offsets: []int{0}}
	for i := range lists {
		lists[i].Weights = nil
		all.Scores, all.Relevance = append(all.Scores, lists[i].Scores...), append(all.Relevance, lists[i].Relevance...)
		all.Offsets = append(all.Offsets, len(all.Scores))
	}
	var totals evaluate.Totals
	require.NoError(t, totals.UnmarshalBinary(loop(t, settings, lists)))
	value, stats, err := loss.MarginRanking[float32]{Margin: settings.Margin}.ForwardLists(all)
	require.NoError(t, err)
	assert.Equal(t, value, totals.Loss.Mean())
	assert.Equal(t, []int64{stats.Pairs, stats.Active, 200}, []int64{totals.Loss.Pairs(), totals.Loss.Active(), totals.Lists})
	ndcg, err := metric.NDCG(all, 3)
	require.NoError(t, err)
	auc, err := metric.AUC(all)
	require.NoError(t, err)
	assert.Equal(t, []float64{ndcg, auc}, []float64{totals.Means[0].Mean(), totals.Means[4].Mean()})
}

// A list that cannot be evaluated fails the pipeline and is named.
func TestErrorsNameTheList(t *testing.T) {
	nan := float32(math.NaN())
	for want, bad := range map[string]evaluate.List{
		loss.ErrScores.Error():    {Scores: []float32{1, nan}, Relevance: []float32{0, 1}},
		loss.ErrRelevance.Error(): {Scores: []float32{1, 2}, Relevance: []float32{nan, 1}},
		loss.ErrLength.Error():    {Scores: []float32{1, 2}, Relevance: []float32{1}},
		loss.ErrWeights.Error():   {Scores: []float32{1, 2}, Relevance: []float32{1, 0}, Weights: []float32{-1, 1}},
	} {
		bad.Name = "the bad one"
		lists := append(randomLists(20), bad)
		err := runPipeline(func(scope beam.Scope) { evaluate.Lists(scope, settings, beam.CreateList(scope, lists)) })
		require.ErrorContains(t, err, `list "the bad one": `)
		assert.ErrorContains(t, err, want)
	}
}
