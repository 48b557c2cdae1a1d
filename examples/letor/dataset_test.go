package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestHoldOutKeepsQueriesWhole(t *testing.T) {
	d := graded([]float32{0}, []float32{1, 1}, []float32{2}, []float32{3, 3, 3}, []float32{4})
	train, test, err := d.holdOut()
	require.NoError(t, err)
	assert.Equal(t, []float32{0, 1, 1, 2, 4}, train.relevance)
	assert.Equal(t, []int{0, 1, 3, 4, 5}, train.queries)
	assert.Equal(t, []float32{3, 3, 3}, test.relevance)

	_, _, err = graded([]float32{1}).holdOut()
	assert.ErrorContains(t, err, "none is left for the test")
}

func TestScaleByTheTrainingPart(t *testing.T) {
	f := newFeatures()
	train, err := readDocuments("train", strings.NewReader("1 1:3 2:0\n0 1:4\n"), strings.NewReader("2"), f)
	require.NoError(t, err)
	test, err := readDocuments("test", strings.NewReader("1 1:5 3:7\n"), strings.NewReader("1"), f)
	require.NoError(t, err)
	require.NoError(t, train.scale(test))
	const rms = 3.5355339 // √((9 + 16) / 2)
	assert.InDeltaSlice(t, []float32{3 / rms, 0, 4 / rms}, train.value, 1e-6)
	assert.InDeltaSlice(t, []float32{5 / rms, 7}, test.value, 1e-6, "a feature that training lacks stays")
	assert.Equal(t, 3, train.width(), "a weight for every feature")
}

func TestScaleThatOverflowsIsAnError(t *testing.T) {
	f := newFeatures()
	train, err := readDocuments("train", strings.NewReader("1 7:1e-30\n"), strings.NewReader("1"), f)
	require.NoError(t, err)
	test, err := readDocuments("test", strings.NewReader("1 7:1e38\n"), strings.NewReader("1"), f)
	require.NoError(t, err)
	assert.EqualError(t, train.scale(test), "test: feature 7: 1e+38 is too large where training has 1e-30 (root mean square)")
}

// How high features are numbered must cost nothing.
func TestColumnsAreOnlyThoseOfFeaturesThatOccur(t *testing.T) {
	d, err := readDocuments("x", strings.NewReader("1 5:1 2147483647:2\n0 0:3 5:4\n"), strings.NewReader("2"), newFeatures())
	require.NoError(t, err)
	assert.Equal(t, []int{5, 2147483647, 0}, d.features.number)
	assert.Equal(t, []int32{0, 1, 2, 0}, d.column)
	assert.Len(t, newModel(d, settings{}).weights, 3)
}

func TestMadeUpDataIsTheSameEverywhere(t *testing.T) {
	train, test := makeUp()
	again, _ := makeUp()
	assert.Equal(t, train, again)
	assert.Equal(t, "made-up data: 120 queries, 1,866 documents, 12 features", train.describe())
	assert.Equal(t, "made-up data, every fourth query: 40 queries, 642 documents, 12 features", test.describe())
	grades := map[float32]int{}
	for _, r := range train.relevance {
		grades[r]++
	}
	assert.Len(t, grades, 5)
	assert.Greater(t, grades[0], grades[4])
}
