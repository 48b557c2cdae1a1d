package main

import (
	"iter"
	"math/rand/v2"
	"slices"

	"github.com/gomlx/gomlx/core/tensors"
	"github.com/gomlx/gomlx/ml/train"

	"github.com/marginrank/marginrank/gomlx"
)

const (
	documents = 40 // of a query, at most
	features  = 16 // of a document
	perBatch  = 16 // queries
)

// columns is what the labels of a dataset hold.
var columns = []gomlx.Column{gomlx.Relevance, gomlx.Mask}

// query is the documents of a query, padded to the largest one: tensors of one shape are compiled once.
type query struct {
	features  [documents * features]float32
	relevance [documents]float32
	mask      [documents]bool
}

// dataset is queries, in another order in each epoch.
type dataset struct {
	name    string
	queries []*query
	rng     *rand.Rand
}

// generate makes up queries, which differ by the seed and the part.
func generate(name string, n int, seed int64, part uint64) *dataset {
	d := &dataset{name: name, rng: rand.New(rand.NewPCG(uint64(seed), part))}
	for range n {
		d.queries = append(d.queries, d.query())
	}
	return d
}

// query makes up a query. The grade of a document, 0 to 4, is its place among the query's others by a usefulness that no
// linear model of the features can tell.
func (d *dataset) query() *query {
	q := &query{}
	n := 5 + d.rng.IntN(documents-4)
	usefulness := make([]float64, n)
	for i := range n {
		x := q.features[i*features:][:features]
		for f := range x {
			x[f] = float32(d.rng.NormFloat64())
		}
		usefulness[i] = float64(x[0]+max(x[1], x[2])-x[3]*x[3]+x[4]*x[5]) + d.rng.NormFloat64()/2
		q.mask[i] = true
	}
	sorted := slices.Sorted(slices.Values(usefulness))
	for i, u := range usefulness {
		place, _ := slices.BinarySearch(sorted, u)
		better := float64(place) / float64(n) // the share of documents that are less useful
		for _, from := range []float64{0.5, 0.75, 0.88, 0.96} {
			if better >= from {
				q.relevance[i]++
			}
		}
	}
	return q
}

// batches is how many batches an epoch has.
func (d *dataset) batches() int { return (len(d.queries) + perBatch - 1) / perBatch }

func (d *dataset) Name() string { return d.name }

// Iter implements train.Dataset.
func (d *dataset) Iter() iter.Seq2[train.Batch, error] {
	return func(yield func(train.Batch, error) bool) {
		d.rng.Shuffle(len(d.queries), func(i, j int) { d.queries[i], d.queries[j] = d.queries[j], d.queries[i] })
		for queries := range slices.Chunk(d.queries, perBatch) {
			if !yield(batch(queries), nil) {
				return
			}
		}
	}
}

// batch is some queries as tensors.
func batch(queries []*query) train.Batch {
	var inputs, relevance []float32
	var mask []bool
	for _, q := range queries {
		inputs = append(inputs, q.features[:]...)
		relevance = append(relevance, q.relevance[:]...)
		mask = append(mask, q.mask[:]...)
	}
	n := len(queries)
	return train.Batch{
		Inputs: []*tensors.Tensor{tensors.FromFlatDataAndDimensions(inputs, n, documents, features)},
		Labels: []*tensors.Tensor{tensors.FromFlatDataAndDimensions(relevance, n, documents), tensors.FromFlatDataAndDimensions(mask, n, documents)},
	}
}
