package main

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestCount(t *testing.T) {
	assert.Equal(t, "0 teams", count(0, "team"))
	assert.Equal(t, "1 match", count(1, "match"))
	assert.Equal(t, "999 matches", count(999, "match"))
	assert.Equal(t, "1,000 draws", count(1000, "draw"))
	assert.Equal(t, "1,234,567 matches", count(1234567, "match"))
}

func TestPrintResults(t *testing.T) {
	var out bytes.Buffer
	printResults(&out, read(t, header+"2024-06-02,Chile,Peru,1,0\n2024-06-01,Peru,Chile,1,1\n2030-06-01,Peru,Chile,NA,NA\n"))
	assert.Equal(t, "results.csv: 2 matches between 2 teams, 2024-06-01 to 2024-06-02\n1 match not played yet, left out\n",
		out.String())
}

func TestPrintCalled(t *testing.T) {
	var out bytes.Buffer
	printCalled(&out, day(t, "2024-06-01"), calls{matches: 8, right: 5, homeWins: 4, unknown: 1})
	assert.Equal(t, `
8 decisive matches from 2024-06-01 on:
62.5% called rightly by the ratings
50.0% called rightly by "the home side wins"
1 match with a team not rated by then: no call, counted as wrong for the ratings
`, out.String())
}
