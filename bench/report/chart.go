package main

import (
	"bytes"
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgsvg"

	"github.com/marginrank/marginrank/bench/internal/workload"
)

// The chart's size, without the legend at its foot.
const (
	chartWidth  = 11.5 * vg.Inch
	panelHeight = 4.6 * vg.Inch
	margins     = 0.12 * vg.Inch
)

// palette is Okabe and Ito's, which the colour-blind tell apart: the last one's yellow is too light for a line.
var palette = []color.Color{
	color.RGBA{0x00, 0x00, 0x00, 0xff}, // black
	color.RGBA{0xd5, 0x5e, 0x00, 0xff}, // vermilion
	color.RGBA{0x00, 0x72, 0xb2, 0xff}, // blue
	color.RGBA{0x00, 0x9e, 0x73, 0xff}, // green
	color.RGBA{0xcc, 0x79, 0xa7, 0xff}, // purple
	color.RGBA{0xe6, 0x9f, 0x00, 0xff}, // orange
	color.RGBA{0x56, 0xb4, 0xe9, 0xff}, // sky
}

var (
	grey  = color.Gray{0x80}
	light = color.Gray{0xe4}
)

// chart draws the points, one panel a pass; nil if there are none.
func (r *results) chart() (svg, png []byte, err error) {
	if len(r.Points) == 0 {
		return nil, nil, nil
	}
	l := newLegend(r.variants())
	height := panelHeight + l.height()
	vector := vgsvg.New(chartWidth, height)
	if err := r.draw(draw.New(vector), l); err != nil {
		return nil, nil, err
	}
	raster := vgimg.NewWith(vgimg.UseWH(chartWidth, height), vgimg.UseDPI(144))
	if err := r.draw(draw.New(raster), l); err != nil {
		return nil, nil, err
	}
	var a, b bytes.Buffer
	if _, err := vector.WriteTo(&a); err != nil {
		return nil, nil, err
	}
	if _, err := (vgimg.PngCanvas{Canvas: raster}).WriteTo(&b); err != nil {
		return nil, nil, err
	}
	return a.Bytes(), b.Bytes(), nil
}

func (r *results) draw(c draw.Canvas, l legend) error {
	c.SetColor(color.White)
	c.Fill(c.Rectangle.Path())
	half := (chartWidth - margins) / 2
	const beyond = 0.2 * vg.Inch // the last tick's label sticks out
	for i, pass := range chartPasses {
		p, err := r.panel(pass, l.variants)
		if err != nil {
			return err
		}
		left := vg.Length(i) * (half + margins)
		p.Draw(draw.Crop(c, margins+left, left+half-chartWidth-beyond, l.height(), -margins))
	}
	l.draw(draw.Crop(c, 0, 0, 0, -panelHeight))
	return nil
}

// variants lists those with points, in the order of their first.
func (r *results) variants() []string {
	var list []string
	for _, p := range r.Points {
		if !slices.Contains(list, p.Variant) {
			list = append(list, p.Variant)
		}
	}
	// The roofline first, whether or not the first size has one.
	if i := slices.Index(list, rooflineVariant); i > 0 {
		list = slices.Insert(slices.Delete(list, i, i+1), 0, rooflineVariant)
	}
	return list
}

// style is how the i-th variant is drawn: the roofline in the first colour, dotted, the others in those after it, dashed
// from the second time round.
func style(i int) draw.LineStyle {
	if i == 0 {
		return draw.LineStyle{Color: palette[0], Width: vg.Points(1.8), Dashes: []vg.Length{vg.Points(2), vg.Points(2)}}
	}
	colours := palette[1:]
	s := draw.LineStyle{Color: colours[(i-1)%len(colours)], Width: vg.Points(1.8)}
	if i > len(colours) {
		s.Dashes = []vg.Length{vg.Points(6), vg.Points(3)}
	}
	return s
}

func sans(size vg.Length) font.Font {
	return font.Font{Typeface: "Liberation", Variant: "Sans", Size: size}
}

var titles = map[string]string{
	workload.Forward:         "float32, loss",
	workload.ForwardBackward: "float32, loss and both gradients",
}

func (r *results) panel(pass string, variants []string) (*plot.Plot, error) {
	p := plot.New()
	p.Title.Text = titles[pass] + ": GB/s of useful bytes"
	p.Title.TextStyle.Font = sans(13)
	p.Title.Padding = vg.Points(8)
	p.X.Label.Text = "pairs" // no label beside the y axis: on a logarithmic one the library leaves a gap above the panel
	for _, a := range []*plot.Axis{&p.X, &p.Y} {
		a.Scale = plot.LogScale{}
		a.Label.TextStyle.Font = sans(11)
		a.Tick.Label.Font = sans(9)
		a.Padding = 0
	}
	xs, ys := r.ranges()
	p.X.Min, p.X.Max, p.Y.Min, p.Y.Max = xs[0], xs[1], ys[0], ys[1]
	p.X.Tick.Marker, p.Y.Tick.Marker = pairTicks{}, speedTicks{}
	grid := plotter.NewGrid()
	grid.Vertical.Color, grid.Horizontal.Color = light, light
	p.Add(grid)
	if err := r.markCaches(p, pass); err != nil {
		return nil, err
	}
	for i, variant := range variants {
		var line plotter.XYs
		for _, point := range r.Points {
			if point.Pass == pass && point.Variant == variant {
				line = append(line, plotter.XY{X: float64(point.N), Y: point.GBs})
			}
		}
		if len(line) == 0 {
			continue
		}
		l, err := plotter.NewLine(line)
		if err != nil {
			return nil, err
		}
		l.LineStyle = style(i)
		p.Add(l)
	}
	return p, nil
}

// ranges are those of both panels, so that they compare.
func (r *results) ranges() (x, y [2]float64) {
	x, y = [2]float64{math.Inf(1), 0}, [2]float64{math.Inf(1), 0}
	for _, p := range r.Points {
		x = [2]float64{min(x[0], float64(p.N)), max(x[1], float64(p.N))}
		y = [2]float64{min(y[0], p.GBs), max(y[1], p.GBs)}
	}
	x[1] = max(x[1], 2*x[0]) // not a line without width
	return x, [2]float64{y[0] * 0.9, y[1] * 1.6}
}

// markCaches draws a line where the arrays outgrow each cache.
func (r *results) markCaches(p *plot.Plot, pass string) error {
	bytes := float32Workload(pass, 0).PairBytes()
	c := r.Machine.Caches
	for _, cache := range []struct {
		name string
		size int
	}{{"L1", c.L1}, {"L2", c.L2}, {"L3", c.L3}} {
		x := float64(cache.size) / float64(bytes)
		if x <= p.X.Min || x >= p.X.Max {
			continue
		}
		mark, err := plotter.NewLine(plotter.XYs{{X: x, Y: p.Y.Min}, {X: x, Y: p.Y.Max}})
		if err != nil {
			return err
		}
		mark.LineStyle = draw.LineStyle{Color: grey, Width: vg.Points(0.8), Dashes: []vg.Length{vg.Points(2), vg.Points(2)}}
		label, err := plotter.NewLabels(plotter.XYLabels{XYs: []plotter.XY{{X: x, Y: p.Y.Max / 1.5}}, Labels: []string{cache.name}})
		if err != nil {
			return err
		}
		label.TextStyle[0].Font = sans(10)
		label.TextStyle[0].Color = color.Gray{0x50}
		label.Offset = vg.Point{X: vg.Points(3)}
		p.Add(mark, label)
	}
	return nil
}
