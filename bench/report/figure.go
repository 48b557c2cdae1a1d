package main

import (
	"bytes"
	"image/color"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgsvg"
)

// A figure is a row of panels with a common legend below them.
type figure struct {
	width    vg.Length
	variants []string // in the order of the legend; the first one is the yardstick
	panels   []panel
}

// These are the sizes of a figure, except for its width and its legend.
const (
	panelHeight = 4.6 * vg.Inch
	margins     = 0.12 * vg.Inch
)

// render draws the figure. It returns nil if the figure has no panels.
func (f figure) render() (svg, png []byte, err error) {
	if len(f.panels) == 0 {
		return nil, nil, nil
	}
	l := newLegend(f.variants, f.width)
	height := panelHeight + l.height()
	vector := vgsvg.New(f.width, height)
	if err := f.draw(draw.New(vector), l); err != nil {
		return nil, nil, err
	}
	raster := vgimg.NewWith(vgimg.UseWH(f.width, height), vgimg.UseDPI(144))
	if err := f.draw(draw.New(raster), l); err != nil {
		return nil, nil, err
	}
	var a, b bytes.Buffer
	if _, err := vector.WriteTo(&a); err != nil {
		return nil, nil, err
	}
	if _, err := (vgimg.PngCanvas{Canvas: raster}).WriteTo(&b); err != nil {
		return nil, nil, err
	}
	return withFallback(a.Bytes()), b.Bytes(), nil
}

// withFallback names another font, for readers who lack the font in which the text was measured.
func withFallback(svg []byte) []byte {
	return bytes.ReplaceAll(svg, []byte("font-family:Liberation Sans"), []byte("font-family:Liberation Sans,Arial,sans-serif"))
}

func (f figure) draw(c draw.Canvas, l legend) error {
	c.SetColor(color.White)
	c.Fill(c.Rectangle.Path())
	count := vg.Length(len(f.panels))
	each := (f.width - margins*(count-1)) / count
	const beyond = 0.2 * vg.Inch // the last tick's label sticks out
	for i, panel := range f.panels {
		p, err := panel.plot(f.variants)
		if err != nil {
			return err
		}
		left := vg.Length(i) * (each + margins)
		p.Draw(draw.Crop(c, margins+left, left+each-f.width-beyond, l.height(), -margins))
	}
	l.draw(draw.Crop(c, 0, 0, 0, -panelHeight))
	return nil
}
