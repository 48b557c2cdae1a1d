package bench

import (
	"testing"

	"github.com/marginrank/marginrank/bench/internal/roofline"
	"github.com/marginrank/marginrank/bench/internal/workload"
)

// BenchmarkRoofline measures what memory allows for each workload: reading and writing its arrays in order,
// without computing anything.
func BenchmarkRoofline(b *testing.B) {
	for _, w := range workload.List(*all) {
		if w.N%roofline.Multiple(w) != 0 {
			continue
		}
		b.Run(w.String(), func(b *testing.B) {
			p := w.Prepare()
			for _, t := range supportedTiers() {
				for _, stores := range roofline.Forms(t, w) {
					pass, err := roofline.Prepare(t, w, p.Streams, stores)
					if err != nil {
						b.Fatal(err)
					}
					b.Run("stores="+stores.String()+"/tier="+t.String(), func(b *testing.B) {
						benchmark(b, w.N, p.Bytes, func() error { pass(); return nil })
					})
				}
			}
		})
	}
}
