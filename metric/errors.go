package metric

import "errors"

// The errors of this package, for errors.Is, in addition to the errors of package loss. A returned error wraps one of them, and its
// text names the metric, or the item and its values.
var (
	// ErrMetric: a Metric has no such Kind, or its Threshold is NaN.
	ErrMetric = errors.New("metric: invalid metric")
	// ErrGain: the gain of an item is NaN, or beyond 2^960 in magnitude.
	ErrGain = errors.New("metric: invalid gain")
)
