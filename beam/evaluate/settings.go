package evaluate

import (
	"github.com/marginrank/marginrank/loss"
	"github.com/marginrank/marginrank/metric"
)

// Settings say what is computed. The fields mean what those of loss.MarginRanking mean.
type Settings struct {
	Margin   float64 // must be finite
	P        int
	Boundary loss.Boundary
	// PerList makes the loss of each list the mean of its pairs, as loss.Lists.PerList does. Pairs ignores it.
	PerList bool
	// Metrics are computed for each list. Pairs ignores them.
	Metrics []Metric
}

func (s *Settings) criterion() loss.MarginRanking[float32] {
	return loss.MarginRanking[float32]{Margin: s.Margin, P: s.P, Boundary: s.Boundary}
}

// Metric is a metric.Metric with the usual gain of NDCG, 2^relevance - 1: a function cannot be sent to other machines.
type Metric struct {
	Kind      metric.Kind
	K         int
	Threshold float32
}

func (m Metric) full() metric.Metric {
	return metric.Metric{Kind: m.Kind, K: m.K, Threshold: m.Threshold}
}

// String returns the kind and what of its options is set, such as "NDCG@10".
func (m Metric) String() string { return m.full().String() }

func full(list []Metric) []metric.Metric {
	metrics := make([]metric.Metric, len(list))
	for i, m := range list {
		metrics[i] = m.full()
	}
	return metrics
}
