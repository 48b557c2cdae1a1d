package digest

import (
	"github.com/marginrank/marginrank/loss"
	"github.com/marginrank/marginrank/metric"
)

// listKinds is the number of kinds of lists: with or without weights, without lambda weights or with one of two, each list
// counting the same or not.
const listKinds = 2 * 3 * 2

// linear is a gain that is not the usual one.
func linear(relevance float32) float64 { return float64(relevance) }

// drawLists makes lists of n items in all, with five grades or many. Kind says how their pairs are weighed.
func drawLists[T loss.Float](s *source, n, kind int, special bool) loss.Lists[T] {
	l := loss.Lists[T]{Scores: elements[T](n, func() float64 { return s.score(special) }), Offsets: []int{0}}
	for at := 0; at < n; {
		at = min(n, at+1+s.below(1+n/2))
		l.Offsets = append(l.Offsets, at)
	}
	grades := []int{2, 5, 100}[s.below(3)]
	for range n {
		l.Relevance = append(l.Relevance, float32(s.below(grades))/16)
		l.Mask = append(l.Mask, s.below(8) > 0)
	}
	if kind%2 == 1 {
		for range n {
			l.Weights = append(l.Weights, float32(max(0, s.digits())))
		}
	}
	l.Lambda = []*loss.Lambda{nil, {}, {TopK: 10, Gain: linear}}[kind/2%3]
	l.PerList = kind/6 == 1
	return l
}

// addLists calls every method for lists.
func addLists[T loss.Float](r *results, c loss.MarginRanking[T], l loss.Lists[T]) {
	r.listStats(c.ForwardLists(l))
	grad, values := make([]T, len(l.Scores)), make([]float64, len(l.Offsets)-1)
	r.listStats(c.ForwardBackwardLists(grad, l, 0.75))
	addElements(r, grad)
	stats, err := c.ForwardListsNone(values, l)
	r.listStats(0, stats, err)
	r.add(values...)

	var t loss.Total
	r.note(c.AccumulateLists(&t, l))
	r.total(&t)
}

// addMetrics computes every metric, of all ranks and of some.
func addMetrics[T loss.Float](r *results, l loss.Lists[T]) {
	metrics := []metric.Metric{{Kind: metric.KindNDCG, K: 3, Gain: linear}}
	for kind := metric.KindNDCG; kind <= metric.KindKendallTau; kind++ {
		metrics = append(metrics, metric.Metric{Kind: kind}, metric.Metric{Kind: kind, K: 10, Threshold: 0.125})
	}
	means, perList := make([]float64, len(metrics)), make([]float64, len(metrics)*(len(l.Offsets)-1))
	r.note(metric.Evaluate(means, perList, l, metrics...))
	r.add(means...)
	r.add(perList...)

	totals := make([]metric.Total, len(metrics))
	r.note(metric.Accumulate(totals, l, metrics...))
	for i := range totals {
		r.add(totals[i].Mean(), totals[i].Weight())
	}
}
