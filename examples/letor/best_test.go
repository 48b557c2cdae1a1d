package main

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestBestFeature(t *testing.T) {
	const text = "2 11:5 12:1\n1 11:5 12:2\n0 11:5 12:3\n"
	d, err := readDocuments("x", strings.NewReader(text), sizesOf(t, "3"), newFeatures())
	require.NoError(t, err)
	column, sign := d.bestFeature()
	assert.Equal(t, 12, d.features.number[column])
	assert.Equal(t, float32(-1), sign, "less is better")
}

// A feature that only the test part has is never the best in training, however bad the others are.
func TestBestFeatureIsOneThatTheDocumentsHave(t *testing.T) {
	f := newFeatures()
	f.column(1)
	d, err := readDocuments("x", strings.NewReader("1 2:5\n0 2:5\n"), sizesOf(t, "2"), f)
	require.NoError(t, err)
	column, sign := d.bestFeature()
	assert.Equal(t, 2, f.number[column])
	assert.Equal(t, float32(1), sign)
}

// The search by cells finds what NDCG of all documents says: with zeros in the file and without, ties, values below 0,
// queries of one document and queries without gain.
func TestLiftIsThatOfAllDocuments(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 1))
	d := newDataset("sparse", newFeatures())
	for q := range 40 {
		for range q {
			for c := range 6 {
				if rng.IntN(3) == 0 {
					d.cell(d.features.column(c), float32(rng.IntN(7)-3))
				}
			}
			d.endDocument(float32(rng.IntN(4) * (q % 5)))
		}
		d.endQuery()
	}
	withGain := 0
	for q := range len(d.queries) - 1 {
		if slices.Max(append(d.relevance[d.queries[q]:d.queries[q+1]], 0)) > 0 {
			withGain++
		}
	}
	require.Greater(t, withGain, 20)
	lifts := d.lifts()
	require.Len(t, lifts, 6)
	anyOrder, best := ndcg(t, d, make([]float32, d.documents()), bestCutoff), 0.0
	for c, lift := range lifts {
		for k, sign := range signs {
			v := ndcg(t, d, d.columnScores(c, sign), bestCutoff)
			assert.InDelta(t, v-anyOrder, lift[k]/float64(withGain), 1e-12)
			best = max(best, v)
		}
	}
	column, sign := d.bestFeature()
	assert.InDelta(t, best, ndcg(t, d, d.columnScores(column, sign), bestCutoff), 1e-12)
}

// Each of many documents has a feature of its own: columns times documents would take minutes, even only those of one
// query, and cells take a fraction of a second.
func TestBestFeatureOfManyColumns(t *testing.T) {
	const documents = 300_000
	d := newDataset("wide", newFeatures())
	for i := range documents {
		d.cell(d.features.column(i), 1)
		d.endDocument(float32(i % 2))
	}
	d.endQuery()
	done := make(chan int, 1)
	go func() {
		column, _ := d.bestFeature()
		done <- column
	}()
	select {
	case column := <-done:
		assert.Equal(t, float32(1), d.relevance[column])
	case <-time.After(30 * time.Second):
		t.Fatal("the search takes too long")
	}
}
