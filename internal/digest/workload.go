package digest

import (
	"github.com/marginrank/marginrank/loss"
	"github.com/marginrank/marginrank/metric"
)

// sizes are numbers of pairs: none, tails of all kinds, and more than a span.
var sizes = []int{0, 1, 7, 16, 31, 64, 65, 130, 1000, 20_000}

// add puts the results of calls with one element type into the hash.
func add[T loss.Float](r *results, of func(float64) T) {
	s := source(1)
	for i, n := range sizes {
		for kind := range 4 { // of labels and columns
			for _, special := range []bool{false, true} {
				if special && n > 1000 {
					continue
				}
				c := loss.MarginRanking[T]{
					Margin: []float64{1, 0.5, 0, -0.25}[(i+kind)%4], Reduction: loss.Reduction(kind % 2), Boundary: loss.Boundary(i % 2),
				}
				p := drawPairs(&s, n, kind, special, of)
				addPairs(r, c, p, drawn(n, of, func() float64 { return s.score(false) }))
				if n > 0 {
					addIndexed(r, c, drawIndexed(&s, p, of))
				}
			}
		}
	}
	for i, n := range []int{1, 15, 60, 300, 3000} {
		for kind := range 4 { // of weights
			c := loss.MarginRanking[T]{Margin: 0.5, Reduction: loss.Reduction(kind / 2), Boundary: loss.Boundary(i % 2)}
			addLists(r, c, drawLists(&s, n, kind, of))
		}
	}
}

func drawPairs[T loss.Float](s *source, n, kind int, special bool, of func(float64) T) loss.Pairs[T] {
	score := func() float64 { return s.score(special) }
	p := loss.Pairs[T]{X1: drawn(n, of, score), X2: drawn(n, of, score)}
	sign := func() float64 { return float64(2*s.below(2) - 1) }
	switch kind {
	case 0:
		p.Y = drawn(n, of, sign)
	case 1:
		p.Signs = drawn(n, func(v float64) int8 { return int8(v) }, sign)
	case 2:
		p.Weights = drawn(n, of, func() float64 { return float64(s.below(5)) / 4 })
	case 3:
		p.Y = drawn(n, of, sign)
		p.Margins = drawn(n, of, func() float64 { return float64(s.below(32)) / 16 })
	}
	return p
}

// drawIndexed makes items of the first scores of some pairs, and as many pairs of them.
func drawIndexed[T loss.Float](s *source, p loss.Pairs[T], of func(float64) T) loss.IndexedPairs[T] {
	n := len(p.X1)
	index := func() []int32 {
		return drawn(n, func(v float64) int32 { return int32(v) }, func() float64 { return float64(s.below(n)) })
	}
	return loss.IndexedPairs[T]{Scores: p.X1, I: index(), J: index(), Y: p.Y, Signs: p.Signs, Weights: p.Weights, Margins: p.Margins}
}

// drawLists makes lists of n items in all, with grades from 0 to 4. Kind says which weights they have.
func drawLists[T loss.Float](s *source, n, kind int, of func(float64) T) loss.Lists[T] {
	l := loss.Lists[T]{Scores: drawn(n, of, func() float64 { return s.score(false) }), Offsets: []int{0}}
	for at := 0; at < n; {
		at = min(n, at+1+s.below(1+n/2))
		l.Offsets = append(l.Offsets, at)
	}
	for range n {
		l.Relevance = append(l.Relevance, float32(s.below(5)))
		l.Mask = append(l.Mask, s.below(8) > 0)
	}
	if kind%2 == 1 {
		for range n {
			l.Weights = append(l.Weights, float32(s.below(8))/8)
		}
	}
	if kind >= 2 {
		l.Lambda = &loss.Lambda{TopK: 10 * (kind - 2)}
		l.PerList = n%2 == 0
	}
	return l
}

func addPairs[T loss.Float](r *results, c loss.MarginRanking[T], p loss.Pairs[T], upstream []T) {
	n := len(p.X1)
	dst, g := make([]T, n), loss.Grads[T]{X1: make([]T, n), X2: make([]T, n), Y: make([]T, n)}
	value, stats, err := c.ForwardBackwardStats(g, p, 0.75)
	r.note(err)
	r.add(value, stats.Accuracy())
	r.count(stats.Pairs, stats.Active, stats.Wrong, stats.Tied)
	addAll(r, g.X1, g.X2, g.Y)
	value, err = c.ForwardBackward(g, p, -1.5)
	r.note(err)
	r.add(value)
	addAll(r, g.X1, g.X2, g.Y)
	r.note(c.ForwardBackwardNone(dst, g, p, upstream))
	addAll(r, dst, g.X1, g.X2, g.Y)
}

func addIndexed[T loss.Float](r *results, c loss.MarginRanking[T], p loss.IndexedPairs[T]) {
	grad := make([]T, len(p.Scores))
	value, stats, err := c.ForwardBackwardIndexedStats(grad, p, 1)
	r.note(err)
	r.add(value)
	r.count(stats.Pairs, stats.Active, stats.Wrong, stats.Tied)
	addAll(r, grad)
}

func addLists[T loss.Float](r *results, c loss.MarginRanking[T], l loss.Lists[T]) {
	grad, each := make([]T, len(l.Scores)), make([]float64, len(l.Offsets)-1)
	value, stats, err := c.ForwardBackwardLists(grad, l, 1)
	r.note(err)
	r.add(value)
	r.count(stats.Pairs, stats.Active)
	addAll(r, grad)
	_, err = c.ForwardListsNone(each, l)
	r.note(err)
	r.add(each...)
	l.Weights, l.Lambda, l.PerList = nil, nil, false
	value, stats, err = c.ForwardBackwardLists(grad, l, 1)
	r.note(err)
	r.add(value)
	r.count(stats.Pairs, stats.Active)
	addAll(r, grad)
	metrics := []metric.Metric{
		{Kind: metric.KindNDCG, K: 10}, {Kind: metric.KindMRR}, {Kind: metric.KindMAP}, {Kind: metric.KindAUC},
		{Kind: metric.KindPrecision, K: 5}, {Kind: metric.KindRecall, K: 5}, {Kind: metric.KindHitRate, K: 3}, {Kind: metric.KindKendallTau},
	}
	means := make([]float64, len(metrics))
	r.note(metric.Evaluate(means, nil, l, metrics...))
	r.add(means...)
}
