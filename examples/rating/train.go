package main

import (
	"errors"
	"math"
	"time"

	"github.com/marginrank/marginrank/loss"
)

const (
	yearDays    = 365.25
	leastWeight = 0x1p-126 // not 0, however old the match is: its teams are rated
)

// settings are the knobs of the training.
type settings struct {
	epochs   int
	margin   float64
	rate     float64
	halfLife float64 // years; 0: old matches weigh as much as new ones
	decay    float64
}

// model is one rating a team and the decisive matches that it learns them from.
type model struct {
	settings
	ratings []float32 // by team
	weights []float32 // by team: the sum over its matches; a team without weight is not rated
	grads   []float32 // by team

	// The decisive matches: the home team and the away team, who won, and how much the match weighs. Their scores
	// are the ratings.
	matches loss.IndexedPairs[float32]
	total   float64 // the sum of their weights
}

func newModel(matches []match, teams int, s settings) *model {
	m := &model{
		settings: s,
		ratings:  make([]float32, teams),
		weights:  make([]float32, teams),
		grads:    make([]float32, teams),
	}
	won := decisive(matches)
	_, last := span(won)
	for _, game := range won {
		m.add(game, s.weight(last.Sub(game.date)))
	}
	m.matches.Scores = m.ratings
	return m
}

// weight halves with every half-life of a match's age, so that the ratings are today's and not all time's.
func (s settings) weight(age time.Duration) float32 {
	if s.halfLife == 0 {
		return 1
	}
	years := age.Hours() / 24 / yearDays
	return max(float32(math.Exp2(-years/s.halfLife)), leastWeight)
}

func (m *model) add(game match, weight float32) {
	m.matches.I = append(m.matches.I, int32(game.home))
	m.matches.J = append(m.matches.J, int32(game.away))
	m.matches.Signs = append(m.matches.Signs, game.sign())
	m.matches.Weights = append(m.matches.Weights, weight)
	m.weights[game.home] += weight
	m.weights[game.away] += weight
	m.total += float64(weight)
}

// train descends the loss, reporting the mean loss that each epoch started from.
func (m *model) train(report func(epoch int, mean float64)) error {
	for epoch := range m.epochs {
		mean, err := m.forwardBackward()
		if err != nil {
			return err
		}
		m.descend(m.rate * (1 - float64(epoch)/float64(m.epochs)))
		report(epoch+1, mean)
	}
	return nil
}

// forwardBackward leaves the gradient of the weighted sum of losses in m.grads, and returns their weighted mean.
func (m *model) forwardBackward() (float64, error) {
	sum, err := m.criterion().ForwardBackwardIndexed(m.grads, m.matches, 1)
	if err != nil {
		return 0, err
	}
	return m.mean(sum)
}

// loss is the weighted mean loss at the present ratings.
func (m *model) loss() (float64, error) {
	sum, err := m.criterion().ForwardIndexed(m.matches)
	if err != nil {
		return 0, err
	}
	return m.mean(sum)
}

func (m *model) criterion() loss.MarginRanking[float32] {
	return loss.MarginRanking[float32]{Margin: m.margin, Reduction: loss.Sum}
}

// descend takes one step for every team. Dividing by the team's weight lets those with ten matches and those with a
// thousand learn at the same pace; the decay keeps a few wins over the same neighbour from carrying a team far.
func (m *model) descend(step float64) {
	for t, weight := range m.weights {
		if m.rated(t) {
			slope := float64(m.grads[t]) + m.decay*float64(m.ratings[t])
			m.ratings[t] -= float32(step * slope / (float64(weight) + m.decay))
		}
	}
}

// mean is the mean of a weighted sum of losses.
func (m *model) mean(sum float64) (float64, error) {
	mean := sum / m.total
	if math.IsNaN(mean) || math.IsInf(mean, 0) {
		return 0, errors.New("the loss is not finite: try a smaller -rate or -margin")
	}
	return mean, nil
}
