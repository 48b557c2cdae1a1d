package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/marginrank/marginrank/metric"
)

// columns are the metrics of the report. Documents of one score stand in any order: see package metric.
var columns = [...]metric.Metric{
	{K: 1}, {K: 3}, {K: 5}, {K: 10}, {Kind: metric.KindMAP}, {Kind: metric.KindAUC},
}

// quality is how well scores order the documents of their queries, by columns.
type quality [len(columns)]float64

// measure tells the quality of scores. The dataset must pass checkPairs.
func measure(d *dataset, scores []float32) (q quality, err error) {
	// NaN has no place in an order.
	if !finite(scores) {
		return q, fmt.Errorf("%s: a score is not finite: try a smaller -rate or -decay; "+
			"features here should be about as large as in training", d.name)
	}
	err = metric.Evaluate(q[:], nil, d.lists(scores), columns[:]...)
	return q, err
}

// finite says whether all numbers are.
func finite(list []float32) bool {
	for _, v := range list {
		if v-v != 0 {
			return false
		}
	}
	return true
}

// checkPairs wants documents of one query that differ in gain: without any there is no pair, and nothing to find.
func (d *dataset) checkPairs() error {
	for q := range len(d.queries) - 1 {
		for i := d.queries[q] + 1; i < d.queries[q+1]; i++ {
			if gain(d.relevance[i]) != gain(d.relevance[i-1]) {
				return nil
			}
		}
	}
	return fmt.Errorf("%s: there is no pair to rank: in each query all documents have the same relevance, or nearly", d.name)
}

// maxRelevance is the highest grade, as LightGBM has it: gains are far from overflow, and float64 adds those of whole
// grades exactly. What is higher is a count rather than a grade, and one document would outweigh all others.
const maxRelevance = 30

// gain is what finding a document is worth; relevance is from 0 to maxRelevance.
func gain(relevance float32) float64 { return math.Exp2(float64(relevance)) - 1 }

// tie is documents that have one score.
type tie struct {
	score     float32
	documents int
	gain      float64 // of all of them
}

func (t *tie) add(more tie) {
	t.documents += more.documents
	t.gain += more.gain
}

// ties adds the documents of a query to list, each by itself.
func (d *dataset) ties(list []tie, query int, scores []float32) []tie {
	for i := d.queries[query]; i < d.queries[query+1]; i++ {
		list = append(list, tie{scores[i], 1, gain(d.relevance[i])})
	}
	return list
}

// dcg is that of documents in the order of their scores; it sorts them. Documents with one score stand in any order:
// each place among them gets the mean of their gains (McSherry and Najork, ECIR 2008), so that a file's order helps
// nobody.
func dcg(ties []tie, k int) float64 {
	slices.SortFunc(ties, func(a, b tie) int { return cmp.Compare(b.score, a.score) })
	var sum float64
	place := 0
	for len(ties) > 0 && place < k {
		// The first one is taken unseen: a NaN is not equal even to itself.
		t := ties[0]
		for ties = ties[1:]; len(ties) > 0 && ties[0].score == t.score; ties = ties[1:] {
			t.add(ties[0])
		}
		var discounts float64
		for p := place; p < min(place+t.documents, k); p++ {
			discounts += 1 / math.Log2(float64(p+2))
		}
		sum += t.gain / float64(t.documents) * discounts
		place += t.documents
	}
	return sum
}
