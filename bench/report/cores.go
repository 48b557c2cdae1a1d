package main

import (
	"fmt"
	"runtime"
	"slices"

	"github.com/marginrank/marginrank/bench/internal/measure"
	"github.com/marginrank/marginrank/bench/internal/workload"
	"github.com/marginrank/marginrank/loss"
)

// cores compares calls on all processors with calls on one, and beyond the caches with rooflines on all
// processors.
func cores(p *plan) []experiment {
	workers := runtime.GOMAXPROCS(0)
	if workers == 1 {
		return nil
	}
	var list []experiment
	add := func(pass string, n int, region string) {
		w := float32Workload(pass, n)
		list = append(list, experiment{fmt.Sprintf("%s, %s pairs", describeCall(w), workload.SizeName(n)), func(out *results) error {
			return p.coresOf(out, w, region, workers)
		}})
	}
	for _, pass := range []string{workload.Forward, workload.ForwardBackward} {
		for _, n := range []int{1 << 10, 64 << 10, 256 << 10, 512 << 10, 1 << 20} {
			add(pass, n, p.caches.of(n*float32Workload(pass, 0).PairBytes()))
		}
		r := p.caches.regions()
		add(pass, r[len(r)-1].pairs(float32Workload(pass, 0)), memory)
	}
	return list
}

func (p *plan) coresOf(out *results, w workload.Workload, region string, workers int) error {
	best := bestTier()
	one := w.Prepare()
	many := one
	many.Call = one.With(loss.AllProcessors)
	single, shared := kernel(best, one), kernel(best, many)
	single.name, shared.name = "one worker", "workers"
	var alone, limits []contender // rooflines on one processor, and on all
	for _, t := range assemblyTiers() {
		own, err := rooflines(t, w, one)
		if err != nil {
			return err
		}
		shared, err := sharedRooflines(t, w, one, workers)
		if err != nil {
			return err
		}
		alone, limits = append(alone, own...), append(limits, shared...)
	}
	samples, err := p.turns(slices.Concat(alone, limits, []contender{single, shared})...)
	if err != nil {
		return err
	}
	line := newRow("cores", w, best.String(), region, samples[shared.name])
	line.Samples = samples
	line.Against, line.Aim = single.name, coresAim(w.N, workers)
	line.Measured = measure.Speedup(samples[shared.name], samples[single.name])
	if len(limits) == 0 {
		out.Rows = append(out.Rows, line)
		return nil
	}
	roof := fastest(samples, limits)
	if region == memory {
		line.Against, line.Aim = roof, 0.95
		line.Measured = measure.Speedup(samples[shared.name], samples[roof])
	}
	out.Rows = append(out.Rows, line)
	if line.Aim > 1 {
		// Add what the machine allows, as no call can do more.
		limit := newRow("cores", w, best.String(), region, samples[roof])
		limit.What, limit.Against = roof, fastest(samples, alone)
		limit.Measured = measure.Speedup(samples[roof], samples[limit.Against])
		out.Rows = append(out.Rows, limit)
	}
	return nil
}

// coresAim returns the aim for the speedup of several workers at n pairs. For so few pairs that the library uses
// one goroutine it is 1, with an allowance for noise.
func coresAim(n, workers int) float64 {
	if n <= 128<<10 {
		return 0.97
	}
	return 0.9 * float64(workers)
}
