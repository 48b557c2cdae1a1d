package main

import (
	"fmt"
	"slices"

	"github.com/marginrank/marginrank/bench/internal/measure"
	"github.com/marginrank/marginrank/bench/internal/plain"
	"github.com/marginrank/marginrank/bench/internal/workload"
)

// onePair is the aim for a call with one pair, in nanoseconds.
const onePair = 15

// smallSizes has the sizes that show the fixed cost of a call and the cost of a tail.
var smallSizes = []int{1, 16, 31, 32, 63, 64, 100, 127, 256, 1 << 10, 64 << 10}

// small times every call with one pair, and compares calls with few pairs with the faster one of the plain loops.
func small(p *plan) []experiment {
	var list []experiment
	for _, w := range meanAndNone(workload.DTypes...) {
		w.N = 1
		list = append(list, experiment{describeCall(w) + ", 1 pair", func(out *results) error { return p.onePair(out, w) }})
	}
	for _, pass := range []string{workload.Forward, workload.ForwardBackward} {
		for _, n := range smallSizes {
			w := float32Workload(pass, n)
			list = append(list, experiment{fmt.Sprintf("%s, %d pairs", describeCall(w), n), func(out *results) error {
				return p.loopsOf(out, "small", w, p.caches.of(w.N*w.PairBytes()), smallAim(w.N))
			}})
		}
	}
	return list
}

func (p *plan) onePair(out *results, w workload.Workload) error {
	prepared := w.Prepare()
	samples, err := p.turns(kernels(prepared)...)
	if err != nil {
		return err
	}
	for _, t := range assemblyTiers() {
		name := "kernel " + t.String()
		line := newRow("small", w, t.String(), p.caches.of(w.N*w.PairBytes()), samples[name])
		line.Samples = pick(samples, name)
		line.Measured, line.Aim, line.AtMost = measure.Of(samples[name]), onePair, true
		out.Rows = append(out.Rows, line)
	}
	return nil
}

// loopsOf compares w, on each tier, with the faster one of the plain loops.
func (p *plan) loopsOf(out *results, section string, w workload.Workload, region string, aim float64) error {
	prepared, loops := w.Prepare(), plainLoops(w)
	samples, err := p.turns(slices.Concat(loops, kernels(prepared))...)
	if err != nil {
		return err
	}
	fastestLoop := fastest(samples, loops)
	for _, t := range assemblyTiers() {
		name := "kernel " + t.String()
		line := newRow(section, w, t.String(), region, samples[name]).against(samples, name, fastestLoop, aim)
		line.Samples = pick(samples, append(names(loops), name)...)
		out.Rows = append(out.Rows, line)
	}
	return nil
}

// smallAim returns the aim for a call with n pairs: the time of plain Go divided by the time of the call.
func smallAim(n int) float64 {
	switch {
	case n < 16:
		return 0.3 // the fixed cost of a call exceeds the cost of so few pairs
	case n < 64:
		return 1
	case n == 64:
		return 3
	}
	return 4
}

// plainLoops returns the loops by hand for w, on arrays of their own.
func plainLoops(w workload.Workload) []contender {
	if w.Weights {
		batch := workload.NewBatch(w, workload.ToFloat32)
		return []contender{{"plain weighted", measure.Calls(func() error { plain.Weighted(batch); return nil })}}
	}
	var list []contender
	for _, form := range plain.Forms {
		if form.Pass == w.Pass {
			batch := workload.NewBatch(w, workload.ToFloat32)
			list = append(list, contender{"plain " + form.Name, measure.Calls(func() error { form.Mean(batch); return nil })})
		}
	}
	return list
}
