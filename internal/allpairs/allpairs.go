package allpairs

import (
	"math"

	"github.com/marginrank/marginrank/internal/exact"
)

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

// A Workspace goes through lists, one after the other, in memory that it keeps.
type Workspace[F Float] struct {
	Tally // of all lists
	// Terms adds up each item's count times its score, over the lists without a NaN or an
	// infinite loss. With Active times the margin, its sum is the sum of the losses.
	Terms exact.Bins

	short  short[F]
	counts []int32 // of a run, if they aren't wanted

	// Levels: of each item, if there are few of them or many, and how many items each has.
	few       bool
	table     table
	grade     []uint8
	level     []uint32
	relevance [2][]entry // on its way through a sort
	size      []uint32

	// Items in the order of their scores, and what belongs to them.
	entries   [2][]entry
	counters  counters
	order     []entry // in one of them
	spare     []entry
	scores    []F
	grades    []uint8  // levels, if they are few,
	levels    []uint32 // or many
	sorted    []int32  // counts
	high, low []uint32 // boundaries, then active pairs that the item is the higher, the lower one of
	ranks     ranks
	tree      tree
}

// Reset forgets the lists.
func (w *Workspace[F]) Reset() {
	w.Tally = Tally{}
	w.Terms.Reset()
}

// Count goes through a list. Into counts, if that is not nil, it puts each item's: of the active
// pairs that it is the lower one of, minus those that it is the higher one of. With roles it
// puts what roleOf says of these two numbers.
func (w *Workspace[F]) Count(counts []int32, l *List[F], margin F, roles bool) {
	if len(l.Scores) > shortUpTo[F]() || !w.countShort(counts, l, margin, roles) {
		w.sweep(counts, l, margin, roles)
	}
}

// grown is s with n elements, whatever they are.
func grown[E any](s []E, n int) []E {
	if cap(s) < n {
		return make([]E, n)
	}
	return s[:n]
}
