package bench

import (
	"testing"
	"time"
	"unsafe"

	turns "github.com/marginrank/marginrank/bench/internal/measure"
	"github.com/marginrank/marginrank/bench/internal/workload"
	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/cpuid"
)

// BenchmarkStream times stores through the caches and past them in turns, for float32 losses and both gradients.
// It reports the median of the paired ratios: the time of plain stores divided by the time of streaming stores.
// It calls package generated, because package loss would choose between the two.
func BenchmarkStream(b *testing.B) {
	for _, tier := range []cpuid.Tier{cpuid.AVX512, cpuid.AVX2} {
		for _, n := range []int{256 << 10, 512 << 10, 1 << 20, 5 << 18, 3 << 19, 2 << 20, 8 << 20} {
			b.Run("n="+workload.SizeName(n)+"/tier="+tier.String(), func(b *testing.B) {
				if !cpuid.Supported(tier) {
					b.Skipf("tier %v: not run, this CPU or this build lacks it", tier)
				}
				call := streamCall(tier, n)
				p := turns.Plan{Rounds: 25, Batch: time.Millisecond}
				samples, err := turns.Turns(p,
					turns.Calls(func() error { call(true); return nil }), turns.Calls(func() error { call(false); return nil }))
				if err != nil {
					b.Fatal(err)
				}
				for b.Loop() { // empty, since Turns has measured already
				}
				b.ReportMetric(0, "ns/op")
				b.ReportMetric(float64(5*4*n)/(1<<20), "MiB")
				b.ReportMetric(turns.Speedup(samples[0], samples[1]).Median, "times-faster")
			})
		}
	}
}

// streamCall returns a call that goes through arrays of its own, span by span.
func streamCall(tier cpuid.Tier, n int) func(stream bool) {
	var arrays [5][]float32
	for i := range arrays {
		s := make([]float32, n+generated.StreamAlign)
		for uintptr(unsafe.Pointer(&s[0]))%generated.StreamAlign != 0 {
			s = s[1:]
		}
		for j := range s {
			s[j] = float32(j%7) - 3
		}
		arrays[i] = s[:n]
	}
	return func(stream bool) {
		one := generated.ScalarOf[float32](1)
		at := func(i, lo int) unsafe.Pointer { return unsafe.Pointer(&arrays[i][lo]) }
		for lo := 0; lo < n; lo += generated.Span {
			a := generated.Args{N: min(generated.Span, n-lo), Stream: stream, Margin: one, Weight: one, Scale: one}
			a.X1, a.X2, a.Y = at(0, lo), at(1, lo), at(2, lo)
			a.GX1, a.GX2 = at(3, lo), at(4, lo)
			generated.Run[float32](generated.SumGrad, tier, &a)
		}
	}
}
