package metric_test

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/loss"
	"github.com/marginrank/marginrank/metric"
)

// A golden is testdata/golden.json, which golden.py describes.
type golden struct {
	Cuts  []int
	Lists []struct {
		Scores    []float64
		Relevance []float32
		Sklearn   struct {
			NDCG   []*float64
			Linear []*float64 `json:"linear NDCG"`
			AUC    *float64
			MAP    *float64
		}
		Scipy    struct{ Tau *float64 }
		TrecEval struct {
			Linear    []*float64 `json:"linear NDCG"`
			MAP       []*float64
			Precision []*float64
			Recall    []*float64
			HitRate   []*float64 `json:"hit rate"`
			MRR       []*float64
		} `json:"trec_eval"`
	}
}

// The values are those of scikit-learn, SciPy and trec_eval.
func TestGolden(t *testing.T) {
	text, err := os.ReadFile("testdata/golden.json")
	require.NoError(t, err)
	var g golden
	require.NoError(t, json.Unmarshal(text, &g))
	require.NotEmpty(t, g.Lists)
	of := func(t *testing.T, compared int) { assert.Equal(t, 767, compared) }
	t.Run("float32", func(t *testing.T) { of(t, testGolden(t, &g, func(v float64) float32 { return float32(v) })) })
	t.Run("float64", func(t *testing.T) { of(t, testGolden(t, &g, func(v float64) float64 { return v })) })
	t.Run("float16", func(t *testing.T) { of(t, testGolden(t, &g, float16From)) })
	t.Run("bfloat16", func(t *testing.T) { of(t, testGolden(t, &g, bfloat16From)) })
	t.Run("named", func(t *testing.T) { of(t, testGolden(t, &g, func(v float64) score32 { return score32(v) })) })
}

// testGolden returns how many values it compared.
func testGolden[T loss.Float](t *testing.T, g *golden, of func(float64) T) (compared int) {
	linear := func(r float32) float64 { return float64(r) }
	for i, c := range g.Lists {
		l := loss.Lists[T]{Scores: make([]T, len(c.Scores)), Relevance: c.Relevance}
		twoLevels := l // as scikit-learn knows two levels for its AUC
		twoLevels.Relevance = make([]float32, len(c.Scores))
		for i, s := range c.Scores {
			l.Scores[i] = of(s)
			twoLevels.Relevance[i] = min(c.Relevance[i], 1)
		}
		compare := func(from string, want *float64, m metric.Metric) {
			if want == nil {
				return
			}
			lists := l
			if m.Kind == metric.KindAUC {
				lists = twoLevels
			}
			var got [1]float64
			require.NoError(t, metric.Evaluate(got[:], nil, lists, m))
			assert.InDelta(t, *want, got[0], 2e-15, "list %d, %v of %s", i, m, from)
			compared++
		}
		for from, all := range map[string]map[metric.Kind][]*float64{
			"scikit-learn, exponential gains": {metric.KindNDCG: c.Sklearn.NDCG, metric.KindAUC: {c.Sklearn.AUC}, metric.KindMAP: {c.Sklearn.MAP}},
			"scikit-learn, linear gains":      {metric.KindNDCG: c.Sklearn.Linear},
			"SciPy":                           {metric.KindKendallTau: {c.Scipy.Tau}},
			"trec_eval, linear gains": {metric.KindNDCG: c.TrecEval.Linear, metric.KindMAP: c.TrecEval.MAP, metric.KindPrecision: c.TrecEval.Precision,
				metric.KindRecall: c.TrecEval.Recall, metric.KindHitRate: c.TrecEval.HitRate, metric.KindMRR: c.TrecEval.MRR},
		} {
			for kind, values := range all {
				for i, want := range values {
					m := metric.Metric{Kind: kind, K: g.Cuts[i]}
					if kind == metric.KindNDCG && from != "scikit-learn, exponential gains" {
						m.Gain = linear
					}
					compare(from, want, m)
				}
			}
		}
	}
	return compared
}
