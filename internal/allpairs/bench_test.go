package allpairs

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/marginrank/marginrank/internal/cpuid"
)

// BenchmarkMethods measures lists pair by pair, on every tier, and in the order of their scores. shortUpTo is the
// length at which both take the same time. The lists take turns, since a branch predictor would learn a short
// list.
func BenchmarkMethods(b *testing.B) {
	b.Run("float32", benchmarkMethods[float32])
	b.Run("float64", benchmarkMethods[float64])
}

func benchmarkMethods[F float](b *testing.B) {
	w := new(workspace[F])
	for _, n := range []int{8, 16, 24, 32, 40, 48, 64, 96, 128, 160, 192, 224, 256, 320, 384, 512} {
		var lists [64]*list[F]
		r := rand.New(rand.NewPCG(1, uint64(n)))
		for k := range lists {
			lists[k] = draw[F](r, n, 5, false, kinds["normal"])
		}
		counts := make([]int32, n)
		run := func(name string, call func(l *list[F])) {
			b.Run(fmt.Sprintf("n=%d/%s", n, name), func(b *testing.B) {
				for k := 0; b.Loop(); k++ {
					call(lists[k%len(lists)])
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/item")
			})
		}
		m := limitOf[F](1, false)
		run("method=sweep", func(l *list[F]) { w.sweep(counts, l, m, false) })
		for _, tier := range cpuid.Tiers {
			if !cpuid.Supported(tier) {
				continue
			}
			w.reset(tier)
			run("method=short/tier="+tier.String(), func(l *list[F]) { w.countShort(counts, l, m, false) })
		}
	}
}

// BenchmarkParts measures the parts of the work for a long list.
func BenchmarkParts(b *testing.B) {
	const n = 1 << 20
	w := new(workspace[float32])
	l := draw[float32](rand.New(rand.NewPCG(1, n)), n, 5, false, kinds["normal"])
	counts := make([]int32, n)
	m := limitOf[float32](1, false)
	w.sweep(counts, l, m, false)
	for _, part := range []struct {
		name string
		call func()
	}{
		{"levels", func() { w.relevance.Number(&w.sorter, l.relevance, nil) }},
		{"sort", func() { w.sort(l) }},
		{"boundaries", func() { boundaries(w.scores, 1, w.high, w.low) }},
		{"count", func() { w.count(1) }}, // boundaries, then ranks
		{"finish", func() { w.finish(counts, false, true) }},
		{"all", func() { w.sweep(counts, l, m, false) }},
	} {
		b.Run("part="+part.name, func(b *testing.B) {
			for b.Loop() {
				part.call()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/item")
		})
	}
}

// BenchmarkRuns measures a run of lists, and the same lists one by one.
func BenchmarkRuns(b *testing.B) {
	const lists = 200
	w, m := new(workspace[float32]), limitOf[float32](1, false)
	for _, items := range []int{1, 5, 10, 15, 16} {
		for _, mixed := range []bool{false, true} {
			r := rand.New(rand.NewPCG(1, uint64(items)))
			offsets := []int{0}
			for range lists {
				n := items
				if mixed {
					n = 1 + r.IntN(items)
				}
				offsets = append(offsets, offsets[len(offsets)-1]+n)
			}
			n := offsets[lists]
			l := draw[float32](r, n, 5, false, kinds["normal"])
			counts := make([]int32, n)
			for _, tier := range cpuid.Tiers {
				if !cpuid.Supported(tier) {
					continue
				}
				for _, run := range []bool{false, true} {
					if run && !hasRuns(tier) {
						continue
					}
					w.reset(tier)
					b.Run(fmt.Sprintf("items=%d/mixed=%v/run=%v/tier=%v", items, mixed, run, tier), func(b *testing.B) {
						for b.Loop() {
							if run {
								w.countRun(counts, l.scores, l.relevance, offsets, m)
								continue
							}
							for k := range lists {
								lo, hi := offsets[k], offsets[k+1]
								w.countList(counts[lo:hi], &list[float32]{scores: l.scores[lo:hi], relevance: l.relevance[lo:hi]}, m, false)
							}
						}
						b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/lists, "ns/list")
					})
				}
			}
		}
	}
}
