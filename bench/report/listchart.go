package main

import (
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
)

// listChart shows the time per item of a list against the number of items: n·log(n) and n² in total.
func (r *results) listChart() figure {
	f := figure{width: 8 * vg.Inch}
	if len(r.ListPoints) == 0 {
		return f
	}
	var xs, ys []float64
	var variants []string
	curves := map[string]plotter.XYs{}
	for _, p := range r.ListPoints {
		xs, ys, variants = append(xs, float64(p.N)), append(ys, p.NsPerItem), append(variants, p.Variant)
		curves[p.Variant] = append(curves[p.Variant], plotter.XY{X: float64(p.N), Y: p.NsPerItem})
	}
	f.variants = distinct(variants)
	x, y := span(xs, ys)
	f.panels = []panel{{title: listTitle, x: "items in one list", xs: x, ys: y, curves: curves}}
	return f
}

const listTitle = "Loss of all pairs of a list of float32 scores, and gradients\nnanoseconds per item: lower is better"
