package bench

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	turns "github.com/marginrank/marginrank/bench/internal/measure"
	"github.com/marginrank/marginrank/bench/internal/plain"
	"github.com/marginrank/marginrank/bench/internal/workload"
	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/loss"
)

// BenchmarkLists measures the loss and the gradients of all pairs of lists. For comparison it measures other ways
// to compute the same, with pairs that are formed beforehand and with plain loops, and sorts of the scores. Each
// call gets other lists than the call before, so that the CPU does not learn its branches. The pairs stay the
// same, since their kernels have no such branches.
func BenchmarkLists(b *testing.B) {
	for _, w := range workload.ListSizes {
		w.Reduction, w.Workers = loss.Sum, 1
		b.Run(w.String(), func(b *testing.B) {
			lists := workload.NewListRotation(w, workload.RotationLength(w))
			run := func(name string, call func() error) {
				b.Run(name, func(b *testing.B) { measureItems(b, w.N(), call) })
			}
			for _, t := range supportedTiers() {
				b.Run("form=lists/tier="+t.String(), func(b *testing.B) {
					defer cpuid.Use(t)()
					measureItems(b, w.N(), lists.Call)
				})
			}
			b.Run("form=sort", func(b *testing.B) { measureSort(b, w.N(), lists) })
			if w.Items <= workload.MostQuadratic {
				run("form=loop", func() error {
					batch := lists.Next()
					plain.Lists(batch.Grad, batch.Lists, workload.ListMargin)
					return nil
				})
			}
			if w.Items <= workload.MostQuadratic/2 {
				run("form=pairs", workload.NewListBatch(w).Explicit())
			}
		})
	}
}

// measureSort benchmarks sorts of lists with n items. The time does not include the copies that a sort in place
// needs.
func measureSort(b *testing.B, n int, lists *workload.ListRotation) {
	var total time.Duration
	for b.Loop() {
		took, err := lists.Sort(lists.Count())
		if err != nil {
			b.Fatal(err)
		}
		total += took
	}
	perCall := float64(total.Nanoseconds()) / float64(b.N) / float64(lists.Count())
	b.ReportMetric(perCall, "ns/op")
	b.ReportMetric(perCall/float64(n), "ns/item")
}

// measureItems benchmarks a call on n items.
func measureItems(b *testing.B, n int, call func() error) {
	if err := call(); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		call()
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/item")
}

// BenchmarkListsAgainstSort takes turns with slices.Sort on the same scores. It reports the median of the paired
// ratios: the time for the loss and its gradients divided by the time for the sort.
func BenchmarkListsAgainstSort(b *testing.B) {
	w := workload.ListWorkload{Lists: 1, Items: 1 << 20, Levels: 5, Reduction: loss.Mean, Workers: 1}
	lists := workload.NewListRotation(w, workload.RotationLength(w))
	call := turns.Calls(lists.Call)
	var ratios []float64
	for b.Loop() {
		ours, err := call(1)
		if err != nil {
			b.Fatal(err)
		}
		sort, err := lists.Sort(1)
		if err != nil {
			b.Fatal(err)
		}
		ratios = append(ratios, float64(ours)/float64(sort))
	}
	b.ReportMetric(turns.Of(ratios).Median, "of-sort")
}

// BenchmarkWeightedLists takes turns with the same lists without weights. It reports the median of the paired
// ratios: the time with weights, or with squares, divided by the time without.
func BenchmarkWeightedLists(b *testing.B) {
	for _, w := range workload.ListSizes {
		for _, r := range []loss.Reduction{loss.Sum, loss.Mean} {
			w.Reduction, w.Workers = r, 1
			for _, kind := range []struct {
				name string
				of   func(lists *workload.ListRotation) *workload.ListRotation
			}{
				{"weights=items", func(lists *workload.ListRotation) *workload.ListRotation { return lists.Weighted(true, false) }},
				{"weights=lambda", func(lists *workload.ListRotation) *workload.ListRotation { return lists.Weighted(false, true) }},
				{"squared", (*workload.ListRotation).Squared},
				{"squared/weights=lambda", func(lists *workload.ListRotation) *workload.ListRotation {
					return lists.Weighted(false, true).Squared()
				}},
			} {
				if w.Levels > 1000 && strings.Contains(kind.name, "lambda") {
					continue // this would take time in proportion to items times levels
				}
				b.Run(fmt.Sprintf("%s/reduction=%v/%s", w, r, kind.name), func(b *testing.B) {
					lists := workload.NewListRotation(w, workload.RotationLength(w))
					inTurns(b, kind.of(lists).Call, lists.Call, "of-unweighted")
				})
			}
		}
	}
}

// BenchmarkLambdaAgainstLoop takes turns with a loop over all pairs, and reports how many times as long that loop
// takes.
func BenchmarkLambdaAgainstLoop(b *testing.B) {
	batch := workload.NewListBatch(workload.ListWorkload{Lists: 1, Items: 4 << 10, Levels: 5, Reduction: loss.Sum, Workers: 1})
	ranks := batch.Ranks()
	loop := func() error {
		plain.LambdaLists(batch.Grad, batch.Lists, ranks, workload.ListMargin)
		return nil
	}
	inTurns(b, loop, batch.Weighted(false, true).Call, "times-faster")
}

// inTurns times two calls in turns, and reports the median of the paired ratios of their times.
func inTurns(b *testing.B, first, second func() error, unit string) {
	once(first)
	once(second)
	var ratios []float64
	for b.Loop() {
		f, s := once(first), once(second)
		ratios = append(ratios, f/s)
	}
	slices.Sort(ratios)
	b.ReportMetric(ratios[len(ratios)/2], unit)
}

// once returns how long a call takes, in nanoseconds.
func once(call func() error) float64 {
	start := time.Now()
	if err := call(); err != nil {
		panic(err)
	}
	return float64(time.Since(start).Nanoseconds())
}
