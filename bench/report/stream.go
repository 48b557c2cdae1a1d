package main

import (
	"fmt"

	"github.com/marginrank/marginrank/bench/internal/workload"
	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/loss"
)

// streamSizes has the sizes of arrays as multiples of the last cache, from the size on at which the library
// stores past the caches.
var streamSizes = []float64{0.8, 1, 1.5, 2, 4}

// stream compares calls that may store past the caches with the same calls with KeepInCache.
func stream(p *plan) []experiment {
	var list []experiment
	for _, w := range streamWorkloads() {
		for _, size := range streamSizes {
			byteCount := size * float64(p.caches.last())
			if size < 1 {
				byteCount = size * float64(p.share)
			}
			w := w
			w.N = (int(byteCount)/w.PairBytes()/step + 1) * step // rounded up
			list = append(list, experiment{fmt.Sprintf("%s, %d pairs", describeCall(w), w.N), func(out *results) error {
				return p.streamOf(out, w)
			}})
		}
	}
	return list
}

// streamWorkloads lists calls with outputs, with several element types and columns.
func streamWorkloads() []workload.Workload {
	both := float32Workload(workload.ForwardBackward, 0)
	none, wide, narrow, weights, counts := float32Workload(workload.Forward, 0), both, both, both, both
	none.Reduction = loss.None
	wide.DType, narrow.DType = workload.Float64, workload.BFloat16
	weights.Weights, weights.Reduction = true, loss.Sum
	counts.Counts = true
	return []workload.Workload{both, none, wide, narrow, weights, counts}
}

func (p *plan) streamOf(out *results, w workload.Workload) error {
	prepared := w.Prepare()
	for _, t := range assemblyTiers() {
		if t == cpuid.NEON {
			continue // NEON kernels have no such stores
		}
		around, through := kernel(t, prepared), onTier(t, "kept in cache", prepared.Keep)
		samples, err := p.turns(around, through)
		if err != nil {
			return err
		}
		line := newRow("stream", w, t.String(), p.caches.of(w.N*w.PairBytes()), samples[around.name])
		out.Rows = append(out.Rows, line.against(samples, around.name, through.name, streamAim(w, p.caches.last())))
	}
	return nil
}

// streamAim returns the aim for the speedup of stores past the caches. It is never a loss, with an allowance for
// noise. From twice the size of the cache on, outputs have left the cache before they are written again. Stores
// past the caches then move their bytes once and not twice, and the aim is what this saves.
func streamAim(w workload.Workload, last int) float64 {
	if w.N*w.PairBytes() < 2*last {
		return 0.95
	}
	saved := w.Outputs() * w.ElementBytes()
	return min(1.2, 0.9*float64(w.PairBytes()+saved)/float64(w.PairBytes()))
}
