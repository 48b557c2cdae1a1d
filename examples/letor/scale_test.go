package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// values are those of every document.
func values(d *dataset) [][]float32 {
	var list [][]float32
	for _, doc := range d.each() {
		list = append(list, doc.values)
	}
	return list
}

func TestScaleByTheTrainingPart(t *testing.T) {
	f := newFeatures()
	train, err := readDocuments("train", strings.NewReader("1 1:3 2:0\n0 1:4\n"), sizesOf(t, "2"), f)
	require.NoError(t, err)
	test, err := readDocuments("test", strings.NewReader("1 1:5 3:7\n"), sizesOf(t, "1"), f)
	require.NoError(t, err)
	_, err = train.scale(test)
	require.NoError(t, err)
	const rms = 3.5355339 // √((9 + 16) / 2)
	assert.InDeltaSlice(t, []float32{3 / rms, 0, 4 / rms}, slices.Concat(values(train)...), 1e-6)
	assert.InDeltaSlice(t, []float32{5 / rms, 7}, slices.Concat(values(test)...), 1e-6, "a feature that training lacks stays")
	assert.Equal(t, 3, train.width(), "a weight for every feature")
}

func TestScaleThatOverflowsIsAnError(t *testing.T) {
	f := newFeatures()
	train, err := readDocuments("train", strings.NewReader("1 7:1e-30\n"), sizesOf(t, "1"), f)
	require.NoError(t, err)
	test, err := readDocuments("test", strings.NewReader("1 7:1e38\n"), sizesOf(t, "1"), f)
	require.NoError(t, err)
	_, err = train.scale(test)
	assert.EqualError(t, err, "test: feature 7: 1e+38 is too large where training has 1e-30 (root mean square)")
}
