package metric_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/loss"
	"github.com/marginrank/marginrank/metric"
)

type (
	score32 float32
	score64 float64
)

// eachType runs a test for every type of scores.
func eachType(t *testing.T, f32 func(*testing.T, func(float64) float32), f64 func(*testing.T, func(float64) float64),
	f16 func(*testing.T, func(float64) loss.Float16), bf16 func(*testing.T, func(float64) loss.BFloat16),
	n32 func(*testing.T, func(float64) score32), n64 func(*testing.T, func(float64) score64)) {
	t.Run("float32", func(t *testing.T) { f32(t, func(v float64) float32 { return float32(v) }) })
	t.Run("float64", func(t *testing.T) { f64(t, func(v float64) float64 { return v }) })
	t.Run("float16", func(t *testing.T) { f16(t, float16From) })
	t.Run("bfloat16", func(t *testing.T) { bf16(t, bfloat16From) })
	t.Run("named float32", func(t *testing.T) { n32(t, func(v float64) score32 { return score32(v) }) })
	t.Run("named float64", func(t *testing.T) { n64(t, func(v float64) score64 { return score64(v) }) })
}

// every are metrics of all kinds, with cuts and options.
func every() (all []metric.Metric) {
	identity := func(r float32) float64 { return float64(r) }
	middle := func(r float32) float64 { return 2.25 - float64((r-1.5)*(r-1.5)) } // grades 1 and 2 are better than 0 and 3
	for _, k := range []int{0, 1, 2, 3, 5, 100, -1} {
		for _, gain := range []func(float32) float64{nil, identity, middle} {
			all = append(all, metric.Metric{Kind: metric.KindNDCG, K: k, Gain: gain})
		}
		for _, threshold := range []float32{0, 1, -0.5} {
			for _, kind := range []metric.Kind{metric.KindMRR, metric.KindMAP, metric.KindPrecision, metric.KindRecall, metric.KindHitRate} {
				all = append(all, metric.Metric{Kind: kind, K: k, Threshold: threshold})
			}
		}
	}
	return append(all, metric.Metric{Kind: metric.KindAUC}, metric.Metric{Kind: metric.KindKendallTau})
}

// equal reports whether two values differ by rounding at most, and are NaN together.
func equal(want, got float64) bool {
	return math.Abs(want-got) <= 1e-14*max(1, math.Abs(want)) || math.IsNaN(want) && math.IsNaN(got)
}

// All metrics are the means over all orders of equal scores.
func TestAllOrders(t *testing.T) {
	eachType(t, testAllOrders[float32], testAllOrders[float64], testAllOrders[loss.Float16], testAllOrders[loss.BFloat16], testAllOrders[score32], testAllOrders[score64])
}

func testAllOrders[T loss.Float](t *testing.T, of func(float64) T) {
	metrics := every()
	seeds := uint64(150)
	if testing.Short() {
		seeds = 20
	}
	for seed := range seeds {
		l := smallLists(rand.New(rand.NewPCG(seed, 1)), of)
		lists := len(l.Offsets) - 1
		means, perList := make([]float64, len(metrics)), make([]float64, len(metrics)*lists)
		require.NoError(t, metric.Evaluate(means, perList, l, metrics...))
		for i, m := range metrics {
			what := fmt.Sprintf("seed %d: metrics[%d], %v, of %+v", seed, i, m, l)
			require.True(t, equal(refMean(m, l), means[i]), "%s: %v, not %v", what, means[i], refMean(m, l))
			for k := range lists {
				want, got := refValue(m, refList(l, k)), perList[i*lists+k]
				require.True(t, equal(want, got), "%s, list %d: %v, not %v", what, k, got, want)
			}
		}
		for name, c := range functions[T]() {
			for _, k := range []int{-1, 0, 1, 3} {
				c.metric.K = k
				got, err := c.call(l, k)
				require.NoError(t, err)
				want := refMean(c.metric, l)
				require.True(t, equal(want, got), "%s(%d): %v, not %v", name, k, got, want)
			}
		}
	}
}

// smallLists are a few lists of few items, many of them with equal scores, some masked.
func smallLists[T loss.Float](r *rand.Rand, of func(float64) T) loss.Lists[T] {
	l := loss.Lists[T]{Offsets: []int{0}}
	masked := r.IntN(2) == 0
	for range r.IntN(5) {
		scores, grades := 1+r.IntN(6), 1+r.IntN(4)
		for range r.IntN(7) {
			s := float64(r.IntN(scores)) - 1
			if r.IntN(9) == 0 {
				s = math.Inf(2*r.IntN(2) - 1)
			}
			l.Scores = append(l.Scores, of(math.Copysign(s, s+0.5-float64(r.IntN(2))))) // sometimes -0
			l.Relevance = append(l.Relevance, float32(r.IntN(grades)-r.IntN(8)/7))
			if masked {
				l.Mask = append(l.Mask, r.IntN(4) > 0)
				if r.IntN(8) == 0 {
					l.Mask[len(l.Mask)-1] = false
					l.Scores[len(l.Mask)-1], l.Relevance[len(l.Mask)-1] = of(nan), float32(nan)
				}
			}
		}
		l.Offsets = append(l.Offsets, len(l.Scores))
	}
	return l
}

// A function is one of the package, and its metric.
type function[T loss.Float] struct {
	metric metric.Metric
	call   func(loss.Lists[T], int) (float64, error)
}

func functions[T loss.Float]() map[string]function[T] {
	without := func(call func(loss.Lists[T]) (float64, error)) func(loss.Lists[T], int) (float64, error) {
		return func(l loss.Lists[T], _ int) (float64, error) { return call(l) }
	}
	return map[string]function[T]{
		"NDCG":       {metric.Metric{}, metric.NDCG[T]},
		"MRR":        {metric.Metric{Kind: metric.KindMRR}, metric.MRR[T]},
		"MAP":        {metric.Metric{Kind: metric.KindMAP}, metric.MAP[T]},
		"AUC":        {metric.Metric{Kind: metric.KindAUC}, without(metric.AUC[T])},
		"Precision":  {metric.Metric{Kind: metric.KindPrecision}, metric.Precision[T]},
		"Recall":     {metric.Metric{Kind: metric.KindRecall}, metric.Recall[T]},
		"HitRate":    {metric.Metric{Kind: metric.KindHitRate}, metric.HitRate[T]},
		"KendallTau": {metric.Metric{Kind: metric.KindKendallTau}, without(metric.KendallTau[T])},
	}
}

// Values that can be told without a formula.
func TestKnownValues(t *testing.T) {
	list := func(scores []float64, relevance ...float32) loss.Lists[float64] {
		return loss.Lists[float64]{Scores: scores, Relevance: relevance}
	}
	for name, c := range map[string]struct {
		lists                                                    loss.Lists[float64]
		k                                                        int
		ndcg, mrr, average, auc, precision, recall, hitRate, tau float64
	}{
		"no items":          {list(nil), 0, nan, nan, nan, nan, nan, nan, nan, nan},
		"one":               {list([]float64{7}, 1), 0, 1, 1, 1, nan, 1, 1, 1, nan},
		"one of two":        {list([]float64{7}, 1), 2, 1, 1, 1, nan, 0.5, 1, 1, nan},
		"not relevant":      {list([]float64{7, 8}, 0, 0), 0, nan, nan, nan, nan, nan, nan, nan, nan},
		"right":             {list([]float64{2, 1}, 1, 0), 0, 1, 1, 1, 1, 0.5, 1, 1, 1},
		"wrong":             {list([]float64{1, 2}, 1, 0), 0, 1 / math.Log2(3), 0.5, 0.5, 0, 0.5, 1, 1, -1},
		"beyond the cut":    {list([]float64{1, 2}, 1, 0), 1, 0, 0, 0, 0, 0, 0, 0, -1},
		"equal scores":      {list([]float64{1, 1}, 1, 0), 1, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0},
		"all relevant":      {list([]float64{1, 1, 2}, 1, 1, 1), 2, 1, 1, 2 / 3.0, nan, 1, 2 / 3.0, 1, nan},
		"below 0":           {list([]float64{1, 2}, -1, -2), 0, nan, nan, nan, 0, nan, nan, nan, -1},
		"infinite scores":   {list([]float64{inf, 0, -inf}, 2, 1, 0), 0, 1, 1, 1, 1, 2 / 3.0, 1, 1, 1},
		"right, in 3 steps": {list([]float64{3, 3, 2, 1}, 3, 3, 1, 0), 0, 1, 1, 1, 1, 0.75, 1, 1, 1},
	} {
		t.Run(name, func(t *testing.T) {
			functions := functions[float64]()
			for function, want := range map[string]float64{"NDCG": c.ndcg, "MRR": c.mrr, "MAP": c.average, "AUC": c.auc, "Precision": c.precision,
				"Recall": c.recall, "HitRate": c.hitRate, "KendallTau": c.tau} {
				got, err := functions[function].call(c.lists, c.k)
				assert.NoError(t, err)
				if math.IsNaN(want) {
					assert.True(t, math.IsNaN(got), "%s: %v", function, got)
				} else {
					assert.Equal(t, want, got, function)
				}
			}
		})
	}
}

// The best order has exactly 1, whether items of equal relevance have equal scores or not.
func TestBestOrder(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 2))
		n, step, unit := 1+r.IntN(300), 1+r.IntN(100), []float32{1, 0.1, 0.013}[seed%3]
		apart, equal := loss.Lists[float32]{}, loss.Lists[float32]{}
		for i := range n {
			level := (n - i) / step
			apart.Scores, equal.Scores = append(apart.Scores, float32(n-i)), append(equal.Scores, float32(level))
			equal.Relevance = append(equal.Relevance, float32(level)*unit)
		}
		apart.Relevance = equal.Relevance
		for _, l := range []loss.Lists[float32]{apart, equal} {
			for _, k := range []int{0, 1, 10} {
				for name, f := range functions[float32]() {
					switch {
					case name == "Precision", name == "Recall", name == "MAP" && k > 0:
						continue // not all relevant items are before the cut
					case name == "KendallTau" && step > 1 && &l.Scores[0] == &apart.Scores[0]:
						continue // different scores of equal relevance count against it
					}
					value, err := f.call(l, k)
					require.NoError(t, err)
					if n >= step { // there is a relevant item
						require.Equal(t, 1.0, value, "%s@%d, %d items, steps of %d", name, k, n, step)
					} else {
						require.True(t, math.IsNaN(value))
					}
				}
			}
		}
	}
}

// Rounding takes no metric out of its range, not even where another order is nearly as good as the best one.
func TestRange(t *testing.T) {
	nearly := func(r float32) float64 { return 1 + float64(r)*0x1p-52 }
	metrics := []metric.Metric{{Gain: nearly}, {K: 3, Gain: nearly}, {Kind: metric.KindMAP}, {Kind: metric.KindMRR}, {Kind: metric.KindHitRate, K: 3},
		{Kind: metric.KindPrecision, K: 3}, {Kind: metric.KindRecall, K: 3}, {Kind: metric.KindAUC}}
	means := make([]float64, len(metrics))
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(seed, 7))
		n, scores := 1+r.IntN(20), 1+r.IntN(20)
		l := loss.Lists[float64]{}
		for range n {
			l.Scores, l.Relevance = append(l.Scores, float64(r.IntN(scores))), append(l.Relevance, float32(r.IntN(4)))
		}
		require.NoError(t, metric.Evaluate(means, nil, l, metrics...))
		for i, m := range metrics {
			require.True(t, means[i] >= 0 && means[i] <= 1 || means[i] != means[i], "%v: %v", m, means[i])
		}
	}
}

// Metrics with cuts are the same whether a few items are chosen for them or all are sorted for another metric.
func TestCuts(t *testing.T) {
	cuts := []metric.Metric{}
	for _, m := range every() {
		if m.K > 0 {
			cuts = append(cuts, m)
		}
	}
	all := append(slices.Clone(cuts), metric.Metric{Kind: metric.KindAUC, K: 7}, metric.Metric{Kind: metric.KindKendallTau, K: 7})
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 8))
		n, scores := 400+r.IntN(2000), []int{1, 50, 1 << 30}[seed%3]
		l := loss.Lists[float32]{}
		for range n {
			l.Scores, l.Relevance = append(l.Scores, float32(r.IntN(scores))), append(l.Relevance, float32(r.IntN(5)))
		}
		want := make([]float64, len(all))
		require.NoError(t, metric.Evaluate(want, nil, l, all...))
		got := make([]float64, len(cuts))
		require.NoError(t, metric.Evaluate(got, nil, l, cuts...))
		require.Equal(t, want[:len(cuts)], got)
		for range 20 { // and with other cuts beside them, in any order
			r.Shuffle(len(cuts), func(i, j int) { cuts[i], cuts[j], want[i], want[j] = cuts[j], cuts[i], want[j], want[i] })
			few := 1 + r.IntN(3)
			require.NoError(t, metric.Evaluate(got[:few], nil, l, cuts[:few]...))
			require.Equal(t, want[:few], got[:few])
		}
		cuts = slices.Clone(all[:len(cuts)])
		auc, err := metric.AUC(l)
		require.NoError(t, err)
		var with [2]float64
		require.NoError(t, metric.Evaluate(with[:], nil, l, metric.Metric{K: 1}, metric.Metric{Kind: metric.KindAUC, K: 7}))
		require.Equal(t, auc, with[1])
	}
}
