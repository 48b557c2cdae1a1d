package main

import (
	"fmt"

	"github.com/marginrank/marginrank/bench/internal/measure"
	"github.com/marginrank/marginrank/bench/internal/roofline"
	"github.com/marginrank/marginrank/bench/internal/workload"
)

// chartPasses are the panels of the chart.
var chartPasses = []string{workload.Forward, workload.ForwardBackward}

// curve measures the points of the chart.
func curve(p *plan) []experiment {
	var list []experiment
	for _, pass := range chartPasses {
		for _, n := range p.sizes {
			w := float32Workload(pass, n)
			list = append(list, experiment{fmt.Sprintf("%s, %s pairs", describeCall(w), workload.SizeName(n)), func(out *results) error {
				return p.curveOf(out, w)
			}})
		}
	}
	return list
}

// These variants are the best of several.
const (
	rooflineVariant = "roofline"
	plainVariant    = "plain Go loop"
)

func (p *plan) curveOf(out *results, w workload.Workload) error {
	prepared, loops := w.Prepare(), plainLoops(w)
	all := loops
	var limits []contender
	for _, t := range tiers() {
		all = append(all, kernel(t, prepared))
		if w.N%roofline.Multiple(w) != 0 {
			continue
		}
		roofs, err := rooflines(t, w, prepared)
		if err != nil {
			return err
		}
		limits = append(limits, roofs...)
	}
	all = append(all, limits...)
	for _, other := range p.peers {
		all = append(all, peerContender(other, w))
	}
	samples, err := p.forCurve().turns(all...)
	if err != nil {
		return err
	}
	add := func(variant, name string) {
		ns := measure.Of(samples[name]).Median
		out.Points = append(out.Points, point{w.Pass, variant, w.N, float64(w.N*w.PairBytes()) / ns})
	}
	if len(limits) > 0 {
		add(rooflineVariant, fastest(samples, limits))
	}
	for i := range tiers() {
		t := tiers()[len(tiers())-1-i]
		add(t.String(), "kernel "+t.String())
	}
	add(plainVariant, fastest(samples, loops))
	for _, other := range p.peers {
		add(other.Name(), other.Name())
	}
	return nil
}

// forCurve returns a plan with fewer rounds, since nothing is decided by a point of a curve.
func (p *plan) forCurve() *plan {
	shorter := *p
	shorter.Rounds = max(5, p.Rounds/3)
	return &shorter
}
