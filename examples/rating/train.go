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

	// By match: who met, who won, how much it weighs (the upstream gradient), and what the loss makes of it.
	home, away []int
	signs      []int8
	upstream   []float32
	x1, x2     []float32
	losses     []float32
	gx1        []float32
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
	n := len(m.signs)
	m.x1, m.x2 = make([]float32, n), make([]float32, n)
	m.losses, m.gx1 = make([]float32, n), make([]float32, n)
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
	m.home = append(m.home, game.home)
	m.away = append(m.away, game.away)
	m.signs = append(m.signs, game.sign())
	m.upstream = append(m.upstream, weight)
	m.weights[game.home] += weight
	m.weights[game.away] += weight
}

// train descends the loss, reporting the mean loss that each epoch started from.
func (m *model) train(report func(epoch int, loss float64)) error {
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

// forwardBackward leaves the gradient of the weighted sum of losses in m.grads.
func (m *model) forwardBackward() (float64, error) {
	pairs := m.gather()
	// No X2: its gradient is X1's, negated.
	err := m.criterion().ForwardBackwardNone(m.losses, loss.Grads[float32]{X1: m.gx1}, pairs, m.upstream)
	if err != nil {
		return 0, err
	}
	clear(m.grads)
	for i, g := range m.gx1 {
		m.grads[m.home[i]] += g
		m.grads[m.away[i]] -= g
	}
	return m.weightedMean()
}

// loss is the weighted mean loss at the present ratings.
func (m *model) loss() (float64, error) {
	if err := m.criterion().ForwardNone(m.losses, m.gather()); err != nil {
		return 0, err
	}
	return m.weightedMean()
}

func (m *model) criterion() loss.MarginRanking[float32] {
	return loss.MarginRanking[float32]{Margin: m.margin, Reduction: loss.None}
}

// gather looks up both teams' ratings for every match.
func (m *model) gather() loss.Pairs[float32] {
	for i := range m.signs {
		m.x1[i] = m.ratings[m.home[i]]
		m.x2[i] = m.ratings[m.away[i]]
	}
	return loss.Pairs[float32]{X1: m.x1, X2: m.x2, Signs: m.signs}
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

func (m *model) weightedMean() (float64, error) {
	var sum, weights float64
	for i, l := range m.losses {
		sum += float64(m.upstream[i]) * float64(l)
		weights += float64(m.upstream[i])
	}
	mean := sum / weights
	if math.IsNaN(mean) || math.IsInf(mean, 0) {
		return 0, errors.New("the loss is not finite: try a smaller -rate or -margin")
	}
	return mean, nil
}
