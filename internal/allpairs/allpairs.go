package allpairs

import "math"

// A List is items with scores and relevance. Mask, if not nil, is false for those left out.
type List[F Float] struct {
	Scores    []F
	Relevance []float32 // never NaN, but for items left out
	Mask      []bool
}

// MaxItems is how many items a list may have: their counts are of 32 bits.
const MaxItems = math.MaxInt32

// A Tally is what lists come to, beside the counts of their items.
type Tally struct {
	Pairs, Active int64
	NaN           bool // a pair's loss is NaN
	Infinite      bool // an active pair's loss is infinite
}

// Add adds that of other lists.
func (t *Tally) Add(u Tally) {
	t.Pairs += u.Pairs
	t.Active += u.Active
	t.NaN = t.NaN || u.NaN
	t.Infinite = t.Infinite || u.Infinite
}

// A Workspace goes through lists, one after the other, in memory that it keeps. K is as wide as F.
type Workspace[F Float, K Key] struct {
	Tally // of all lists
	// Sum adds up each item's count times its score, over the lists without a NaN or an
	// infinite loss. With Active times the margin, it is the sum of the losses.
	Sum Sum

	level, size []uint32           // of each item; of each level
	relevance   [2][]entry[uint32] // on their way through a sort
	entries     [2][]entry[K]
	scores      []F // sorted, and what belongs to them
	levels      []uint32
	high, low   []int32 // active pairs that the item is the higher, the lower one of
	trees       [2]tree
	table       table
	counters    counters
}

// Reset forgets the lists.
func (w *Workspace[F, K]) Reset() {
	w.Tally = Tally{}
	w.Sum.Reset()
}

// grown is s with n elements, whatever they are.
func grown[E any](s []E, n int) []E {
	if cap(s) < n {
		return make([]E, n)
	}
	return s[:n]
}
