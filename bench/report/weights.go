package main

import (
	"fmt"

	"github.com/marginrank/marginrank/bench/internal/workload"
)

// weights compares calls with counts, weights or margins with those without, and weights with a loop by hand.
func weights(p *plan) []experiment {
	var list []experiment
	for _, r := range p.caches.regions()[1:] {
		add := func(a workload.Workload, aim func(promise float64) float64) {
			if r.name == inL2 {
				aim = func(float64) float64 { return 0 } // there it's arithmetic that costs
			}
			list = append(list, p.race("weights", r, a, float32Workload(a.Pass, 0), aim))
		}
		for _, pass := range []string{workload.Forward, workload.ForwardBackward} {
			counts := float32Workload(pass, 0)
			counts.Counts = true
			add(counts, func(float64) float64 { return 0.95 }) // no byte more
		}
		weighted, margins := float32Workload(workload.ForwardBackward, 0), float32Workload(workload.ForwardBackward, 0)
		weighted.Weights, margins.Margins = true, true
		byBytes := func(promise float64) float64 { return 0.9 * promise }
		add(weighted, byBytes)
		add(margins, byBytes)

		weighted.N = r.pairs(weighted)
		list = append(list, experiment{fmt.Sprintf("%s in %s, by hand", describeCall(weighted), r.name), func(out *results) error {
			return p.loopsOf(out, "weights", weighted, r.name, 1)
		}})
	}
	return list
}
