package loss

import (
	"math"
	"sync"
	"unsafe"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/allpairs"
)

// A listSpace is memory for lists, F the compute precision.
type listSpace[F allpairs.Float] struct {
	allpairs.Workspace[F]
	counts []int32 // of all items
	scores []F     // of a list of 16-bit scores
}

// Spaces are kept for the next call, so that calls don't allocate.
var (
	spaces32 = sync.Pool{New: func() any { return new(listSpace[float32]) }}
	spaces64 = sync.Pool{New: func() any { return new(listSpace[float64]) }}
)

// listsOf goes through the lists, then stores the gradients.
func listsOf[T Float, F allpairs.Float](c *MarginRanking[T], spaces *sync.Pool, grad []T, l *Lists[T], upstream float64) (float64, ListStats, error) {
	w := spaces.Get().(*listSpace[F])
	defer spaces.Put(w)
	n := len(l.Scores)
	var counts []int32
	if grad != nil {
		if cap(w.counts) < n {
			w.counts = make([]int32, n)
		}
		counts = w.counts[:n]
	}
	w.Reset()
	margin := marginOf[T](c.Margin)
	longest := 0
	if upstream = toCompute[T](upstream); l.Offsets == nil {
		countList(w, counts, l, 0, n, F(margin), upstream)
		longest = n
	}
	for k := 1; k < len(l.Offsets); k++ {
		lo, hi := l.Offsets[k-1], l.Offsets[k]
		countList(w, counts, l, lo, hi, F(margin), upstream)
		longest = max(longest, hi-lo)
	}
	pairs := float64(w.Pairs)
	if c.Reduction == Sum || w.Pairs == 0 {
		pairs = 1
	}
	if grad != nil {
		listGrads(grad, counts, longest, upstream, pairs)
	}
	return listLoss(w.Tally, &w.Sum, margin, pairs), ListStats{w.Pairs, w.Active}, nil
}

// countList goes through the list of the items from lo to hi.
func countList[T Float, F allpairs.Float](w *listSpace[F], counts []int32, l *Lists[T], lo, hi int, margin F, upstream float64) {
	list := allpairs.List[F]{Scores: scoresOf(w, l.Scores[lo:hi]), Relevance: l.Relevance[lo:hi]}
	if l.Mask != nil {
		list.Mask = l.Mask[lo:hi]
	}
	if counts != nil {
		counts = counts[lo:hi]
	}
	w.Count(counts, &list, margin, upstream-upstream != 0)
}

// scoresOf is the scores in compute precision: as they are, or widened.
func scoresOf[T Float, F allpairs.Float](w *listSpace[F], scores []T) []F {
	if unsafe.Sizeof(*new(T)) == unsafe.Sizeof(*new(F)) {
		return unsafe.Slice((*F)(unsafe.Pointer(unsafe.SliceData(scores))), len(scores))
	}
	if cap(w.scores) < len(scores) {
		w.scores = make([]F, len(scores))
	}
	wide := w.scores[:len(scores)]
	for i, s := range scores {
		wide[i] = F(toFloat64(s))
	}
	return wide
}

// listLoss is the sum or the mean of the losses of lists.
func listLoss(t allpairs.Tally, sum *allpairs.Sum, margin, pairs float64) float64 {
	switch {
	case t.Pairs == 0:
		return 0
	case t.NaN:
		return math.NaN()
	case t.Infinite:
		return math.Inf(1)
	case t.Active == 0:
		return 0 // the margin may be infinite
	}
	sum.AddProduct(t.Active, margin)
	return max(sum.Float64(), 0) / pairs
}

// tableUpTo is the longest list for which gradients are looked up: there are few of them.
const tableUpTo = 512

// listGrads stores what counts come to, over so many pairs. No list is longer than the longest.
func listGrads[T Float](grad []T, counts []int32, longest int, upstream, pairs float64) {
	grad = grad[:len(counts)]
	switch {
	case upstream-upstream != 0:
		for i, role := range counts {
			grad[i] = fromFloat64[T](roleGrad(role, upstream))
		}
	case longest <= tableUpTo && longest < len(counts)/4:
		var table [2*tableUpTo + 1]T
		for count := -longest; count <= longest; count++ {
			table[count+tableUpTo] = fromFloat64[T](float64(count) * upstream / pairs)
		}
		for i, count := range counts {
			grad[i] = table[count+tableUpTo]
		}
	default:
		for i, count := range counts {
			grad[i] = fromFloat64[T](float64(count) * upstream / pairs)
		}
	}
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
