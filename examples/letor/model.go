package main

import (
	"errors"
	"math"

	"github.com/marginrank/marginrank/loss"
)

// settings are the knobs of the training.
type settings struct {
	epochs   int
	patience int // epochs that may be no better than the best on the validation part
	margin   float64
	lambda   bool // weigh pairs by what they matter to NDCG
	perList  bool // each query counts the same, however many pairs it has
	rate     float64
	decay    float64
}

// model is a linear ranker: one weight a feature.
type model struct {
	settings
	train   *dataset
	done    int       // epochs
	weights []float32 // by feature

	scores, grads []float32 // by document of the training part
	slope         []float32 // by feature: the gradient with respect to its weight
	mean, square  []float32 // by feature: running means of the slope and of its square
}

func newModel(train *dataset, s settings) *model {
	return &model{
		settings: s, train: train,
		weights: make([]float32, train.width()),
		scores:  make([]float32, train.documents()), grads: make([]float32, train.documents()),
		slope: make([]float32, train.width()), mean: make([]float32, train.width()), square: make([]float32, train.width()),
	}
}

// score writes the scores of a dataset's documents: weighted sums of their features.
func score(scores []float32, d *dataset, weights []float32) {
	for i, doc := range d.each() {
		var sum float32
		for k, c := range doc.columns {
			sum += float32(doc.values[k] * weights[c])
		}
		scores[i] = sum
	}
}

// measure scores a dataset's documents and tells how well it ranks them.
func (m *model) measure(d *dataset, scores []float32) (quality, error) {
	score(scores, d, m.weights)
	return measure(d, scores)
}

// epoch descends once, along the mean loss of all pairs of all queries, weighted with -lambda and -weights, and returns the loss that it began with.
func (m *model) epoch() (float64, error) {
	score(m.scores, m.train, m.weights)
	criterion := loss.MarginRanking[float32]{Margin: m.margin, Workers: loss.AllProcessors}
	lists := m.train.lists(m.scores)
	lists.Weights, lists.PerList = m.train.weights, m.perList
	if m.lambda {
		lists.Lambda = &loss.Lambda{}
	}
	mean, _, err := criterion.ForwardBackwardLists(m.grads, lists, 1)
	if err != nil {
		return 0, err
	}
	if math.IsNaN(mean) || math.IsInf(mean, 0) {
		return 0, errors.New("the loss is not finite: try a smaller -rate or -margin")
	}
	clear(m.slope)
	for i, doc := range m.train.each() {
		g := m.grads[i]
		for k, c := range doc.columns {
			m.slope[c] += float32(g * doc.values[k])
		}
	}
	m.descend()
	if !finite(m.weights) {
		return 0, errors.New("a weight is not finite: try a smaller -rate or -decay")
	}
	return mean, nil
}

// Adam's constants (Kingma and Ba, arXiv 1412.6980).
const (
	keepMean   = 0.9
	keepSquare = 0.999
	tiny       = 1e-8
)

// descend takes a step of Adam, with a rate that falls to zero.
func (m *model) descend() {
	rate := m.rate * (1 - float64(m.done)/float64(m.epochs))
	m.done++
	unbiasMean, unbiasSquare := 1-math.Pow(keepMean, float64(m.done)), 1-math.Pow(keepSquare, float64(m.done))
	for c, slope := range m.slope {
		g := float64(slope) + m.decay*float64(m.weights[c])
		mean := keepMean*float64(m.mean[c]) + (1-keepMean)*g
		square := keepSquare*float64(m.square[c]) + (1-keepSquare)*g*g
		m.mean[c], m.square[c] = float32(mean), float32(square)
		m.weights[c] -= float32(rate * (mean / unbiasMean) / (math.Sqrt(square/unbiasSquare) + tiny))
	}
}
