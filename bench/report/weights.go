package main

import (
	"fmt"

	"github.com/marginrank/marginrank/bench/internal/workload"
	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/loss"
)

// weights compares calls with counts, weights or margins with calls without them, and weights with a loop by
// hand.
func weights(p *plan) []experiment {
	var list []experiment
	for _, r := range p.caches.regions()[1:] {
		for _, with := range columnWorkloads() {
			without := with
			without.Counts, without.Weights, without.Margins = false, false, false
			aim := func(_ cpuid.Tier, promise float64) float64 { return columnAim(with, r.name, promise) }
			list = append(list, p.race("weights", r, with, without, aim))
		}
		w := float32Workload(workload.ForwardBackward, 0)
		w.Weights = true
		w.N = r.pairs(w)
		list = append(list, experiment{fmt.Sprintf("%s in %s, by hand", describeCall(w), r.name), func(out *results) error {
			return p.loopsOf(out, "weights", w, r.name, 1)
		}})
	}
	return list
}

// columnWorkloads lists calls with counts, weights or margins. They are sums, since a mean would read weights
// twice.
func columnWorkloads() []workload.Workload {
	counts, both := float32Workload(workload.Forward, 0), float32Workload(workload.ForwardBackward, 0)
	weights, margins := both, both
	counts.Counts, both.Counts = true, true
	weights.Weights, weights.Reduction = true, loss.Sum
	margins.Margins, margins.Reduction = true, loss.Sum
	return []workload.Workload{counts, both, weights, margins}
}

// columnAim returns the aim of such a call. In L2 there is none, since arithmetic takes the time there. Beyond
// L2, counts should cost nothing, and weights and margins only their bytes.
func columnAim(w workload.Workload, region string, promise float64) float64 {
	switch {
	case region == inL2:
		return 0
	case w.Counts:
		return 0.95
	}
	return 0.9 * promise
}
