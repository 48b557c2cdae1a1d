package exact

import (
	"math/rand/v2"
	"testing"
)

func BenchmarkSum(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	values := make([]float64, 1024)
	for i := range values {
		values[i] = r.NormFloat64()
	}
	b.Run("Add", func(b *testing.B) {
		var s Sum
		for i := 0; b.Loop(); i++ {
			s.Add(values[i%len(values)])
		}
	})
	b.Run("AddProduct", func(b *testing.B) {
		var s Sum
		for i := 0; b.Loop(); i++ {
			s.AddProduct(int64(i), values[i%len(values)])
		}
	})
	b.Run("Merge", func(b *testing.B) {
		var s, t Sum
		t.Add(values[0])
		for b.Loop() {
			s.Merge(&t)
		}
	})
	b.Run("ZeroAddFloat64", func(b *testing.B) { // a sum of one value, from beginning to end
		for i := 0; b.Loop(); i++ {
			var s Sum
			s.Add(values[i%len(values)])
			s.Float64()
		}
	})
}

// BenchmarkAddAll reports the time per product.
func BenchmarkAddAll(b *testing.B) {
	b.Run("float32", benchmarkAddAll[float32])
	b.Run("float64", benchmarkAddAll[float64])
}

func benchmarkAddAll[F Float](b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	counts, values := make([]int32, 1024), make([]F, 1024)
	for i := range values {
		counts[i], values[i] = r.Int32N(2000)-1000, F(r.NormFloat64())
	}
	bins := new(Bins)
	for b.Loop() {
		AddAll(bins, counts, values, 1000)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(counts)), "ns/product")
}
