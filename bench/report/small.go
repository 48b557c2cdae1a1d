package main

import (
	"fmt"

	"github.com/marginrank/marginrank/bench/internal/measure"
	"github.com/marginrank/marginrank/bench/internal/plain"
	"github.com/marginrank/marginrank/bench/internal/workload"
	"github.com/marginrank/marginrank/loss"
)

// onePair is the aim for a call with one pair, in nanoseconds.
const onePair = 15

// smallSizes are where a fixed cost would show, and a tail.
var smallSizes = []int{16, 31, 32, 63, 64, 100, 127, 256, 1 << 10, 64 << 10}

// small times every call with one pair, and compares calls with a few with the faster plain loop.
func small(p *plan) []experiment {
	var list []experiment
	for _, w := range onePairWorkloads() {
		list = append(list, experiment{describeCall(w) + ", 1 pair", func(out *results) error { return p.onePair(out, w) }})
	}
	for _, pass := range []string{workload.Forward, workload.ForwardBackward} {
		for _, n := range smallSizes {
			w := float32Workload(pass, n)
			list = append(list, experiment{fmt.Sprintf("%s, %d pairs", describeCall(w), n), func(out *results) error {
				return p.smallOf(out, w)
			}})
		}
	}
	return list
}

// onePairWorkloads are all methods with all element types. A mean divides, which a sum does not.
func onePairWorkloads() []workload.Workload {
	var list []workload.Workload
	for _, d := range workload.DTypes {
		for _, pass := range workload.Passes {
			for _, r := range []loss.Reduction{loss.Mean, loss.None} {
				w := float32Workload(pass, 1)
				w.DType, w.Reduction = d, r
				list = append(list, w)
			}
		}
	}
	return list
}

func (p *plan) onePair(out *results, w workload.Workload) error {
	prepared := w.Prepare()
	var all []contender
	for _, t := range assemblyTiers() {
		all = append(all, kernel(t, prepared))
	}
	samples, err := p.turns(all...)
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

func (p *plan) smallOf(out *results, w workload.Workload) error {
	prepared, loops := w.Prepare(), plainLoops(w)
	all := loops
	for _, t := range assemblyTiers() {
		all = append(all, kernel(t, prepared))
	}
	samples, err := p.turns(all...)
	if err != nil {
		return err
	}
	peer := fastest(samples, loops)
	for _, t := range assemblyTiers() {
		name := "kernel " + t.String()
		line := newRow("small", w, t.String(), p.caches.of(w.N*w.PairBytes()), samples[name])
		line.Samples = pick(samples, append(names(loops), name)...)
		line.Against, line.Aim = peer, smallAim(w.N)
		line.Measured = measure.Speedup(samples[name], samples[peer])
		out.Rows = append(out.Rows, line)
	}
	return nil
}

// smallAim is how many times faster than plain Go a call with n pairs is to be.
func smallAim(n int) float64 {
	if n < 64 {
		return 1
	}
	return 4
}

// plainLoops are the loops by hand for w, on arrays of their own.
func plainLoops(w workload.Workload) []contender {
	var list []contender
	for _, form := range plain.Forms {
		if form.Pass == w.Pass {
			batch := workload.NewBatch(w, workload.ToFloat32)
			list = append(list, contender{"plain " + form.Name, measure.Calls(func() error { form.Mean(batch); return nil })})
		}
	}
	return list
}
