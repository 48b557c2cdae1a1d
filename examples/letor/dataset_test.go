package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// documents are those of a dataset, one by one.
func documents(d *dataset) []document {
	var list []document
	for _, doc := range d.each() {
		list = append(list, doc)
	}
	return list
}

// Documents are what they were, whether they share a slab or not: queries begin another one, other features do, and a
// full block does.
func TestSlabs(t *testing.T) {
	d := newDataset("x", newFeatures())
	var want []document
	add := func(columns ...int32) {
		doc := document{columns: append([]int32{}, columns...), values: make([]float32, len(columns))}
		for k, c := range columns {
			doc.values[k] = float32(len(want)*1000 + k)
			d.cell(c, doc.values[k])
		}
		d.endDocument(float32(len(want)))
		want = append(want, doc)
	}
	wide := make([]int32, block/2+1)
	for c := range wide {
		wide[c] = d.features.column(c)
	}
	add(0, 1)
	add(0, 1)
	add(1, 0)
	d.endQuery()
	d.endQuery()
	add(1, 0)
	add()
	add()
	add(wide...)
	add(wide...)
	add(wide[:3]...)
	d.endQuery()
	assert.Equal(t, []int{0, 3, 3, 9}, d.queries)
	assert.Equal(t, []int{0, 2, 2, 7}, d.cuts)
	var counts []int
	for _, s := range d.slabs {
		counts = append(counts, s.documents)
	}
	assert.Equal(t, []int{2, 1, 1, 2, 1, 1, 1}, counts)
	for i, doc := range documents(d) {
		assert.Equal(t, want[i].columns, doc.columns, i)
		assert.Equal(t, want[i].values, doc.values, i)
	}
	var second []float32
	for i, doc := range d.query(2) {
		assert.Equal(t, want[3+i], doc)
		second = append(second, d.relevance[3+i])
	}
	assert.Equal(t, []float32{3, 4, 5, 6, 7, 8}, second)
	for c, used := range d.used() {
		require.True(t, used, c)
	}
}

func TestHoldOutKeepsQueriesWhole(t *testing.T) {
	d := graded([]float32{0}, []float32{1, 1}, []float32{2}, []float32{3, 3, 3}, []float32{4})
	d.weights = []float32{0, 1, 2, 3, 4, 5, 6, 7}
	train, test := d.holdOut("for the test")
	assert.Equal(t, "graded", train.name)
	assert.Equal(t, "graded, for the test", test.name)
	assert.Equal(t, []float32{0, 1, 2, 3, 7}, train.weights)
	assert.Equal(t, []float32{4, 5, 6}, test.weights)
	assert.Equal(t, []float32{0, 1, 1, 2, 4}, train.relevance)
	assert.Equal(t, []int{0, 1, 3, 4, 5}, train.queries)
	assert.Equal(t, []float32{3, 3, 3}, test.relevance)

	d = graded(nil, nil, nil, nil, nil, nil, nil)
	for q := range 8 {
		d.cell(d.features.column(q), float32(q))
		d.endDocument(1)
		d.endQuery()
	}
	train, test = d.holdOut("")
	assert.Nil(t, train.weights, "all documents count the same")
	assert.Equal(t, []document{{[]int32{0}, []float32{0}}, {[]int32{4}, []float32{4}}}, documents(test), "queries 7 and 11")
	assert.Len(t, documents(train), 6)
	values(train)[0][0] = 99
	assert.Equal(t, float32(99), documents(d)[1].values[0], "no value is copied")
}

// How high features are numbered must cost nothing.
func TestColumnsAreOnlyThoseOfFeaturesThatOccur(t *testing.T) {
	d, err := readDocuments("x", strings.NewReader("1 5:1 2147483647:2\n0 0:3 5:4\n"), sizesOf(t, "2"), newFeatures())
	require.NoError(t, err)
	assert.Equal(t, []int{5, 2147483647, 0}, d.features.number)
	assert.Equal(t, []document{
		{[]int32{0, 1}, []float32{1, 2}},
		{[]int32{2, 0}, []float32{3, 4}},
	}, documents(d))
	assert.Len(t, newModel(d, settings{}).weights, 3)
}

func TestMadeUpDataIsTheSameEverywhere(t *testing.T) {
	d := makeUp()
	assert.Equal(t, d, makeUp())
	assert.Equal(t, "made-up data: 160 queries, 2,508 documents, 12 features", d.describe())
	grades := map[float32]int{}
	for _, r := range d.relevance {
		grades[r]++
	}
	assert.Len(t, grades, 5)
	assert.Greater(t, grades[0], grades[4])
}
