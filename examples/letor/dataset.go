package main

import (
	"fmt"
	"math"
	"strings"

	"github.com/marginrank/marginrank/loss"
)

// dataset is the documents of some queries, query by query.
type dataset struct {
	name      string
	relevance []float32
	queries   []int // query q is documents queries[q] to queries[q+1]

	// The features that document i has are cells rows[i] to rows[i+1]; all others are 0.
	rows     []int
	column   []int32
	value    []float32
	features *features // all parts have the same
}

// newDataset is one without documents.
func newDataset(name string, f *features) *dataset {
	return &dataset{name: name, queries: []int{0}, rows: []int{0}, features: f}
}

func (d *dataset) documents() int { return len(d.relevance) }

// width is how many columns there are, over all parts.
func (d *dataset) width() int { return len(d.features.number) }

// cell adds a feature to the document that endDocument will end.
func (d *dataset) cell(column int32, value float32) {
	d.column, d.value = append(d.column, column), append(d.value, value)
}

func (d *dataset) endDocument(relevance float32) {
	d.relevance = append(d.relevance, relevance)
	d.rows = append(d.rows, len(d.value))
}

func (d *dataset) endQuery() { d.queries = append(d.queries, d.documents()) }

// lists is the documents with their scores, as the loss takes them.
func (d *dataset) lists(scores []float32) loss.Lists[float32] {
	return loss.Lists[float32]{Scores: scores, Relevance: d.relevance, Offsets: d.queries}
}

// copyQuery adds a query of another dataset.
func (d *dataset) copyQuery(from *dataset, query int) {
	for i := from.queries[query]; i < from.queries[query+1]; i++ {
		for c := from.rows[i]; c < from.rows[i+1]; c++ {
			d.cell(from.column[c], from.value[c])
		}
		d.endDocument(from.relevance[i])
	}
	d.endQuery()
}

// holdEvery is how many queries there are to one that is kept for the test.
const holdEvery = 4

// holdOut splits by query: a query's documents are all in one part.
func (d *dataset) holdOut() (train, test *dataset, err error) {
	train, test = newDataset(d.name, d.features), newDataset(d.name+", every fourth query", d.features)
	for q := range len(d.queries) - 1 {
		if q%holdEvery == holdEvery-1 {
			test.copyQuery(d, q)
		} else {
			train.copyQuery(d, q)
		}
	}
	if test.documents() == 0 {
		return nil, nil, fmt.Errorf("%s: fewer than %d queries: none is left for the test", d.name, holdEvery)
	}
	return train, test, nil
}

// scale divides every feature by its root mean square over the documents of d, in d and in the test part: then one
// learning rate fits all weights, and a 0 stays one. A value of the test part may be too far off for that.
func (d *dataset) scale(test *dataset) error {
	squares := make([]float64, d.width())
	for i, c := range d.column {
		squares[c] += float64(d.value[i]) * float64(d.value[i])
	}
	for c, s := range squares {
		squares[c] = 1
		if s > 0 {
			squares[c] = math.Sqrt(s / float64(d.documents()))
		}
	}
	for _, part := range []*dataset{d, test} {
		for i, c := range part.column {
			v := float32(float64(part.value[i]) / squares[c])
			if math.IsInf(float64(v), 0) {
				return fmt.Errorf("%s: feature %d: %g is too large where training has %.3g (root mean square)",
					part.name, d.features.number[c], part.value[i], squares[c])
			}
			part.value[i] = v
		}
	}
	return nil
}

func (d *dataset) describe() string {
	used := map[int32]bool{}
	for _, c := range d.column {
		used[c] = true
	}
	return strings.Join([]string{
		d.name + ": " + count(len(d.queries)-1, "query"), count(d.documents(), "document"), count(len(used), "feature"),
	}, ", ")
}
