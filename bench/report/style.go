package main

import (
	"image/color"

	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// palette is the palette of Okabe and Ito, which colour-blind readers can tell apart. It leaves out yellow, which
// is too light for a line.
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

// style returns the line style of variant i. The first variant, a yardstick, is a dotted line in the first
// colour. The others have the other colours in turns, and their lines are dashed from the second time round.
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
