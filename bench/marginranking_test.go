package bench

import (
	"testing"

	"github.com/marginrank/marginrank/internal/cpuid"
)

func BenchmarkMarginRanking(b *testing.B) {
	for _, w := range workloads(*all) {
		b.Run(w.String(), func(b *testing.B) {
			call, bytes := w.prepare()
			for _, t := range supportedTiers() {
				b.Run("tier="+t.String(), func(b *testing.B) {
					defer cpuid.Use(t)()
					measure(b, w.n, bytes, call)
				})
			}
		})
	}
}

// measure benchmarks a call on n pairs.
func measure(b *testing.B, n, bytes int, call func() error) {
	// Once outside of the loop: an error would make the rest meaningless, and the
	// first stores to fresh memory are page faults.
	if err := call(); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(bytes))
	b.ReportAllocs()
	for b.Loop() {
		call()
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/pair")
}
