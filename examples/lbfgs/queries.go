package main

import (
	"math/rand/v2"

	"github.com/marginrank/marginrank/loss"
)

// queries are documents with features, and a grade for each.
type queries struct {
	features [][]float64 // of each document
	grades   []float32
	offsets  []int // of each query's first document, and behind the last one
}

// makeUp returns n queries of 5 to 25 documents with this many features. A document's grade, 0 to 4, depends on the first half of its
// features and on chance.
func makeUp(seed uint64, n, width int) *queries {
	rng := rand.New(rand.NewPCG(seed, 0))
	q := &queries{offsets: []int{0}}
	for range n {
		for range 5 + rng.IntN(21) {
			x, worth := make([]float64, width), 0.5*rng.NormFloat64()
			for f := range x {
				x[f] = rng.NormFloat64()
				if f < width/2 {
					worth += x[f] / float64(1+f)
				}
			}
			q.features = append(q.features, x)
			q.grades = append(q.grades, float32(min(4, max(0, int(1.5*worth)))))
		}
		q.offsets = append(q.offsets, len(q.grades))
	}
	return q
}

// lists are the queries with these scores.
func (q *queries) lists(scores []float64) loss.Lists[float64] {
	return loss.Lists[float64]{Scores: scores, Relevance: q.grades, Offsets: q.offsets}
}

// score stores the scores of all documents.
func (q *queries) score(scores, weights []float64) {
	for i, x := range q.features {
		scores[i] = 0
		for f, w := range weights {
			scores[i] += float64(w * x[f])
		}
	}
}
