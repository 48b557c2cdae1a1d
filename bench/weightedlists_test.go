package bench

import (
	"fmt"
	"slices"
	"testing"

	"github.com/marginrank/marginrank/bench/internal/workload"
	"github.com/marginrank/marginrank/loss"
)

// BenchmarkWeightedLists takes turns with the same lists without weights, and reports the median of the paired ratios.
func BenchmarkWeightedLists(b *testing.B) {
	for _, w := range workload.ListSizes {
		for _, r := range []loss.Reduction{loss.Sum, loss.Mean} {
			w.Reduction, w.Workers = r, 1
			for _, kind := range []string{"weights", "lambda", "both"} {
				if w.Levels > 1000 && kind != "weights" {
					continue
				}
				b.Run(fmt.Sprintf("%s/%v/%s", w, r, kind), func(b *testing.B) {
					plain, weighted := workload.NewListBatch(w), workload.NewListBatch(w)
					if kind != "lambda" {
						weighted.Lists.Weights = make([]float32, w.N())
						for i := range weighted.Lists.Weights {
							weighted.Lists.Weights[i] = 0.5 + float32(i%7)
						}
					}
					if kind != "weights" {
						weighted.Lists.Lambda = &loss.Lambda{}
					}
					var ratios []float64
					plain.Call()
					weighted.Call()
					total := 0.0
					for b.Loop() {
						p, w := once(plain.Call), once(weighted.Call)
						ratios = append(ratios, w/p)
						total += w
					}
					slices.Sort(ratios)
					b.ReportMetric(ratios[len(ratios)/2], "of-plain")
					b.ReportMetric(total/float64(len(ratios))/float64(w.N()), "ns/item")
				})
			}
		}
	}
}
