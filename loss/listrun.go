package loss

import (
	"math"
	"sync"
	"unsafe"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/allpairs"
	"github.com/marginrank/marginrank/internal/exact"
)

// A listCall is the arguments of a call, and what becomes of them.
type listCall[T any] struct {
	scores    []T
	relevance []float32
	offsets   []int
	mask      []bool
	grad      []T // nil if it isn't wanted

	margin   float64 // a value of T, and not -0
	upstream float64 // in compute precision

	counts []int32 // of all items; nil without grad
	pairs  float64 // that gradients are divided by
}

// A listSpace is memory for lists, F the compute precision.
type listSpace[F allpairs.Float] struct {
	allpairs.Workspace[F]
	counts []int32 // of all items
	scores []F     // of a list, or of a run, of 16-bit scores
}

// Spaces are kept for the next call, so that calls don't allocate: those of each compute precision.
var (
	spaces32 = sync.Pool{New: func() any { return new(listSpace[float32]) }}
	spaces64 = sync.Pool{New: func() any { return new(listSpace[float64]) }}
)

func space[F allpairs.Float]() *listSpace[F] {
	if unsafe.Sizeof(F(0)) == 4 {
		return any(spaces32.Get()).(*listSpace[F])
	}
	return any(spaces64.Get()).(*listSpace[F])
}

func (w *listSpace[F]) free() {
	if unsafe.Sizeof(F(0)) == 4 {
		spaces32.Put(w)
	} else {
		spaces64.Put(w)
	}
}

// runLists goes through the lists, then stores the gradients.
func runLists[T Float, F allpairs.Float](a *listCall[T], r Reduction, workers int) (float64, ListStats) {
	w := space[F]()
	defer w.free()
	if a.grad != nil {
		w.counts = grown(w.counts, len(a.scores))
		a.counts = w.counts
	}
	w.Reset()
	if workers > 1 {
		return runListsParallel(w, a, r, workers)
	}
	countLists(w, a, 0, len(a.offsets)-1)
	a.pairs = divisor(r, w.Pairs)
	if a.grad != nil {
		listGrads(a, 0, len(a.scores), longest(a.offsets))
	}
	return listLoss(&w.Tally, w.Terms.Sum(), a), ListStats{w.Pairs, w.Active}
}

// divisor is what sums over so many pairs are divided by.
func divisor(r Reduction, pairs int64) float64 {
	if r == Sum || pairs == 0 {
		return 1
	}
	return float64(pairs)
}

// longest is the length of the longest list.
func longest(offsets []int) (n int) {
	for k := 1; k < len(offsets); k++ {
		n = max(n, offsets[k]-offsets[k-1])
	}
	return n
}

// countLists goes through some of the lists.
func countLists[T Float, F allpairs.Float](w *listSpace[F], a *listCall[T], from, to int) {
	margin, roles := F(a.margin), a.upstream-a.upstream != 0
	var list allpairs.List[F]
	var counts []int32
	runs := a.mask == nil && !roles
	for k := from; k < to; k++ {
		lo, hi := a.offsets[k], a.offsets[k+1]
		if runs {
			if n := w.Run(a.offsets[k : to+1]); n > 0 {
				countRun(w, a, k, k+n)
				k += n - 1
				continue
			}
		}
		list.Scores, list.Relevance = scoresOf(w, a.scores[lo:hi]), a.relevance[lo:hi]
		if a.mask != nil {
			list.Mask = a.mask[lo:hi]
		}
		if a.counts != nil {
			counts = a.counts[lo:hi]
		}
		w.Count(counts, &list, margin, roles)
	}
}

// countRun goes through a run of lists.
func countRun[T Float, F allpairs.Float](w *listSpace[F], a *listCall[T], from, to int) {
	lo, hi := a.offsets[from], a.offsets[to]
	var counts []int32
	if a.counts != nil {
		counts = a.counts[lo:hi]
	}
	reportAccess(&batch[T]{x1: a.scores}, lo, hi)
	w.CountRun(counts, scoresOf(w, a.scores[lo:hi]), a.relevance[lo:hi], a.offsets[from:to+1], F(a.margin))
}

// scoresOf is scores in compute precision: as they are, or widened.
func scoresOf[T Float, F allpairs.Float](w *listSpace[F], scores []T) []F {
	if unsafe.Sizeof(*new(T)) < unsafe.Sizeof(*new(F)) {
		w.scores = grown(w.scores, len(scores))
	}
	return unsafe.Slice(widen(w.scores, scores), len(scores))
}

// grown is s with n elements, whatever they are.
func grown[E any](s []E, n int) []E {
	if cap(s) < n {
		return make([]E, n)
	}
	return s[:n]
}

// listLoss is the sum or the mean of the losses of lists.
func listLoss[T any](t *allpairs.Tally, sum *exact.Sum, a *listCall[T]) float64 {
	switch {
	case t.NaN:
		return math.NaN()
	case t.Infinite:
		return math.Inf(1)
	case t.Active == 0:
		return 0 // the margin may be infinite
	}
	sum.AddProduct(t.Active, a.margin)
	return max(sum.Float64(), 0) / a.pairs
}

// tableUpTo is the longest list for which gradients are looked up: there are few of them.
const tableUpTo = 512 // a power of 2

// listGrads stores what the counts of items come to. No list is longer than the longest.
func listGrads[T Float](a *listCall[T], from, to, longest int) {
	counts := a.counts[from:to]
	grad := a.grad[from:to][:len(counts)]
	switch upstream, pairs := a.upstream, a.pairs; {
	case upstream-upstream != 0:
		for i, role := range counts {
			grad[i] = fromFloat64[T](roleGrad(role, upstream))
		}
	case longest <= tableUpTo && longest < len(counts)/4:
		var table [2 * tableUpTo]T // a count is less than tableUpTo, and negative ones are at the end
		for count := 1 - longest; count < longest; count++ {
			table[count&(2*tableUpTo-1)] = fromFloat64[T](listGrad(count, upstream, pairs))
		}
		for i, count := range counts {
			grad[i] = table[count&(2*tableUpTo-1)]
		}
	default:
		for i, count := range counts {
			grad[i] = fromFloat64[T](listGrad(int(count), upstream, pairs))
		}
	}
}

// listGrad is the gradient of an item with this count. Of a mean it may be finite where the product,
// which is more exact, is not.
func listGrad(count int, upstream, pairs float64) float64 {
	g := float64(count) * upstream / pairs
	if g-g != 0 {
		g = float64(count) / pairs * upstream
	}
	return g
}

// roleGrad is the gradient of an item with this role in active pairs, for an upstream that
// is not finite: with both roles it is Inf - Inf.
func roleGrad(role int32, upstream float64) float64 {
	switch role {
	case 0:
		return 0
	case allpairs.Lower:
		return upstream
	case allpairs.Higher:
		return -upstream
	}
	return math.NaN()
}

// toCompute rounds to the compute precision.
func toCompute[T Float](x float64) float64 {
	if generated.DTypeOf[T]() == generated.F64 {
		return x
	}
	return float64(float32(x))
}
