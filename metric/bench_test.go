package metric_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/marginrank/marginrank/loss"
	"github.com/marginrank/marginrank/metric"
)

// benchLists are lists of n items with normal scores and five grades.
func benchLists[T float32 | float64](lists, n int) loss.Lists[T] {
	r := rand.New(rand.NewPCG(1, uint64(n)))
	l := loss.Lists[T]{Offsets: []int{0}}
	for range lists {
		for range n {
			l.Scores = append(l.Scores, T(r.NormFloat64()))
			l.Relevance = append(l.Relevance, float32(r.IntN(5)))
		}
		l.Offsets = append(l.Offsets, len(l.Scores))
	}
	return l
}

// BenchmarkLong is one list of 2^20 items, beside slices.Sort of its scores.
func BenchmarkLong(b *testing.B) {
	b.Run("float32", benchmarkLong[float32])
	b.Run("float64", benchmarkLong[float64])
}

func benchmarkLong[T float32 | float64](b *testing.B) {
	const n = 1 << 20
	l := benchLists[T](1, n)
	run := func(name string, call func()) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				call()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/item")
		})
	}
	sorted := make([]T, n)
	run("slices.Sort", func() {
		copy(sorted, l.Scores)
		slices.Sort(sorted)
	})
	for _, k := range []int{10, 1000, 0} {
		run(fmt.Sprintf("NDCG@%d", k), func() { metric.NDCG(l, k) })
	}
	run("MAP", func() { metric.MAP(l, 0) })
	run("MRR", func() { metric.MRR(l, 0) })
	run("AUC", func() { metric.AUC(l) })
	many := l
	many.Relevance = make([]float32, n)
	for i := range many.Relevance {
		many.Relevance[i] = rand.Float32()
	}
	run("NDCG@10 of many levels", func() { metric.NDCG(many, 10) })
	run("AUC of many levels", func() { metric.AUC(many) })
	tied := l
	tied.Scores = make([]T, n)
	run("NDCG@10 of equal scores", func() { metric.NDCG(tied, 10) })
	run("MRR of equal scores", func() { metric.MRR(tied, 10) })
	rising := l
	rising.Scores = sorted
	run("NDCG@10 of rising scores", func() { metric.NDCG(rising, 10) })
}

// BenchmarkShort is many lists.
func BenchmarkShort(b *testing.B) {
	all := []metric.Metric{{K: 1}, {K: 3}, {K: 5}, {K: 10}, {Kind: metric.KindMAP}, {Kind: metric.KindAUC}}
	for _, n := range []int{5, 15, 100, 200, 1000} {
		const lists = 200
		l := benchLists[float32](lists, n)
		run := func(name string, call func()) {
			b.Run(fmt.Sprintf("n=%d/%s", n, name), func(b *testing.B) {
				for b.Loop() {
					call()
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/lists/float64(n), "ns/item")
			})
		}
		run("NDCG@10", func() { metric.NDCG(l, 10) })
		run("NDCG", func() { metric.NDCG(l, 0) })
		run("AUC", func() { metric.AUC(l) })
		means := make([]float64, len(all))
		run("Evaluate", func() { metric.Evaluate(means, nil, l, all...) })
		scores := slices.Clone(l.Scores)
		run("slices.Sort", func() {
			copy(scores, l.Scores)
			for k := range lists {
				slices.Sort(scores[k*n : k*n+n])
			}
		})
	}
}
