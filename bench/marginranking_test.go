package bench

import (
	"flag"
	"testing"

	"github.com/marginrank/marginrank/bench/internal/workload"
	"github.com/marginrank/marginrank/internal/cpuid"
)

var all = flag.Bool("all", false, "benchmark every dtype and label kind at every n")

func BenchmarkMarginRanking(b *testing.B) {
	for _, w := range workload.List(*all) {
		b.Run(w.String(), func(b *testing.B) {
			p := w.Prepare()
			for _, t := range supportedTiers() {
				b.Run("tier="+t.String(), func(b *testing.B) {
					defer cpuid.Use(t)()
					benchmark(b, w.N, p.Bytes, p.Call)
				})
			}
		})
	}
}

// benchmark measures a call on n pairs.
func benchmark(b *testing.B, n, byteCount int, call func() error) {
	// Call once outside of the loop, to see an error before anything is measured, and because the first stores to
	// new memory are page faults.
	if err := call(); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(byteCount))
	b.ReportAllocs()
	for b.Loop() {
		call()
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/pair")
}

// supportedTiers lists the tiers that can run here.
func supportedTiers() []cpuid.Tier {
	var list []cpuid.Tier
	for _, t := range cpuid.Tiers {
		if cpuid.Supported(t) {
			list = append(list, t)
		}
	}
	return list
}
