package bench

import (
	"fmt"
	"runtime"
	"testing"

	"github.com/marginrank/marginrank/bench/internal/workload"
	"github.com/marginrank/marginrank/loss"
)

// BenchmarkWorkers measures several goroutines, from the smallest batch that they share.
func BenchmarkWorkers(b *testing.B) {
	for _, pass := range []string{workload.Forward, workload.ForwardBackward} {
		for _, n := range []int{64 << 10, 256 << 10, 1 << 20, 8 << 20} {
			for _, workers := range workerCounts() {
				w := workload.Workload{Pass: pass, Reduction: loss.Sum, DType: workload.Float32, Labels: workload.Given, N: n, Workers: workers}
				b.Run(fmt.Sprintf("%v/workers=%d", w, workers), func(b *testing.B) {
					p := w.Prepare()
					benchmark(b, n, p.Bytes, p.Call)
				})
			}
		}
	}
}

// workerCounts lists the powers of two up to the number of processors, and AllProcessors.
func workerCounts() []int {
	list := []int{loss.AllProcessors}
	for n := 1; n <= runtime.GOMAXPROCS(0); n *= 2 {
		list = append(list, n)
	}
	return list
}
