package spans

import (
	"unsafe"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/exact"
)

// A Total is the result of a batch: the sum of its losses and, if the arguments have Counted set, its counts of
// pairs.
type Total struct {
	Sum float64
	Counts
}

// A Tally adds up spans, in any order. Its zero value is empty.
type Tally struct {
	spans  int
	last   float64 // the value of the last span
	sum    exact.Sum
	counts Counts
}

// add adds the sum of one span. a holds the results of that span.
func (t *Tally) add(a *generated.Args) {
	t.spans++
	t.last = Value[float64](a) // right for narrow elements as well, because a.Left is 0 for them
	t.sum.Add(a.Sum)
	if isFinite(a.Sum) { // if the sum is infinite, Left is meaningless
		t.sum.Add(a.Left)
	}
}

// Sum returns the exact sum of the spans, and Counts returns their counts.
func (t *Tally) Sum() *exact.Sum { return &t.sum }
func (t *Tally) Counts() Counts  { return t.counts }

// Merge adds all spans of u.
func (t *Tally) Merge(u *Tally) {
	t.spans += u.spans
	if u.spans > 0 {
		t.last = u.last
	}
	t.sum.Merge(&u.sum)
	t.counts.add(u.counts)
}

// Total returns the result of all spans. The sum is exact except for one rounding.
func (t *Tally) Total() Total {
	if t.spans == 1 { // the same bits as below, but faster
		return Total{t.last, t.counts}
	}
	return Total{t.sum.Float64(), t.counts}
}

// Value returns the sum of a batch that is one span, rounded once. For elements narrower than float64, a.Left is
// 0.
func Value[T any](a *generated.Args) float64 {
	if unsafe.Sizeof(*new(T)) == 8 && isFinite(a.Sum) {
		return a.Sum + a.Left
	}
	return a.Sum
}

func isFinite(v float64) bool { return v-v == 0 }
