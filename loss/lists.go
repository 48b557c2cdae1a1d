package loss

import (
	"fmt"

	"github.com/marginrank/marginrank/internal/allpairs"
	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/element"
	"github.com/marginrank/marginrank/internal/order"
)

// Lists holds the items of one or more lists, such as the results of queries, back to
// back. Every two items of a list whose relevance differs make a pair, of which the item
// with the higher relevance should have the higher score.
//
// Item i has Scores[i] and Relevance[i]. All arrays but Offsets have one length.
type Lists[T Float] struct {
	Scores []T
	// Relevance is any number: a grade, a count of clicks. Higher ranks first, equal makes
	// no pair. NaN is an error.
	Relevance []float32
	// Offsets says where lists begin and end: list k is items Offsets[k] to Offsets[k+1],
	// without the latter. The first offset is 0, none is less than the one before, and the
	// last one is the number of items. Nil: all items are one list.
	Offsets []int
	// Mask is false for items to leave out, such as padding: they are in no pair, and
	// nothing else about them matters. Nil keeps all. In memory that another program wrote, any
	// byte but 0 is true.
	Mask []bool
}

// ListStats counts the pairs of all lists.
type ListStats struct {
	Pairs  int64 // all of them
	Active int64 // those inside the margin, through which a gradient passes
}

// ForwardLists returns the mean or the sum of the losses of all pairs of all lists, and
// how many pairs there are. It takes time in proportion to n·log(n) for a list of n items.
//
// The sum is that over the active pairs of margin - (higher - lower), exactly, and then
// rounded once: it is not rounded to T. A pair is active if fl(higher - lower) <= margin, or with
// the boundary Exclusive < margin, as in Forward; rounded differences may leave the sum a little
// below 0, which becomes 0. The loss is NaN if a score of a pair is, or if both are the
// same infinity; else Inf if an active pair's difference is infinite. Without any pair it
// is 0, and so is their mean.
//
// The errors are ErrReduction for a reduction other than Mean and Sum, ErrBoundary, ErrLength,
// ErrOffsets and ErrRelevance.
func (c MarginRanking[T]) ForwardLists(l Lists[T]) (float64, ListStats, error) {
	return c.forwardLists(cpuid.Current, &l)
}

// ForwardBackwardLists returns what ForwardLists does, and stores in grad the gradient with
// respect to each score, times upstream: the gradient that arrives from what uses the
// loss, 1 if nothing does.
//
// An item that is the lower one in L active pairs and the higher one in H gets upstream·(L - H); for
// Mean that is divided by the number of all pairs. It is computed in float64, and rounded to
// T. Upstream is rounded to float32 first, unless T is a float64. An infinite upstream gives NaN
// to items of which neither L nor H is 0. Items of no active pair, and those left out, get 0.
//
// Grad has the length of Scores, and may be exactly that array. The errors are those of
// ForwardLists and ErrOverlap.
func (c MarginRanking[T]) ForwardBackwardLists(grad []T, l Lists[T], upstream float64) (float64, ListStats, error) {
	return c.forwardBackwardLists(cpuid.Current, grad, &l, upstream)
}

func (c *MarginRanking[T]) forwardLists(tier cpuid.Tier, l *Lists[T]) (float64, ListStats, error) {
	return c.runLists(tier, "ForwardLists", nil, l, 0)
}

func (c *MarginRanking[T]) forwardBackwardLists(tier cpuid.Tier, grad []T, l *Lists[T], upstream float64) (float64, ListStats, error) {
	if grad == nil {
		grad = []T{} // wanted
	}
	return c.runLists(tier, "ForwardBackwardLists", grad, l, upstream)
}

// runLists checks a call and computes. The gradient is nil if it is not wanted.
func (c *MarginRanking[T]) runLists(tier cpuid.Tier, method string, grad []T, l *Lists[T], upstream float64) (float64, ListStats, error) {
	if !c.valid(true) {
		return 0, ListStats{}, c.criterionFault(method, "")
	}
	if err := l.check(grad); err != nil {
		return 0, ListStats{}, err
	}
	r := allpairs.Run(tier, &allpairs.Call[T]{
		Scores: l.Scores, Relevance: l.Relevance, Offsets: l.Offsets, Mask: l.Mask, Grad: grad,
		Margin: element.Compute[T](c.margin()) + 0, Exclusive: c.Boundary == Exclusive, Upstream: element.Compute[T](upstream), Mean: c.Reduction == Mean,
	}, c.Workers)
	return r.Loss, ListStats{Pairs: r.Pairs, Active: r.Active}, nil
}

// check returns the error of the first thing that is wrong with lists and their gradient,
// which is nil if it is not wanted.
func (l *Lists[T]) check(grad []T) error {
	var all list
	all.other, all.want = "Scores", len(l.Scores)
	required(&all, "Scores", l.Scores, input)
	required(&all, "Relevance", l.Relevance, private)
	optional(&all, "Mask", l.Mask, private)
	optional(&all, "grad", grad, output)
	if err := all.lengths(); err != nil {
		return err
	}
	if fault := order.OffsetsFault(l.Offsets, len(l.Scores)); fault != "" {
		return fmt.Errorf("%w: %s", ErrOffsets, fault)
	}
	if i := order.FirstNaN(l.Relevance, order.MaskOf(l.Mask)); i >= 0 {
		return fmt.Errorf("%w: Relevance[%d] is NaN", ErrRelevance, i)
	}
	optional(&all, "Offsets", l.Offsets, private)
	return all.overlaps()
}
