package main

import (
	"bytes"
	"fmt"
	"os"
	"slices"
)

// loadWeights reads the weights of documents, a number in each line.
func loadWeights(name string) ([]float32, error) {
	in, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	var weights []float32
	err = eachLine(name, in, func(text []byte) error {
		weight, err := parseFloat32(bytes.TrimSpace(text))
		if err == nil && weight < 0 {
			err = fmt.Errorf("%g is below 0", weight)
		}
		if err != nil {
			return fmt.Errorf("weight: %w", err)
		}
		weights = append(weights, weight)
		return nil
	})
	if err == nil && len(weights) == 0 {
		err = fmt.Errorf("%s: no weights", name)
	}
	return weights, err
}

// weigh gives the documents the weights that the named file has.
func (d *dataset) weigh(name string, weights []float32) error {
	switch n := d.documents(); {
	case len(weights) < n:
		return fmt.Errorf("%s:%d: the weights end here, but %s has %s", name, len(weights), d.name, count(n, "document"))
	case len(weights) > n:
		return fmt.Errorf("%s:%d: a weight too many: %s has %s", name, n+1, d.name, count(n, "document"))
	}
	d.weights = weights
	return nil
}

// checkWeights wants a pair of a weight above 0. A pair has the weight of its better document.
func (d *dataset) checkWeights() error {
	if d.weights == nil {
		return nil
	}
	for q := range len(d.queries) - 1 {
		from, to := d.queries[q], d.queries[q+1]
		for i := from; i < to; i++ {
			if d.weights[i] > 0 && d.relevance[i] > slices.Min(d.relevance[from:to]) {
				return nil
			}
		}
	}
	return fmt.Errorf("%s: all pairs have weight 0: a pair has the weight of its better document", d.name)
}
