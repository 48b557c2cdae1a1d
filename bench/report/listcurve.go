package main

import (
	"slices"

	"github.com/marginrank/marginrank/bench/internal/measure"
	"github.com/marginrank/marginrank/bench/internal/workload"
)

// listCurve measures the points of the chart of lists.
func listCurve(p *plan) []experiment {
	var list []experiment
	for _, n := range p.listSizes {
		w := listWorkload(1, n)
		list = append(list, experiment{describeLists(w), func(out *results) error { return p.listCurveOf(out, w) }})
	}
	return list
}

func (p *plan) listCurveOf(out *results, w workload.ListWorkload) error {
	r := rotation(w)
	all := []contender{sortOf(r)}
	for _, t := range slices.Backward(tiers()) {
		all = append(all, listsOn(t, r.Call))
	}
	for _, by := range weighings {
		all = append(all, by.on(bestTier(), rotation(w)))
	}
	if w.Items <= workload.MostQuadratic {
		all = append(all, loopOf(r), lambdaLoopOf(w))
	}
	if w.Items <= workload.MostQuadratic/2 {
		all = append(all, explicitOn(bestTier(), workload.NewListBatch(w).Explicit()))
	}
	samples, err := p.forCurve().turns(all...)
	if err != nil {
		return err
	}
	for _, c := range all {
		ns := measure.Of(samples[c.name]).Median
		out.ListPoints = append(out.ListPoints, listPoint{c.name, w.Items, ns / float64(w.Items)})
	}
	return nil
}
