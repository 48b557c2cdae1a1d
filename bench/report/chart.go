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

// chart is the speed of pairs by their number, one panel a pass; without points, a figure without panels.
func (r *results) chart() figure {
	f := figure{width: 11.5 * vg.Inch, variants: r.variants()}
	if len(r.Points) == 0 {
		return f
	}
	var xs, ys []float64
	for _, p := range r.Points {
		xs, ys = append(xs, float64(p.N)), append(ys, p.GBs)
	}
	x, y := span(xs, ys) // of both panels, so that they compare
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

// variants lists those with points, in the order of their first.
func (r *results) variants() []string {
	var all []string
	for _, p := range r.Points {
		all = append(all, p.Variant)
	}
	list := distinct(all)
	// The roofline first, whether or not the first size has one.
	if i := slices.Index(list, rooflineVariant); i > 0 {
		list = slices.Insert(slices.Delete(list, i, i+1), 0, rooflineVariant)
	}
	return list
}

// distinct leaves the first of equal names.
func distinct(names []string) []string {
	var list []string
	for _, name := range names {
		if !slices.Contains(list, name) {
			list = append(list, name)
		}
	}
	return list
}

// span is from the least to the greatest of x and y, with some air.
func span(xs, ys []float64) (x, y [2]float64) {
	x = [2]float64{slices.Min(xs), slices.Max(xs)}
	x[1] = max(x[1], 2*x[0]) // not a line without width
	return x, [2]float64{slices.Min(ys) * 0.9, slices.Max(ys) * 1.6}
}

// marks are the numbers of elements at which arrays outgrow each cache, given the bytes per element.
func (c caches) marks(byteCount int) []mark {
	at := func(size int) float64 { return float64(size) / float64(byteCount) }
	return []mark{{inL1 + " is full", at(c.L1)}, {inL2 + " is full", at(c.L2)}, {inL3 + " is full", at(c.L3)}}
}
