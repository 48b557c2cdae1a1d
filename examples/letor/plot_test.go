package main

import (
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// drawing is what a test reads of an SVG.
type drawing struct {
	XMLName xml.Name `xml:"http://www.w3.org/2000/svg svg"`
	Text    []struct {
		X    float64 `xml:"x,attr"`
		Y    float64 `xml:"y,attr"`
		Text string  `xml:",chardata"`
	} `xml:"text"`
	Curves []struct {
		Points string `xml:"points,attr"`
	} `xml:"polyline"`
	Dots []struct {
		X float64 `xml:"cx,attr"`
		Y float64 `xml:"cy,attr"`
	} `xml:"circle"`
}

func draw(t *testing.T, svg []byte) (d drawing) {
	t.Helper()
	require.NoError(t, xml.Unmarshal(svg, &d))
	return d
}

// at returns where a text stands.
func (d drawing) at(t *testing.T, text string) (x, y float64) {
	t.Helper()
	for _, label := range d.Text {
		if label.Text == text {
			return label.X, label.Y
		}
	}
	t.Fatalf("no text %q", text)
	return 0, 0
}

// Points stand where the labels of the axes say: those of ticks exactly, and all others between.
func TestPlot(t *testing.T) {
	t.Parallel()
	tr := trained{epoch: 2, train: []float64{0.5, 0.6, 0.7, 0.8}, valid: []float64{0.45, 0.65, 0.6, 0.6}}
	d := draw(t, tr.plot())
	x := func(epoch int) float64 { at, _ := d.at(t, fmt.Sprint(epoch)); return at }
	y := func(tick string) float64 { _, at := d.at(t, tick); return at - 5 }
	assert.Equal(t, float64(plotLeft), x(0))
	assert.Equal(t, float64(plotRight), x(4))
	assert.Equal(t, float64(plotBottom), y("0.45"))
	assert.Equal(t, float64(plotTop), y("0.80"))
	points := func(ticks ...string) string {
		var b strings.Builder
		for i, tick := range ticks {
			fmt.Fprintf(&b, "%.2f,%.2f ", x(i+1), y(tick))
		}
		return b.String()
	}
	require.Len(t, d.Curves, 2)
	assert.Equal(t, points("0.50", "0.60", "0.70", "0.80"), d.Curves[0].Points)
	assert.Equal(t, points("0.45", "0.65", "0.60", "0.60"), d.Curves[1].Points)
	assert.Equal(t, x(2), d.Dots[0].X)
	assert.Equal(t, y("0.65"), d.Dots[0].Y)
	for _, label := range []string{"epoch", "NDCG@10", "training part", "validation part", "kept: epoch 2"} {
		d.at(t, label)
	}
}

// One epoch, curves without height, a thousand epochs, and no validation part: all points are within the axes, and the
// labels are few.
func TestPlotOfFewAndMany(t *testing.T) {
	t.Parallel()
	many := make([]float64, 1000)
	for i := range many {
		many[i] = float64(i) / 999
	}
	for name, tr := range map[string]trained{
		"one":   {epoch: 1, train: []float64{0.7}},
		"level": {epoch: 1, train: []float64{1, 1, 1}, valid: []float64{1, 1, 1}},
		"many":  {epoch: 1000, train: many, valid: many},
	} {
		d := draw(t, tr.plot())
		assert.Less(t, len(d.Text), 30, name)
		assert.Len(t, d.Curves, 1+min(1, len(tr.valid)), name)
		for _, curve := range d.Curves {
			points := strings.Fields(curve.Points)
			assert.Len(t, points, len(tr.train), name)
			for _, point := range points {
				var x, y float64
				_, err := fmt.Sscanf(point, "%f,%f", &x, &y)
				require.NoError(t, err)
				assert.True(t, x > plotLeft && x <= plotRight && y >= plotTop && y <= plotBottom, "%s: %s", name, point)
			}
		}
	}
}

func TestPlotFile(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "curve.svg")
	out := letor(t, "-epochs", "3", "-plot", name)
	svg, err := os.ReadFile(name)
	require.NoError(t, err)
	d := draw(t, svg)
	require.Len(t, d.Curves, 2)
	assert.Len(t, strings.Fields(d.Curves[1].Points), 3)
	assert.Contains(t, out, "then NDCG@10 ")
}
