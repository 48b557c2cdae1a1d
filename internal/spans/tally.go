package spans

import (
	"unsafe"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/exact"
)

// A Total is what a batch comes to: the sum of its losses, and its pairs by kind if the
// arguments have Counted set.
type Total struct {
	Sum float64
	Counts
}

// A Tally adds spans up, in any order. Its zero value is empty.
type Tally struct {
	spans  int
	last   float64 // the value of the last span
	sum    exact.Sum
	counts Counts
}

// add adds the sum of a span, of which a holds the results.
func (t *Tally) add(a *generated.Args) {
	t.spans++
	t.last = Value[float64](a) // of narrow elements nothing is left out: it is theirs, too
	t.sum.Add(a.Sum)
	if isFinite(a.Sum) { // what rounding left out of an infinite sum has no meaning
		t.sum.Add(a.Left)
	}
}

// Sum is the exact sum of the spans, and Counts their counts.
func (t *Tally) Sum() *exact.Sum { return &t.sum }
func (t *Tally) Counts() Counts  { return t.counts }

// Merge adds the spans of u.
func (t *Tally) Merge(u *Tally) {
	t.spans += u.spans
	if u.spans > 0 {
		t.last = u.last
	}
	t.sum.Merge(&u.sum)
	t.counts.add(u.counts)
}

// Total is what the spans come to: the sum is exact, but for one rounding.
func (t *Tally) Total() Total {
	if t.spans == 1 { // the same, sooner
		return Total{t.last, t.counts}
	}
	return Total{t.sum.Float64(), t.counts}
}

// Value is the rounded value of a batch that is one span. Of narrow elements nothing is left out.
func Value[T any](a *generated.Args) float64 {
	if unsafe.Sizeof(*new(T)) == 8 && isFinite(a.Sum) {
		return a.Sum + a.Left
	}
	return a.Sum
}

func isFinite(v float64) bool { return v-v == 0 }
