package metric

import (
	"math"

	"github.com/marginrank/marginrank/internal/exact"
	"github.com/marginrank/marginrank/loss"
)

// A Total is the mean of one metric over any number of lists, while it is added up. The sums are exact, so calls, batches and machines
// in any order give the same bits as one call for all lists. The zero value is empty. A Total may be copied.
//
// [Accumulate] adds lists to totals, and Merge puts totals of several goroutines or machines together.
type Total struct{ sum, weight exact.Sum }

// Accumulate adds the lists of l to totals, as [Evaluate] computes their values: totals[m] is of metrics[m]. Totals has the same
// length as metrics. A list that is left out of the mean of a metric changes nothing. Each list is sorted once for all metrics.
//
// The errors are those of Evaluate. If there is an error, nothing is added.
func Accumulate[T loss.Float](totals []Total, l loss.Lists[T], metrics ...Metric) error {
	if len(totals) != len(metrics) {
		return lengthError("totals", len(totals), "metrics", len(metrics))
	}
	return evaluate(nil, nil, totals, &l, metrics)
}

func (t *Total) add(value float64) {
	t.sum.Add(value)
	t.weight.Add(1)
}

// Merge adds everything that was added to other, which has to be of the same metric and stays as it is. If other is t, all of t
// counts twice.
func (t *Total) Merge(other *Total) {
	t.sum.Merge(&other.sum)
	t.weight.Merge(&other.weight)
}

// Mean returns the mean that Evaluate would store for all lists together. If nothing was added, it is NaN.
func (t *Total) Mean() float64 {
	weight := t.weight.Float64()
	if weight == 0 {
		return math.NaN() // 0/0 has other bits on other machines
	}
	return t.sum.Float64() / weight
}

// Weight returns what the mean is over: the number of lists that are not left out, and for the AUC twice the number of pairs.
func (t *Total) Weight() float64 { return t.weight.Float64() }

// version is the first byte of an encoding.
const version = 1

// AppendBinary implements encoding.BinaryAppender. The encoding is the same on every machine, takes 11 to 60 bytes for usual
// values, begins with a version and ends with a checksum. It does not say of which metric t is. The error is always nil.
func (t *Total) AppendBinary(b []byte) ([]byte, error) {
	return exact.Seal(t.weight.AppendBinary(t.sum.AppendBinary(append(b, version))), len(b)), nil
}

// MarshalBinary implements encoding.BinaryMarshaler. It returns what AppendBinary appends.
func (t *Total) MarshalBinary() ([]byte, error) { return t.AppendBinary(nil) }

// UnmarshalBinary implements encoding.BinaryUnmarshaler: it replaces t by the Total that data was made of. If data is damaged or
// truncated, or of another version, the error is loss.ErrCorrupt and t stays as it is.
func (t *Total) UnmarshalBinary(data []byte) error {
	data, ok := exact.Unseal(data)
	if !ok || len(data) == 0 || data[0] != version {
		return loss.ErrCorrupt
	}
	sum, rest, ok := exact.DecodeBinary(data[1:])
	if !ok {
		return loss.ErrCorrupt
	}
	weight, rest, ok := exact.DecodeBinary(rest)
	if !ok || len(rest) > 0 || !isCount(weight.Float64()) || !(math.Abs(sum.Float64()) <= math.MaxFloat64) {
		return loss.ErrCorrupt
	}
	*t = Total{sum, weight}
	return nil
}

// isCount reports whether v is a number of lists or pairs.
func isCount(v float64) bool { return v >= 0 && v <= math.MaxFloat64 && v == math.Trunc(v) }
