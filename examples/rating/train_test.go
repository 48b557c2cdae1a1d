package main

import (
	"io"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// defaults returns the settings of a run without flags.
func defaults(t *testing.T) settings {
	t.Helper()
	o, err := parseOptions(nil, io.Discard)
	require.NoError(t, err)
	return o.settings
}

// trained trains on all matches in the text, and checks that the loss has decreased.
func trained(t *testing.T, text string, s settings) (*results, *model) {
	t.Helper()
	res := read(t, header+text)
	m := newModel(res.matches, len(res.teams), s)
	before, err := m.loss()
	require.NoError(t, err)
	require.NoError(t, m.train(func(int, float64) {}))
	after, err := m.loss()
	require.NoError(t, err)
	assert.InDelta(t, s.margin, before, 1e-6, "with all ratings 0 every pair misses the margin whole")
	assert.Less(t, after, before)
	return res, m
}

// toyLeague is transitive, A over B over C over D, with the stronger team at home and away.
const toyLeague = `2024-06-01,C,D,1,0
2024-06-01,D,C,0,2
2024-06-02,B,D,4,0
2024-06-02,B,C,1,0
2024-06-03,D,B,0,1
2024-06-03,C,A,0,1
2024-06-04,A,B,2,1
2024-06-04,D,A,1,2
2024-06-04,B,A,1,1
`

func TestTrainOrdersToyLeague(t *testing.T) {
	res, m := trained(t, toyLeague, defaults(t))
	assert.Equal(t, calls{matches: 8, right: 8, homeWins: 4}, m.call(res.matches))
	var order []string
	for _, s := range standings(res.teams, res.matches, m) {
		order = append(order, s.team)
	}
	assert.Equal(t, []string{"A", "B", "C", "D"}, order)
}

func TestTrainReportsEveryEpoch(t *testing.T) {
	s := defaults(t)
	s.epochs = 3
	res := read(t, header+toyLeague)
	var epochs []int
	var losses []float64
	err := newModel(res.matches, len(res.teams), s).train(func(epoch int, trainingLoss float64) {
		epochs = append(epochs, epoch)
		losses = append(losses, trainingLoss)
	})
	require.NoError(t, err)
	assert.Equal(t, []int{1, 2, 3}, epochs)
	assert.IsDecreasing(t, losses)
}

func TestDrawsTeachNothing(t *testing.T) {
	_, without := trained(t, "2024-06-01,A,B,1,0\n", defaults(t))
	_, with := trained(t, "2024-06-01,A,B,1,0\n2024-06-01,A,B,1,1\n2024-06-02,B,C,2,2\n", defaults(t))
	assert.Equal(t, without.ratings, with.ratings[:2])
	assert.Zero(t, with.ratings[2])
	assert.False(t, with.rated(2))
}

func TestHalfLifeFavoursTheLatest(t *testing.T) {
	const text = "2004-06-01,Old,New,1,0\n2004-06-02,Old,New,1,0\n2024-06-01,New,Old,1,0\n"
	s := defaults(t)
	_, m := trained(t, text, s)
	assert.Less(t, m.ratings[0], m.ratings[1])
	s.halfLife = 0
	_, m = trained(t, text, s)
	assert.Greater(t, m.ratings[0], m.ratings[1])
}

func TestWeightHalves(t *testing.T) {
	res := read(t, header+"2020-01-01,A,B,1,0\n2024-01-01,A,B,1,0\n2028-01-01,A,B,1,1\n")
	m := newModel(res.matches, 2, settings{halfLife: 2})
	assert.Equal(t, []float32{0.25, 1}, m.matches.Weights, "counted back from the last decisive match")
	m = newModel(res.matches, 2, settings{halfLife: 0})
	assert.Equal(t, []float32{1, 1}, m.matches.Weights)
}

func TestOldMatchesKeepSomeWeight(t *testing.T) {
	s := defaults(t)
	s.halfLife = 1 / yearDays
	res, m := trained(t, "1872-01-01,Old,Older,1,0\n2024-06-01,A,B,1,0\n", s)
	assert.Positive(t, m.matches.Weights[0])
	assert.Len(t, standings(res.teams, res.matches, m), 4, "nobody is unrated who has won or lost")
}

func TestDecayPullsTowardsZero(t *testing.T) {
	s := defaults(t)
	s.decay = 4
	_, m := trained(t, "2024-06-01,A,B,1,0\n", s)
	// The slope is -1 + decay·rating for A, the opposite for B.
	assert.InDelta(t, 0.25, m.ratings[0], 1e-3)
	assert.InDelta(t, -0.25, m.ratings[1], 1e-3)
}

func TestRateFallsToZero(t *testing.T) {
	// So far from the margin the slope is the same in every epoch, and the steps are 0.1, 0.075, 0.05 and 0.025.
	_, m := trained(t, "2024-06-01,A,B,1,0\n", settings{epochs: 4, margin: 100, rate: 0.1})
	assert.InDelta(t, 0.25, m.ratings[0], 1e-6)
	assert.InDelta(t, -0.25, m.ratings[1], 1e-6)
}

func TestTrainIsDeterministic(t *testing.T) {
	_, a := trained(t, toyLeague, defaults(t))
	_, b := trained(t, toyLeague, defaults(t))
	assert.Equal(t, a.ratings, b.ratings)
}

func TestRunawayTrainingIsAnError(t *testing.T) {
	s := defaults(t)
	s.rate = 1e30
	res := read(t, header+toyLeague)
	err := newModel(res.matches, len(res.teams), s).train(func(int, float64) {})
	assert.ErrorContains(t, err, "try a smaller -rate")
}

func TestCall(t *testing.T) {
	res := read(t, header+"2024-06-01,A,B,1,0\n2024-06-01,B,C,1,0\n")
	m := newModel(res.matches, len(res.teams)+1, settings{})
	copy(m.ratings, []float32{1, 1, float32(math.Copysign(0, -1))})
	later := []match{
		{home: 0, away: 2, homeGoals: 1}, // right
		{home: 2, away: 1, awayGoals: 1}, // right, an away win
		{home: 2, away: 0, homeGoals: 1}, // wrong
		{home: 0, away: 1, homeGoals: 1}, // level: not right
		{home: 3, away: 0, awayGoals: 1}, // unknown
		{home: 0, away: 3, homeGoals: 1}, // unknown
		{home: 0, away: 2, homeGoals: 0}, // drawn: not counted
	}
	assert.Equal(t, calls{matches: 6, right: 2, homeWins: 4, unknown: 2}, m.call(later))
}
