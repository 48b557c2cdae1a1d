package bench

import (
	"testing"
	"time"

	turns "github.com/marginrank/marginrank/bench/internal/measure"
	"github.com/marginrank/marginrank/bench/internal/plain"
	"github.com/marginrank/marginrank/bench/internal/workload"
	"github.com/marginrank/marginrank/internal/cpuid"
)

// indexedWorkloads lists workloads with items that fit into the L2 cache, and more, up to far beyond the last
// cache.
func indexedWorkloads() []workload.Indexed {
	var list []workload.Indexed
	add := func(pass, dtype, labels string, items, n int, order string) {
		list = append(list, workload.Indexed{Pass: pass, DType: dtype, Labels: labels, Items: items, Order: order, N: n, Workers: 1})
	}
	for _, items := range []int{64 << 10, 256 << 10, 1 << 20, 4 << 20, 16 << 20} {
		for _, order := range workload.Orders {
			add(workload.ForwardBackward, workload.Float32, workload.Signs, items, max(1<<20, items/2), order)
		}
		add(workload.Forward, workload.Float32, workload.Signs, items, max(1<<20, items/2), workload.Random)
	}
	for _, items := range []int{256 << 10, 4 << 20} { // few pairs
		add(workload.ForwardBackward, workload.Float32, workload.Signs, items, items/16, workload.Random)
	}
	for _, dtype := range workload.DTypes {
		for _, labels := range workload.LabelKinds {
			if dtype != workload.Float32 || labels != workload.Signs {
				add(workload.ForwardBackward, dtype, labels, 1<<20, 1<<20, workload.Random)
			}
		}
	}
	return list
}

// BenchmarkIndexed measures pairs by index on every tier.
func BenchmarkIndexed(b *testing.B) {
	for _, w := range indexedWorkloads() {
		b.Run(w.String(), func(b *testing.B) {
			call := w.Prepare()
			for _, t := range supportedTiers() {
				b.Run("tier="+t.String(), func(b *testing.B) {
					defer cpuid.Use(t)()
					benchmark(b, w.N, w.Bytes(), call)
				})
			}
		})
	}
}

// BenchmarkIndexedPlain measures what BenchmarkIndexed is compared with: plain loops around ForwardBackward.
func BenchmarkIndexedPlain(b *testing.B) {
	for _, w := range indexedWorkloads() {
		b.Run(w.String(), func(b *testing.B) { benchmark(b, w.N, w.Bytes(), plain.Indexed(w)) })
	}
}

// BenchmarkIndexedRace times both in turns, and reports how many times as fast as the plain loops the library is:
// the median of the paired ratios.
func BenchmarkIndexedRace(b *testing.B) {
	for _, w := range indexedWorkloads() {
		b.Run(w.String(), func(b *testing.B) {
			p := turns.Plan{Rounds: 9, Batch: time.Millisecond}
			samples, err := turns.Turns(p, turns.Calls(w.Prepare()), turns.Calls(plain.Indexed(w)))
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() { // empty, since Turns has measured already
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(turns.Of(samples[0]).Median/float64(w.N), "ns/pair")
			b.ReportMetric(turns.Of(samples[1]).Median/float64(w.N), "plain-ns/pair")
			b.ReportMetric(turns.Speedup(samples[0], samples[1]).Median, "times-faster")
		})
	}
}
