package main

import (
	"fmt"
	"slices"

	"github.com/marginrank/marginrank/bench/internal/measure"
	"github.com/marginrank/marginrank/bench/internal/workload"
)

// limitAims has the aims in each region, as fractions of the roofline.
var limitAims = map[string]float64{inL1: 0.75, inL2: 0.9, inL3: 0.95, memory: 0.95}

// limit compares kernels with the fastest of the rooflines that have the same streams.
func limit(p *plan) []experiment {
	var list []experiment
	for _, w := range limitWorkloads() {
		for _, r := range p.caches.regions() {
			w := w
			w.N = r.pairs(w)
			list = append(list, experiment{fmt.Sprintf("%s in %s", describeCall(w), r.name), func(out *results) error {
				return p.limitOf(out, w, r.name)
			}})
		}
	}
	return list
}

func limitWorkloads() []workload.Workload { return meanAndNone(workload.Float32, workload.Float64) }

func (p *plan) limitOf(out *results, w workload.Workload, region string) error {
	prepared := w.Prepare()
	var all []contender
	var roofs []contender // the rooflines of this tier and of lower tiers, whose instructions it could use as well
	limits := map[string][]contender{}
	for _, t := range assemblyTiers() {
		own, err := rooflines(t, w, prepared)
		if err != nil {
			return err
		}
		roofs = append(roofs, own...)
		limits[t.String()] = slices.Clone(roofs)
		all = append(append(all, kernel(t, prepared)), own...)
	}
	samples, err := p.turns(all...)
	if err != nil {
		return err
	}
	for _, t := range assemblyTiers() {
		name, roof := "kernel "+t.String(), fastest(samples, limits[t.String()])
		line := newRow("limit", w, t.String(), region, samples[name])
		line.Against = roof
		line.Measured = measure.Speedup(samples[name], samples[roof])
		line.Aim = limitAims[region]
		line.Samples = pick(samples, append(names(limits[t.String()]), name)...)
		out.Rows = append(out.Rows, line)
	}
	return nil
}

func names(list []contender) []string {
	var names []string
	for _, c := range list {
		names = append(names, c.name)
	}
	return names
}
