package main

import (
	"math/rand/v2"

	"github.com/marginrank/marginrank/loss"
)

// The made-up queries of all processes together.
const (
	allQueries = 300
	width      = 12 // features of a document
)

// unit is the value of a feature of 1: features are whole multiples of 2^-16.
const unit = 1 << 16

// A part is the queries of one process.
type part struct {
	features [][width]int32 // of each document, in multiples of 1/unit
	grades   []float32
	offsets  []int // of each query's first document, and behind the last one
}

// partOf returns every n-th query, from query i on. Each query is made up from a seed of its own, so it does not depend on
// n. A program with files would read them here.
func partOf(i, n int) *part {
	p := &part{offsets: []int{0}}
	for query := i; query < allQueries; query += n {
		rng := rand.New(rand.NewPCG(1, uint64(query)))
		for range 5 + rng.IntN(21) {
			var x [width]int32
			worth := normal(rng) / 2
			for f := range x {
				x[f] = int32(unit * normal(rng))
				worth += float64(x[f]) / unit / float64(1+f)
			}
			p.features = append(p.features, x)
			p.grades = append(p.grades, float32(min(4, max(0, int(1.5*worth)))))
		}
		p.offsets = append(p.offsets, len(p.grades))
	}
	return p
}

// normal returns a number that is nearly normally distributed. rng.NormFloat64 may return others on machines that fuse operations.
func normal(rng *rand.Rand) float64 {
	sum := -6.0
	for range 12 {
		sum += rng.Float64()
	}
	return sum
}

// lists are the queries of the part with these scores.
func (p *part) lists(scores []float32) loss.Lists[float32] {
	return loss.Lists[float32]{Scores: scores, Relevance: p.grades, Offsets: p.offsets}
}
