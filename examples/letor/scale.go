package main

import (
	"fmt"
	"math"
)

// scale divides every feature by its root mean square over the documents of d, in d and in other parts: then one
// learning rate fits all weights, and a 0 stays one. A value of another part may be too far off for that.
// It returns what it divided by, by column.
func (d *dataset) scale(others ...*dataset) (rms []float64, err error) {
	rms = d.rootMeanSquares()
	for _, part := range append([]*dataset{d}, others...) {
		for _, doc := range part.each() {
			for k, c := range doc.columns {
				v := scaled(doc.values[k], rms[c])
				if math.IsInf(float64(v), 0) {
					return nil, fmt.Errorf("%s: feature %d: %g is too large where training has %.3g (root mean square)",
						part.name, d.features.number[c], doc.values[k], rms[c])
				}
				doc.values[k] = v
			}
		}
	}
	return rms, nil
}

func scaled(value float32, rms float64) float32 { return float32(float64(value) / rms) }

// rootMeanSquares returns the root mean square of each column, and 1 for a column of zeros.
func (d *dataset) rootMeanSquares() []float64 {
	list := make([]float64, d.width())
	for _, doc := range d.each() {
		for k, c := range doc.columns {
			list[c] += float64(doc.values[k]) * float64(doc.values[k])
		}
	}
	for c, sum := range list {
		list[c] = 1
		if sum > 0 {
			list[c] = math.Sqrt(sum / float64(d.documents()))
		}
	}
	return list
}
