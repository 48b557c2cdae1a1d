package allpairs

import (
	"math"
	"unsafe"

	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/element"
	"github.com/marginrank/marginrank/internal/exact"
	"github.com/marginrank/marginrank/internal/order"
	"github.com/marginrank/marginrank/internal/race"
	"github.com/marginrank/marginrank/internal/total"
)

// A Call has the arguments of a call for lists. Relevance is not NaN, except for items that the mask leaves out.
type Call[T any] struct {
	Scores    []T
	Relevance []float32
	Offsets   []int  // where lists begin and end, as loss.Lists has them; nil: all items are one list
	Mask      []bool // false for items to leave out; nil: none
	Grad      []T    // receives the gradients; nil: they are not wanted

	Weights []float32 // of items, finite and not negative; nil: 1
	Lambda  Lambda
	Squared bool      // the loss of a pair is the square of its hinge
	PerList bool      // each list's loss is its mean, and Mean their mean
	Values  []float64 // receives each list's sum, its mean with PerList; nil: they are not wanted

	// Total receives losses, weights, and pairs that are active. Mean has to be set, so that weights are found. Nil: it is not wanted.
	Total *total.Total

	Margin    float64 // a value of T, and not -0
	Exclusive bool    // a pair exactly on the margin is not active
	Upstream  float64 // the upstream gradient, in compute precision
	Mean      bool    // loss and gradients are divided by the number of pairs
}

// A Result is the result of a call.
type Result struct {
	Loss          float64
	Pairs, Active int64
	BadGain       *BadGain // if it is not nil, nothing was done
}

// A BadGain is a gain that is negative or not finite, and the item that has it.
type BadGain struct {
	Item int
	Gain float64
}

// MaxItems is the largest number of items of a list, because counts have 32 bits.
const MaxItems = order.MaxItems

// Run computes the results of the lists of c and stores the gradients. workers is the largest number of goroutines: 0 and 1 mean the
// caller's alone, and a negative number means as many as there are processors. Neither workers nor the tier changes a bit of
// the result.
func Run[T any](tier cpuid.Tier, c *Call[T], workers int) Result {
	whole := [...]int{0, len(c.Scores)}
	offsets := c.Offsets
	if offsets == nil {
		offsets = whole[:]
	}
	if unsafe.Sizeof(*new(T)) == 8 {
		return run[T, float64](tier, c, offsets, workers)
	}
	return run[T, float32](tier, c, offsets, workers)
}

// run is Run with F, the compute precision of T.
func run[T any, F float](tier cpuid.Tier, c *Call[T], offsets []int, workers int) Result {
	if c.weighs() {
		return runWeighted[T, F](tier, c, offsets, workers)
	}
	w := spaceOf[F]()
	defer w.free()
	var counts []int32
	if c.Grad != nil {
		w.all = grown(w.all, len(c.Scores))
		counts = w.all
	}
	if workers := goroutines(workers, c); workers > 1 {
		return runShared[T](tier, c, counts, nil, offsets, workers)
	}
	w.reset(tier)
	goThrough(w, c, counts, offsets)
	if c.Grad != nil {
		gradients(c.Grad, counts, c.Upstream, divisor(c.Mean, w.pairs), longest(offsets))
	}
	return result(c, &w.tally, w.terms.Sum())
}

// goThrough counts the active pairs of the lists that begin and end at the given offsets. counts has an element
// for each item of the call, or is nil if the counts are not wanted.
func goThrough[T any, F float](w *space[F], c *Call[T], counts []int32, offsets []int) {
	m, roles := limitOf(F(c.Margin), c.Exclusive), !isFinite(c.Upstream)
	runs := c.Mask == nil && !roles
	var l list[F]
	for k := 0; k < len(offsets)-1; k++ {
		run := 0
		if runs {
			run = w.runOf(offsets[k:])
		}
		lo, hi := offsets[k], offsets[k+max(run, 1)]
		l.scores, l.relevance = scoresOf(w, c.Scores[lo:hi]), c.Relevance[lo:hi]
		if c.Mask != nil {
			l.mask = order.MaskOf(c.Mask[lo:hi])
		}
		var of []int32
		if counts != nil {
			of = counts[lo:hi]
		}
		if run == 0 {
			w.countList(of, &l, m, roles)
			continue
		}
		race.Read(unsafe.Pointer(unsafe.SliceData(c.Scores[lo:hi])), int(unsafe.Sizeof(*new(T)))*(hi-lo))
		w.countRun(of, l.scores, l.relevance, offsets[k:k+run+1], m)
		k += run - 1
	}
}

// scoresOf returns scores in compute precision. If T is narrower, it widens them into memory of w.
func scoresOf[T any, F float](w *space[F], scores []T) []F {
	if unsafe.Sizeof(*new(T)) < unsafe.Sizeof(*new(F)) {
		w.widened = grown(w.widened, len(scores))
	}
	return unsafe.Slice(element.Widen(w.widened, scores), len(scores))
}

// longest returns the length of the longest list.
func longest(offsets []int) (n int) {
	for k := 1; k < len(offsets); k++ {
		n = max(n, offsets[k]-offsets[k-1])
	}
	return n
}

// divisor returns the number by which sums over the given number of pairs are divided.
func divisor(mean bool, pairs int64) float64 {
	if !mean || pairs == 0 {
		return 1
	}
	return float64(pairs)
}

// result returns the result of lists. It completes the sum of their terms, and adds it to c.Total.
func result[T any](c *Call[T], t *tally, terms *exact.Sum) Result {
	switch {
	case t.nan:
		terms.Add(math.NaN())
	case t.infinite:
		terms.Add(math.Inf(1))
	case t.active > 0: // else the margin may be infinite
		terms.AddProduct(t.active, c.Margin)
	}
	if c.Total != nil {
		c.Total.Lists.Merge(terms)
		c.Total.Weights.AddProduct(t.pairs, 1)
		c.Total.Count(t.pairs, t.active, 0)
	}
	r := Result{Loss: terms.Float64(), Pairs: t.pairs, Active: t.active}
	if !math.IsNaN(r.Loss) { // some CPUs would change its bits
		r.Loss = max(r.Loss, 0) / divisor(c.Mean, t.pairs)
	}
	return r
}
