package main

import (
	"errors"
	"math"
	"time"

	"github.com/marginrank/marginrank/loss"
)

const (
	yearDays    = 365.25
	leastWeight = 0x1p-126 // not 0, so that the teams of a match are rated, however old it is
)

// settings holds the parameters of the training.
type settings struct {
	epochs   int
	margin   float64
	rate     float64
	halfLife float64 // in years; 0 means that old matches weigh as much as new ones
	decay    float64
}

// model has a rating for each team, and the decisive matches from which it learns the ratings.
type model struct {
	settings
	ratings []float32 // of each team
	weights []float32 // of each team, the sum over its matches; a team of weight 0 is not rated
	grads   []float32 // of each team

	// matches has the decisive matches: the home team, the away team, who won, and the weight of the match. Its
	// scores are the ratings.
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

// weight returns the weight of a match of this age. It halves with every half-life, so that the ratings show how
// strong teams are today.
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

// train minimizes the loss by gradient descent. It reports the mean loss at the beginning of each epoch.
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

// forwardBackward stores the gradient of the weighted sum of losses in m.grads, and returns the weighted mean of
// the losses.
func (m *model) forwardBackward() (float64, error) {
	sum, err := m.criterion().ForwardBackwardIndexed(m.grads, m.matches, 1)
	if err != nil {
		return 0, err
	}
	return m.mean(sum)
}

// loss returns the weighted mean loss at the current ratings.
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

// descend takes a step for every team. It divides by the team's weight, so that teams with ten matches and teams
// with a thousand learn at the same pace. Because of the decay, a few wins over the same neighbour do not carry a
// team far.
func (m *model) descend(step float64) {
	for t, weight := range m.weights {
		if m.rated(t) {
			slope := float64(m.grads[t]) + m.decay*float64(m.ratings[t])
			m.ratings[t] -= float32(step * slope / (float64(weight) + m.decay))
		}
	}
}

// mean returns the mean for a weighted sum of losses.
func (m *model) mean(sum float64) (float64, error) {
	mean := sum / m.total
	if math.IsNaN(mean) || math.IsInf(mean, 0) {
		return 0, errors.New("the loss is not finite: try a smaller -rate or -margin")
	}
	return mean, nil
}
