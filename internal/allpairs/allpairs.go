package allpairs

import (
	"math"
	"unsafe"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/exact"
	"github.com/marginrank/marginrank/internal/order"
)

// A list is items with scores and relevance. The mask, if not nil, leaves some out.
type list[F float] struct {
	scores    []F
	relevance []float32 // not NaN, except for items that the mask leaves out
	mask      order.Mask
}

// A tally is the result of lists, without the counts of their items.
type tally struct {
	pairs, active int64
	nan           bool // a pair's loss is NaN
	infinite      bool // an active pair's loss is infinite
}

// add adds the tally of other lists.
func (t *tally) add(u tally) {
	t.pairs += u.pairs
	t.active += u.active
	t.nan = t.nan || u.nan
	t.infinite = t.infinite || u.infinite
}

// A limit says which differences of scores are inside the margin.
type limit[F float] struct {
	margin F
	most   F // the greatest difference inside a finite margin: the margin itself, or the number before it
}

// limitOf returns the limit for a margin, which is not -0. If exclusive is set, a difference equal to the margin
// is not inside.
func limitOf[F float](margin F, exclusive bool) limit[F] {
	m := limit[F]{margin, margin}
	if exclusive && isFinite(margin) {
		m.most = before(margin)
	}
	return m
}

// before returns the greatest number that is less than x. x is finite and not -0.
func before[F float](x F) F {
	if unsafe.Sizeof(x) == 4 {
		return F(math.Nextafter32(float32(x), float32(math.Inf(-1))))
	}
	return F(math.Nextafter(float64(x), math.Inf(-1)))
}

// A workspace goes through lists, one after the other, in memory that it keeps.
type workspace[F float] struct {
	tier  cpuid.Tier
	tally // of all lists
	// terms adds up each item's count times its score, over the lists without a NaN or an
	// infinite loss. With Active times the margin, its sum is the sum of the losses.
	terms exact.Bins

	short  short[F]
	counts []int32 // of a run, if they aren't wanted

	relevance order.Levels

	// Items in the order of their scores, and what belongs to them.
	sorter    order.Sorter
	order     []order.Entry
	scores    []F
	grades    []uint8  // levels, if they are few,
	levels    []uint32 // or many
	sorted    []int32  // counts
	high, low []uint32 // boundaries, then active pairs that the item is the higher, the lower one of
	ranks     ranks
	tree      order.Tree

	// Of weighted lists.
	near   near
	ranked ranking
	keep   bool // count keeps the boundaries
}

// reset makes w ready for the lists of a new call, which uses the given tier.
func (w *workspace[F]) reset(tier cpuid.Tier) {
	w.tier = tier
	w.tally = tally{}
	w.terms.Reset()
}

// countList counts the active pairs of a list. If counts is not nil, it stores there, for each item, the number of active pairs in
// which the item is the lower one, minus the number in which it is the higher one. If roles is true, it stores roleOf of these two
// numbers instead.
func (w *workspace[F]) countList(counts []int32, l *list[F], m limit[F], roles bool) {
	if len(l.scores) > shortUpTo[F](w.tier) || !w.countShort(counts, l, m, roles) {
		w.sweep(counts, l, m, roles)
	}
}

// grown returns a slice of n elements with any content. It uses the memory of s if that is large enough.
func grown[E any](s []E, n int) []E {
	if cap(s) < n {
		return make([]E, n)
	}
	return s[:n]
}
