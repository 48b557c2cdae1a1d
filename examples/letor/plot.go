package main

import (
	"bytes"
	"fmt"
	"math"
	"slices"
)

// The picture, in pixels: the curves are within these edges.
const (
	plotWidth, plotHeight = 720, 420
	plotLeft, plotRight   = 80, 700
	plotTop, plotBottom   = 80, 360
	legendY               = 52
)

// picture is an SVG in the making.
type picture struct{ bytes.Buffer }

func (p *picture) line(x1, y1, x2, y2 float64, colour string) {
	fmt.Fprintf(p, `<line x1="%.2f" y1="%.2f" x2="%.2f" y2="%.2f" stroke="%s" stroke-width="1.5"/>`+"\n", x1, y1, x2, y2, colour)
}

// text writes next to a point: anchor is start, middle or end.
func (p *picture) text(x, y float64, anchor, format string, args ...any) {
	fmt.Fprintf(p, `<text x="%.2f" y="%.2f" text-anchor="%s">%s</text>`+"\n", x, y, anchor, fmt.Sprintf(format, args...))
}

func (p *picture) dot(x, y float64) {
	fmt.Fprintf(p, `<circle cx="%.2f" cy="%.2f" r="5"/>`+"\n", x, y)
}

// plot draws NDCG@10 by epoch, as SVG.
func (t *trained) plot() []byte {
	all := slices.Concat(t.train, t.valid)
	least, most := slices.Min(all), slices.Max(all)
	step := tickStep(most-least, 0.01)
	last := math.Ceil(most / step) // ticks, in steps
	first := min(math.Floor(least/step), last-1)
	x := func(epoch int) float64 { return plotLeft + (plotRight-plotLeft)*float64(epoch)/float64(len(t.train)) }
	y := func(ndcg float64) float64 { return plotBottom - (plotBottom-plotTop)*(ndcg/step-first)/(last-first) }

	p := &picture{}
	fmt.Fprintf(p, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="14">
<title>NDCG@10 by epoch</title>
<rect width="100%%" height="100%%" fill="white"/>
`, plotWidth, plotHeight)
	p.text(plotLeft, 26, "start", "NDCG@10 after each epoch: 1 is a perfect order")
	for tick := first; tick <= last; tick++ {
		p.line(plotLeft, y(tick*step), plotRight, y(tick*step), "#ddd")
		p.text(plotLeft-8, y(tick*step)+5, "end", "%.2f", tick*step)
	}
	for epoch, step := 0, int(tickStep(float64(len(t.train)), 1)); epoch <= len(t.train); epoch += step {
		p.text(x(epoch), plotBottom+20, "middle", "%d", epoch)
	}
	p.line(plotLeft, plotBottom, plotRight, plotBottom, "black")
	p.line(plotLeft, plotTop, plotLeft, plotBottom, "black")
	p.text((plotLeft+plotRight)/2, plotHeight-12, "middle", "epoch")
	p.text(8, plotTop-12, "start", "NDCG@10")

	p.curve(t.train, "training part", "#d55e00", plotLeft, x, y)
	kept := t.train
	if t.valid != nil {
		p.curve(t.valid, "validation part", "#0072b2", plotLeft+170, x, y)
		kept = t.valid
	}
	p.dot(x(t.epoch), y(kept[t.epoch-1]))
	p.dot(plotLeft+360, legendY)
	p.text(plotLeft+374, legendY+5, "start", "kept: epoch %d", t.epoch)
	fmt.Fprintln(p, "</svg>")
	return p.Bytes()
}

// curve draws NDCG by epoch, and its name in the legend.
func (p *picture) curve(ndcg []float64, name, colour string, legendX float64, x func(epoch int) float64, y func(ndcg float64) float64) {
	p.line(legendX, legendY, legendX+24, legendY, colour)
	p.text(legendX+32, legendY+5, "start", "%s", name)
	fmt.Fprintf(p, `<polyline fill="none" stroke="%s" stroke-width="1.5" points="`, colour)
	for i, v := range ndcg {
		fmt.Fprintf(p, "%.2f,%.2f ", x(i+1), y(v))
	}
	fmt.Fprintln(p, `"/>`)
}

// tickStep is 1, 2 or 5 times least times a power of ten, so that at most ten steps make up the length.
func tickStep(length, least float64) float64 {
	for power := least; ; power *= 10 {
		for _, digit := range []float64{1, 2, 5} {
			if length <= 10*digit*power {
				return digit * power
			}
		}
	}
}
