package bench

import (
	"testing"

	"github.com/marginrank/marginrank/bench/internal/plain"
	"github.com/marginrank/marginrank/bench/internal/workload"
	"github.com/marginrank/marginrank/loss"
)

// BenchmarkPlain measures plain Go loops on float32 pairs, for comparison with MarginRanking.
func BenchmarkPlain(b *testing.B) {
	for _, form := range plain.Forms {
		for _, n := range workload.Sizes {
			w := workload.Workload{Pass: form.Pass, Reduction: loss.Mean, DType: workload.Float32, Labels: workload.Given, N: n, Workers: 1}
			b.Run(w.String()+"/form="+form.Name, func(b *testing.B) {
				batch := workload.NewBatch(w, workload.ToFloat32)
				benchmark(b, n, n*w.PairBytes(), func() error { form.Mean(batch); return nil })
			})
		}
	}
}
