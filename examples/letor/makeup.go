package main

import (
	"math"
	"math/rand/v2"
)

// What the made-up data looks like.
const (
	madeUpQueries = 160
	madeUpLeast   = 5 // documents of a query
	madeUpMost    = 25
	madeUpWidth   = 12
)

// thresholds between grades 0 to 4, in what a document is really worth: few are very good.
var thresholds = []float64{-0.2, 0.6, 1.3, 1.9}

// makeUp returns made-up queries, the same ones in every run. What a document is worth is a sum of its features, some of
// which matter more than others and half of which say nothing; its grade is that with noise. Features of a query's
// documents share what is the query's: a ranker must compare them within queries.
func makeUp() *dataset {
	rng := rand.New(rand.NewPCG(1, 2))
	all := newDataset("made-up data", newFeatures())
	for range madeUpQueries {
		var level [madeUpWidth]float64
		for c := range level {
			level[c] = rng.NormFloat64()
		}
		for range madeUpLeast + rng.IntN(madeUpMost-madeUpLeast+1) {
			worth := 0.6 * rng.NormFloat64()
			for c := range madeUpWidth {
				own := rng.NormFloat64()
				if c < madeUpWidth/2 {
					worth += own / math.Sqrt(float64(2+c))
				}
				all.cell(all.features.column(c+1), float32(level[c]+own))
			}
			all.endDocument(grade(worth))
		}
		all.endQuery()
	}
	return all
}

// grade is how many thresholds worth exceeds.
func grade(worth float64) float32 {
	g := 0
	for g < len(thresholds) && worth > thresholds[g] {
		g++
	}
	return float32(g)
}
