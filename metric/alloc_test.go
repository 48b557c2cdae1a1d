//go:build !race

// Under the race detector pools drop what they are given, now and then.

package metric_test

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/marginrank/marginrank/loss"
	"github.com/marginrank/marginrank/metric"
)

// Calls don't allocate, but for the first ones, and arrays on the caller's stack stay there.
func TestNoAllocation(t *testing.T) {
	eachType(t, testNoAllocation[float32], testNoAllocation[float64], testNoAllocation[loss.Float16], testNoAllocation[loss.BFloat16], testNoAllocation[score32], testNoAllocation[score64])
}

func testNoAllocation[T loss.Float](t *testing.T, of func(float64) T) {
	runs := 100
	none := func(name string, f func()) { assert.Zero(t, testing.AllocsPerRun(runs, f), name) }
	const n, lists = 60, 2
	one, two := of(1), of(2)
	none("on the stack", func() {
		var scores [n]T
		var relevance [n]float32
		var mask [n]bool
		for i := range relevance {
			scores[i], relevance[i], mask[i] = one, float32(i%3), i%5 > 0
			if i%4 == 0 {
				scores[i] = two
			}
		}
		offsets := [...]int{0, 10, n}
		l := loss.Lists[T]{Scores: scores[:], Relevance: relevance[:], Offsets: offsets[:], Mask: mask[:]}
		metric.NDCG(l, 10)
		metric.MRR(l, 0)
		metric.MAP(l, 10)
		metric.AUC(l)
		metric.Precision(l, 1)
		metric.Recall(l, 1)
		metric.HitRate(l, 1)
		metric.KendallTau(l)
		metrics := [...]metric.Metric{{K: 5, Gain: func(r float32) float64 { return float64(r * r) }}, {Kind: metric.KindMAP}, {Kind: metric.KindAUC}}
		var means [len(metrics)]float64
		var perList [len(metrics) * lists]float64
		if err := metric.Evaluate(means[:], perList[:], l, metrics[:]...); err != nil {
			t.Error(err)
		}
	})
	runs = 10
	for _, many := range []bool{false, true} {
		l := loss.Lists[T]{Scores: make([]T, 20_000), Relevance: make([]float32, 20_000)}
		for i := range l.Scores {
			l.Scores[i], l.Relevance[i] = of(float64(i*7919%20_000)), float32(i%5)
			if many {
				l.Relevance[i] = float32(i%1000) / 8
			}
		}
		none("long", func() {
			metric.NDCG(l, 10)
			metric.NDCG(l, 0)
			metric.AUC(l)
			metric.KendallTau(l)
			metric.MAP(l, 0)
		})
	}
}

// Adding lists to totals doesn't allocate after the first call.
func TestAccumulateDoesNotAllocate(t *testing.T) {
	l := someLists(rand.New(rand.NewPCG(6, 6)), 20)
	totals, metrics := make([]metric.Total, 2), totalled[:2]
	assert.Zero(t, testing.AllocsPerRun(10, func() {
		if err := metric.Accumulate(totals, l, metrics...); err != nil {
			t.Error(err)
		}
	}))
}
