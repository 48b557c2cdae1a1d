package loss

import (
	"fmt"

	"github.com/marginrank/marginrank/internal/allpairs"
	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/element"
	"github.com/marginrank/marginrank/internal/order"
	"github.com/marginrank/marginrank/internal/total"
)

// Lists holds the items of one or more lists, such as the results of queries, back to back. Every two items
// of a list with different relevance are a pair, in which the item with the higher relevance should have the
// higher score.
//
// Item i has Scores[i] and Relevance[i]. All arrays except Offsets have the same length.
type Lists[T Float] struct {
	Scores []T
	// Relevance is any number, such as a grade or a count of clicks. Items with higher relevance should rank
	// first, and items with equal relevance are not a pair. NaN is an error.
	Relevance []float32
	// Offsets says where lists begin and end: list k is Scores[Offsets[k]:Offsets[k+1]]. The first offset is
	// 0, no offset is less than the one before, and the last offset is the number of items. If Offsets is
	// nil, all items are one list.
	Offsets []int
	// Mask is false for items to leave out, such as padding. Such an item is in no pair, and its score,
	// relevance and weight may be anything. If Mask is nil, all items are kept. In memory that another
	// program wrote, any byte other than 0 is true.
	Mask []bool
	// Weights has one weight per item, finite and not negative. The weight of a pair is the weight of its
	// item of higher relevance. If Weights is nil, every weight is 1.
	Weights []float32
	// Lambda, if it is not nil, multiplies the weight of a pair by what swapping its two items would change
	// the NDCG of their list.
	Lambda *Lambda
	// PerList makes the loss of each list the mean of its pairs, so that all lists count the same, however
	// many pairs they have. The reduction Sum adds up these means, and Mean averages them over the lists that
	// have a pair with a weight above 0.
	PerList bool
}

// ListStats counts the pairs of all lists, whatever their weights. A pair with a NaN score counts in Pairs,
// and not in Active.
type ListStats struct {
	Pairs  int64 // all pairs
	Active int64 // active pairs: inside the margin, so that a gradient passes through them
}

// ForwardLists returns the mean or the sum of the losses of all pairs of all lists, and counts the pairs. A
// list of n items takes time in proportion to n·log(n).
//
// In a pair, let h be the score of the item with the higher relevance, and s the score of the other item. As
// in Forward, the pair is active if h - s, rounded to compute precision, is at most the margin; with the
// boundary Exclusive, if it is less than the margin. The sum of margin - (h - s) over the active pairs is
// computed exactly and rounded once, to float64. Since differences are rounded before they are compared, the
// exact sum may be slightly below 0; then the result is 0. If there are no pairs, both the sum and the mean
// are 0.
//
// The loss is NaN if a pair has a NaN score, or two scores that are the same infinity. Otherwise it is Inf if
// the difference of an active pair is infinite.
//
// With l.Weights or l.Lambda, the loss of each pair is multiplied by its weight, and a mean is divided by the
// weight of all pairs, active or not. If that weight is 0, the mean is 0. A pair's loss that is slightly
// below 0 counts as 0. The result is off by at most 1e-12 of itself. A list whose pairs all have weight 0
// adds nothing, even if it has NaN scores. In other lists, weights do not change whether the loss is NaN or
// Inf.
//
// With P = 2, the loss of a pair is the square of its hinge: the square of margin - (h - s), computed without
// rounding, or 0 if that is below 0. What is said about weights holds, also if there are none: the result is
// off by at most 1e-12 of itself. The boundary decides which pairs count as active; it does not change the
// loss, nor the gradients.
//
// The errors are ErrReduction for a reduction other than Mean and Sum, ErrP, ErrBoundary, ErrLength,
// ErrOffsets, ErrRelevance, ErrWeights and ErrLambda.
func (c MarginRanking[T]) ForwardLists(l Lists[T]) (float64, ListStats, error) {
	return c.forwardLists(cpuid.Current, &l)
}

// ForwardBackwardLists returns what ForwardLists returns, and stores in grad the gradient of this value with
// respect to each score, times upstream. Upstream is the gradient that arrives from whatever uses the loss, 1
// if nothing does.
//
// An item that is the lower one in L active pairs and the higher one in H gets upstream·(L - H). For Mean,
// the product is divided by the number of all pairs. The gradient is computed in float64 and rounded to T.
// Upstream is rounded to float32 first, unless T is float64. Items in no active pair, and items that the mask
// leaves out, get 0. If upstream is infinite, items for which neither L nor H is 0 get NaN.
//
// With l.Weights or l.Lambda, L and H are sums of the weights of these pairs, and a mean is divided by the
// weight of all pairs. The gradient is off by at most 1e-12 of upstream·(L + H), divided in the same way,
// before it is rounded to T. No gradient passes through the ranks that l.Lambda depends on. With l.PerList,
// the gradient of each list is divided by the number of its pairs, or by their weight. For Mean, it is also
// divided by the number of lists that have pairs with a weight above 0.
//
// With P = 2, L and H are sums of 2·hinge over these pairs, times the weights if there are any, with the bound
// of weighted lists. A pair whose hinge is infinite makes them infinite, and an item for which both are gets
// NaN. If upstream is infinite or NaN, the gradient is the one with P = 1.
//
// Grad has the length of Scores, and may be exactly Scores. The errors are those of ForwardLists, and
// ErrOverlap.
func (c MarginRanking[T]) ForwardBackwardLists(grad []T, l Lists[T], upstream float64) (float64, ListStats, error) {
	return c.forwardBackwardLists(cpuid.Current, grad, &l, upstream)
}

// ForwardListsNone stores the sum of the losses of list k in dst[k], and counts the pairs of all lists. With
// l.PerList, it stores the mean. Each value is what ForwardLists returns for that list alone. Dst has one
// element per list: one if l.Offsets is nil. c.Reduction is ignored.
//
// Dst may be exactly Scores, and may not overlap any other array. The errors are those of ForwardLists except
// ErrReduction, and ErrOverlap.
func (c MarginRanking[T]) ForwardListsNone(dst []float64, l Lists[T]) (ListStats, error) {
	return c.forwardListsNone(cpuid.Current, dst, &l)
}

func (c *MarginRanking[T]) forwardLists(tier cpuid.Tier, l *Lists[T]) (float64, ListStats, error) {
	return c.runLists(tier, "ForwardLists", listOutputs[T]{}, l, 0)
}

func (c *MarginRanking[T]) forwardBackwardLists(tier cpuid.Tier, grad []T, l *Lists[T], upstream float64) (float64, ListStats, error) {
	if grad == nil {
		grad = []T{} // wanted
	}
	return c.runLists(tier, "ForwardBackwardLists", listOutputs[T]{grad: grad}, l, upstream)
}

func (c *MarginRanking[T]) forwardListsNone(tier cpuid.Tier, dst []float64, l *Lists[T]) (ListStats, error) {
	if dst == nil {
		dst = []float64{} // wanted
	}
	_, stats, err := c.runLists(tier, "", listOutputs[T]{dst: dst}, l, 0)
	return stats, err
}

// listOutputs are the outputs of a call for lists. An output that is nil is not computed.
type listOutputs[T Float] struct {
	grad []T
	dst  []float64 // the value of each list, in place of a single value

	total *total.Total
}

// runLists checks a call and computes its results.
func (c *MarginRanking[T]) runLists(tier cpuid.Tier, method string, out listOutputs[T], l *Lists[T], upstream float64) (float64, ListStats, error) {
	if single := out.dst == nil; !c.valid(single) {
		if !single {
			return 0, ListStats{}, c.powerOrBoundaryFault()
		}
		return 0, ListStats{}, c.criterionFault(method, "")
	}
	if err := l.check(out); err != nil {
		return 0, ListStats{}, err
	}
	call := allpairs.Call[T]{
		Scores: l.Scores, Relevance: l.Relevance, Offsets: l.Offsets, Mask: l.Mask, Grad: out.grad,
		Weights: l.Weights, PerList: l.PerList, Squared: c.P == 2, Values: out.dst, Total: out.total,
		Margin: element.Compute[T](c.margin()) + 0, Exclusive: c.Boundary == Exclusive, Upstream: element.Compute[T](upstream), Mean: c.Reduction == Mean,
	}
	if l.Lambda != nil {
		call.Lambda = allpairs.Lambda{On: true, TopK: l.Lambda.TopK, Gain: l.Lambda.Gain}
	}
	r := allpairs.Run(tier, &call, c.Workers)
	if r.BadGain != nil {
		return 0, ListStats{}, fmt.Errorf("%w: Relevance[%d] is %v, its gain %v", ErrLambda, r.BadGain.Item, l.Relevance[r.BadGain.Item], r.BadGain.Gain)
	}
	return r.Loss, ListStats{Pairs: r.Pairs, Active: r.Active}, nil
}

// check returns the error of the first thing that is wrong with lists and the outputs of a call.
func (l *Lists[T]) check(out listOutputs[T]) error {
	var all list
	all.other, all.want = "Scores", len(l.Scores)
	required(&all, "Scores", l.Scores, input)
	required(&all, "Relevance", l.Relevance, private)
	optional(&all, "Mask", l.Mask, private)
	optional(&all, "Weights", l.Weights, private)
	optional(&all, "grad", out.grad, output)
	if err := all.lengths(); err != nil {
		return err
	}
	if fault := order.OffsetsFault(l.Offsets, len(l.Scores)); fault != "" {
		return fmt.Errorf("%w: %s", ErrOffsets, fault)
	}
	if out.dst != nil && len(out.dst) != l.count() {
		return fmt.Errorf("%w: dst has length %d, not %d as there are lists", ErrLength, len(out.dst), l.count())
	}
	if i := order.FirstNaN(l.Relevance, order.MaskOf(l.Mask)); i >= 0 {
		return fmt.Errorf("%w: Relevance[%d] is NaN", ErrRelevance, i)
	}
	if i := firstNegative(l.Weights, order.MaskOf(l.Mask)); i >= 0 {
		return fmt.Errorf("%w: Weights[%d] is %v", ErrWeights, i, l.Weights[i])
	}
	if l.Lambda != nil && l.Lambda.TopK < 0 {
		return fmt.Errorf("%w: TopK is %d", ErrLambda, l.Lambda.TopK)
	}
	optional(&all, "Offsets", l.Offsets, private)
	optional(&all, "dst", out.dst, output)
	return all.overlaps()
}

// count is the number of lists.
func (l *Lists[T]) count() int {
	if l.Offsets == nil {
		return 1
	}
	return len(l.Offsets) - 1
}
