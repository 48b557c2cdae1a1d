package main

import (
	"slices"

	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"

	"github.com/marginrank/marginrank/bench/internal/workload"
)

var titles = map[string]string{
	workload.Forward:         "Loss of float32 pairs",
	workload.ForwardBackward: "Loss of float32 pairs and both gradients",
}

const speedTitle = "GB/s of arrays read and written: higher is better"

// chart returns a figure of the speed by the number of pairs, with one panel per pass. Without points it has no
// panels.
func (r *results) chart() figure {
	f := figure{width: 11.5 * vg.Inch, variants: r.variants()}
	if len(r.Points) == 0 {
		return f
	}
	var xs, ys []float64
	for _, p := range r.Points {
		xs, ys = append(xs, float64(p.N)), append(ys, p.GBs)
	}
	x, y := span(xs, ys) // the same for both panels, so that they can be compared
	for _, pass := range chartPasses {
		curves := map[string]plotter.XYs{}
		for _, p := range r.Points {
			if p.Pass == pass {
				curves[p.Variant] = append(curves[p.Variant], plotter.XY{X: float64(p.N), Y: p.GBs})
			}
		}
		f.panels = append(f.panels, panel{
			title: titles[pass] + "\n" + speedTitle, x: "pairs in a call", xs: x, ys: y, curves: curves,
			marks: r.Machine.Caches.marks(float32Workload(pass, 0).PairBytes()),
		})
	}
	return f
}

// variants lists the variants that have points, in the order of their first points, with the roofline first.
func (r *results) variants() []string {
	var all []string
	for _, p := range r.Points {
		all = append(all, p.Variant)
	}
	list := distinct(all)
	// Put the roofline first, even if the first size does not have one.
	if i := slices.Index(list, rooflineVariant); i > 0 {
		list = slices.Insert(slices.Delete(list, i, i+1), 0, rooflineVariant)
	}
	return list
}

// distinct returns names without repetitions.
func distinct(names []string) []string {
	var list []string
	for _, name := range names {
		if !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	return list
}

// span returns the ranges of xs and ys, with some space around them.
func span(xs, ys []float64) (x, y [2]float64) {
	x = [2]float64{slices.Min(xs), slices.Max(xs)}
	x[1] = max(x[1], 2*x[0]) // so that a single x has a range, too
	return x, [2]float64{slices.Min(ys) * 0.9, slices.Max(ys) * 1.6}
}

// marks are the numbers of elements at which arrays outgrow each cache, given the bytes per element.
func (c caches) marks(byteCount int) []mark {
	at := func(size int) float64 { return float64(size) / float64(byteCount) }
	return []mark{{inL1 + " is full", at(c.L1)}, {inL2 + " is full", at(c.L2)}, {inL3 + " is full", at(c.L3)}}
}
