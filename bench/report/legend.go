package main

import (
	"image/color"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A legend shows the variants below the panels, in as many rows as it needs.
type legend struct {
	variants []string
	rows     [][]int // indices of variants
}

// These are the widths of an entry's piece of line, of the gap before its name, and of the gap between entries.
const (
	entryLine  = 24
	entryGap   = 5
	entryApart = 20
	rowHeight  = 17
)

var legendText = draw.TextStyle{Color: color.Black, Font: sans(10), Handler: plot.DefaultTextHandler, YAlign: -0.4}

func newLegend(variants []string, across vg.Length) legend {
	l := legend{variants: variants}
	row, width := []int(nil), vg.Length(0)
	for i := range variants {
		if len(row) > 0 && width+l.width(i) > across-2*margins {
			l.rows, row, width = append(l.rows, row), nil, 0
		}
		row, width = append(row, i), width+l.width(i)
	}
	l.rows = append(l.rows, row)
	return l
}

// width returns the width of entry i, including the gap before the next entry.
func (l legend) width(i int) vg.Length {
	return vg.Points(entryLine+entryGap+entryApart) + legendText.Width(label(l.variants[i]))
}

func (l legend) height() vg.Length { return vg.Points(rowHeight) * vg.Length(len(l.rows)+1) }

func (l legend) draw(c draw.Canvas) {
	for n, row := range l.rows {
		width := -vg.Points(entryApart)
		for _, i := range row {
			width += l.width(i)
		}
		x, y := c.Center().X-width/2, c.Max.Y-vg.Points(rowHeight)*(vg.Length(n)+1)
		for _, i := range row {
			c.StrokeLine2(style(i), x, y, x+vg.Points(entryLine), y)
			c.FillText(legendText, vg.Point{X: x + vg.Points(entryLine+entryGap), Y: y}, label(l.variants[i]))
			x += l.width(i)
		}
	}
}
