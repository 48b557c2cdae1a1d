package allpairs

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/dcg"
)

// BenchmarkWeighing measures the parts of the work for a long list with lambda weights.
func BenchmarkWeighing(b *testing.B) {
	for _, n := range []int{1 << 10, 1 << 13, 1 << 16, 1 << 20} {
		w := new(workspace[float32])
		w.reset(cpuid.Portable)
		plain := draw[float32](rand.New(rand.NewPCG(1, uint64(n))), n, 5, false, kinds["normal"])
		l := &weighted[float32]{list: *plain, lambda: true}
		for i, r := range l.relevance {
			l.relevance[i] = r + 1.5
		}
		findGains(nil, l.relevance, nil, nil)
		m, net := limitOf[float32](1, false), make([]float64, n)
		w.weighSorted(net, l, m, false, true)
		k := &w.ranked
		r := role{discount: k.discount[:n], level: k.level, weights: k.high, loss: new(dcg.Sum), first: k.first, scores: k.scores, margin: k.margin}
		t := r
		t.turned, t.first, t.weight, t.weights, t.loss = true, k.behind, k.weight, k.low, nil
		for _, part := range []struct {
			name string
			call func()
		}{
			{"gains", func() { findGains(nil, l.relevance, nil, nil) }},
			{"levels", func() { w.relevance.Number(&w.sorter, l.relevance, nil) }},
			{"sort", func() { w.sortWeighted(l) }},
			{"count", func() { w.keep = true; w.count(1); w.keep = false }},
			{"fill", func() { k.fill(&w.relevance, true, nil, nil, 0) }},
			{"right", func() { k.addRight() }},
			{"prepare", func() { prepareLosses(k, w.scores, 1, false) }},
			{"above both", func() { k.eachRole(&r, false, true) }},
			{"sum both", func() { k.eachRole(&r, false, false) }},
			{"above", func() { k.eachRole(&t, true, true) }},
			{"sum turned", func() { k.eachRole(&t, true, false) }},
			{"whole", func() { w.weighSorted(net, l, m, false, false) }},
		} {
			b.Run(fmt.Sprintf("n=%d/part=%s", n, part.name), func(b *testing.B) {
				for b.Loop() {
					part.call()
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/item")
			})
		}
	}
}
