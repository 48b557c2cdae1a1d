package allpairs

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

func randomList(n, grades int) *List[float32] {
	r := rand.New(rand.NewPCG(1, uint64(n)))
	l := &List[float32]{Scores: make([]float32, n), Relevance: make([]float32, n)}
	for i := range n {
		l.Scores[i] = float32(r.NormFloat64())
		l.Relevance[i] = float32(r.IntN(grades))
	}
	return l
}

func BenchmarkSweep(b *testing.B) {
	for _, n := range []int{15, 64, 200, 1000, 10000, 1 << 20} {
		l := randomList(n, 5)
		counts := make([]int32, n)
		var w Workspace[float32]
		b.Run(fmt.Sprint("n=", n), func(b *testing.B) {
			for b.Loop() {
				w.Reset()
				w.Count(counts, l, 1, false)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/item")
		})
		if n < 1<<20 {
			continue
		}
		b.Run(fmt.Sprint("levels/n=", n), func(b *testing.B) {
			for b.Loop() {
				w.numberLevels(l.Relevance, nil)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/item")
		})
		part := func(name string, f func()) {
			b.Run(fmt.Sprintf("%s/n=%d", name, n), func(b *testing.B) {
				for b.Loop() {
					f()
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/item")
			})
		}
		part("sort", func() { w.sort(l) })
		part("boundaries", func() {
			w.high, w.low = grown(w.high, n+1)[:n], grown(w.low, n+1)[:n]
			boundaries(w.scores, 1, w.high, w.low)
		})
		part("count", func() { w.count(1) })
		part("finish", func() { w.finish(counts, false, true) })
		b.Run(fmt.Sprint("slices.Sort/n=", n), func(b *testing.B) {
			s := make([]float32, n)
			for b.Loop() {
				copy(s, l.Scores)
				slices.Sort(s)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/item")
		})
	}
}
