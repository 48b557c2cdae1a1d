package evaluate

import (
	"fmt"
	"slices"

	"github.com/marginrank/marginrank/loss"
	"github.com/marginrank/marginrank/metric"
)

// Totals is what Lists computes: the total of the loss, and one of each metric.
type Totals struct {
	Loss    loss.Total
	Lists   int64    // the number of lists, also of those that metrics leave out
	Metrics []Metric // as Settings has them
	Means   []metric.Total
}

// newTotals returns totals of no lists.
func newTotals(metrics []Metric) *Totals {
	return &Totals{Metrics: metrics, Means: make([]metric.Total, len(metrics))}
}

// add adds a list. If there is an error, nothing is added.
func (t *Totals) add(s *Settings, l *List) error {
	lists := loss.Lists[float32]{Scores: l.Scores, Relevance: l.Relevance, Weights: present(l.Weights), PerList: s.PerList}
	var one loss.Total
	if err := s.criterion().AccumulateLists(&one, lists); err != nil {
		return err
	}
	if err := metric.Accumulate(t.Means, lists, full(t.Metrics)...); err != nil {
		return err
	}
	t.Loss.Merge(&one)
	t.Lists++
	return nil
}

// Merge adds everything that was added to other, which stays as it is. The error is about totals of other metrics; then nothing is
// added. The zero value of Totals can be merged with any.
func (t *Totals) Merge(other *Totals) error {
	if t.Lists == 0 && len(t.Metrics) == 0 {
		t.Metrics, t.Means = other.Metrics, make([]metric.Total, len(other.Metrics))
	}
	if !slices.Equal(t.Metrics, other.Metrics) {
		return fmt.Errorf("evaluate: totals of %v cannot be merged with totals of %v", t.Metrics, other.Metrics)
	}
	t.Loss.Merge(&other.Loss)
	t.Lists += other.Lists
	for m := range t.Means {
		t.Means[m].Merge(&other.Means[m])
	}
	return nil
}
