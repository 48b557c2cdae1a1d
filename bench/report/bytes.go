package main

import (
	"fmt"

	"github.com/marginrank/marginrank/bench/internal/measure"
	"github.com/marginrank/marginrank/bench/internal/workload"
	"github.com/marginrank/marginrank/internal/cpuid"
)

// dtypes compares 16-bit elements with float32, for the same number of pairs.
func dtypes(p *plan) []experiment {
	var list []experiment
	for _, dtype := range []string{workload.Float16, workload.BFloat16} {
		for _, pass := range []string{workload.Forward, workload.ForwardBackward} {
			for _, r := range p.caches.beyondL2() {
				narrow := float32Workload(pass, 0)
				narrow.DType = dtype
				aim := func(t cpuid.Tier, _ float64) float64 { return dtypesAim(t, r.name) }
				list = append(list, p.race("dtypes", r, narrow, float32Workload(pass, 0), aim))
			}
		}
	}
	return list
}

// dtypesAim returns the aim for 16-bit elements: the pairs per second, divided by those of float32. AVX2 needs
// more instructions than AVX-512 to convert elements. The bytes that it saves should make up for that.
func dtypesAim(t cpuid.Tier, region string) float64 {
	switch {
	case t != cpuid.AVX2:
		return 1.7
	case region == memory:
		return 1.5
	}
	return 1
}

// fewerBytes compares passes that move fewer bytes with passes that move all of them: labels as int8
// or absent, one gradient instead of two.
func fewerBytes(p *plan) []experiment {
	of := func(_ cpuid.Tier, promise float64) float64 { return 0.9 * promise }
	beyond := p.caches.regions()[len(p.caches.regions())-1]
	var list []experiment
	for _, pass := range []string{workload.Forward, workload.ForwardBackward} {
		for _, labels := range []string{workload.Absent, workload.Signs} {
			w := float32Workload(pass, 0)
			w.Labels = labels
			list = append(list, p.race("bytes", beyond, w, float32Workload(pass, 0), of))
		}
	}
	one := float32Workload(workload.ForwardBackward, 0)
	one.OneGrad = true
	return append(list, p.race("bytes", beyond, one, float32Workload(workload.ForwardBackward, 0), of))
}

// race compares a with b, for the same number of pairs, on each tier. aim returns the aim of a tier. Its argument
// promise is the speedup that the numbers of bytes promise.
func (p *plan) race(section string, r region, a, b workload.Workload, aim func(t cpuid.Tier, promise float64) float64) experiment {
	n := max(r.pairs(a), r.pairs(b))
	if r.name != memory {
		n = r.pairs(b) // with more pairs, b's arrays would not fit into the region
	}
	a.N, b.N = n, n
	promise := float64(b.PairBytes()) / float64(a.PairBytes())
	run := func(out *results) error {
		first, second := a.Prepare(), b.Prepare()
		for _, t := range assemblyTiers() {
			x, y := kernel(t, first), kernel(t, second)
			x.name, y.name = describeCall(a), describeCall(b)
			samples, err := p.turns(x, y)
			if err != nil {
				return err
			}
			line := newRow(section, a, t.String(), r.name, samples[x.name])
			line.Against = fmt.Sprintf("%s; %.2f by bytes", y.name, promise)
			line.Measured = measure.Speedup(samples[x.name], samples[y.name])
			line.Aim = aim(t, promise)
			line.Samples = samples
			out.Rows = append(out.Rows, line)
		}
		return nil
	}
	return experiment{fmt.Sprintf("%s in %s", describeCall(a), r.name), run}
}
