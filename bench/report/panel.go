package main

import (
	"image/color"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A panel shows curves on two logarithmic axes.
type panel struct {
	title  string // also says what y is, since a label above that axis would leave a gap above the panel
	x      string // the label of the x axis
	xs, ys [2]float64
	curves map[string]plotter.XYs // by variant
	marks  []mark
}

// A mark is a vertical line with a name.
type mark struct {
	name string
	x    float64
}

func (p panel) plot(variants []string) (*plot.Plot, error) {
	out := plot.New()
	out.Title.Text = p.title
	out.Title.TextStyle.Font = sans(13)
	out.Title.Padding = vg.Points(8)
	out.X.Label.Text = p.x
	for _, a := range []*plot.Axis{&out.X, &out.Y} {
		a.Scale = plot.LogScale{}
		a.Label.TextStyle.Font = sans(11)
		a.Tick.Label.Font = sans(9)
		a.Padding = 0
	}
	out.X.Min, out.X.Max, out.Y.Min, out.Y.Max = p.xs[0], p.xs[1], p.ys[0], p.ys[1]
	out.X.Tick.Marker, out.Y.Tick.Marker = countTicks{}, valueTicks{}
	grid := plotter.NewGrid()
	grid.Vertical.Color, grid.Horizontal.Color = light, light
	out.Add(grid)
	for _, m := range p.marks {
		if err := p.mark(out, m); err != nil {
			return nil, err
		}
	}
	for i, variant := range variants {
		if len(p.curves[variant]) == 0 {
			continue
		}
		l, err := plotter.NewLine(p.curves[variant])
		if err != nil {
			return nil, err
		}
		l.LineStyle = style(i)
		out.Add(l)
	}
	return out, nil
}

// mark draws m if it is inside the panel.
func (p panel) mark(out *plot.Plot, m mark) error {
	if m.x <= p.xs[0] || m.x >= p.xs[1] {
		return nil
	}
	line, err := plotter.NewLine(plotter.XYs{{X: m.x, Y: p.ys[0]}, {X: m.x, Y: p.ys[1]}})
	if err != nil {
		return err
	}
	line.LineStyle = draw.LineStyle{Color: grey, Width: vg.Points(0.8), Dashes: []vg.Length{vg.Points(2), vg.Points(2)}}
	label, err := plotter.NewLabels(plotter.XYLabels{XYs: []plotter.XY{{X: m.x, Y: p.ys[1] / 1.5}}, Labels: []string{m.name}})
	if err != nil {
		return err
	}
	label.TextStyle[0].Font = sans(10)
	label.TextStyle[0].Color = color.Gray{0x50}
	label.Offset = vg.Point{X: vg.Points(3)}
	out.Add(line, label)
	return nil
}
