package metric

import "errors"

// The errors of this package, beside those of package loss, for errors.Is. What is returned wraps one of them
// and names the metric, or the item and its values.
var (
	// ErrMetric: a Metric has no such Kind, or its Threshold is NaN.
	ErrMetric = errors.New("metric: invalid metric")
	// ErrGain: the gain of an item is NaN, or beyond 2^960 in magnitude.
	ErrGain = errors.New("metric: invalid gain")
)
