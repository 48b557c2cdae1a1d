package main

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSign(t *testing.T) {
	assert.EqualValues(t, 1, match{homeGoals: 2, awayGoals: 1}.sign())
	assert.EqualValues(t, -1, match{homeGoals: 0, awayGoals: 1}.sign())
	assert.EqualValues(t, 0, match{homeGoals: 3, awayGoals: 3}.sign())
}

func TestSplit(t *testing.T) {
	// The matches are not in the order of their dates, since a file need not be sorted.
	res := read(t, header+"2024-06-03,Chile,Peru,1,0\n2024-06-01,Chile,Peru,1,0\n2024-06-02,Chile,Peru,1,0\n")

	past, later, err := res.split(time.Time{})
	require.NoError(t, err)
	assert.Equal(t, res.matches, past)
	assert.Empty(t, later)

	past, later, err = res.split(day(t, "2024-06-02"))
	require.NoError(t, err)
	assert.Equal(t, res.matches[1:2], past)
	assert.Equal(t, []match{res.matches[0], res.matches[2]}, later, "the day of the split is not trained on")
}

func TestSplitNeedsDecisiveMatches(t *testing.T) {
	res := read(t, header+"2024-06-01,Chile,Peru,1,1\n2024-06-02,Chile,Peru,1,0\n2024-06-03,Chile,Peru,1,1\n")
	_, _, err := res.split(day(t, "2024-06-02"))
	assert.EqualError(t, err, "results.csv: no decisive match before 2024-06-02 to train on")
	_, _, err = res.split(day(t, "2024-06-03"))
	assert.EqualError(t, err, "results.csv: no decisive match from 2024-06-03 on to call")
	_, _, err = read(t, header+"2024-06-01,Chile,Peru,1,1\n").split(time.Time{})
	assert.EqualError(t, err, "results.csv: no decisive match to train on")
}

func TestSpan(t *testing.T) {
	res := read(t, header+"2024-06-02,Chile,Peru,1,0\n2024-06-03,Chile,Peru,1,0\n2024-06-01,Chile,Peru,1,0\n")
	first, last := span(res.matches)
	assert.Equal(t, day(t, "2024-06-01"), first)
	assert.Equal(t, day(t, "2024-06-03"), last)
}
