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
	// Weights are finite and not negative, one an item. A pair weighs what its item of higher
	// relevance does. Nil: every pair weighs 1.
	Weights []float32
	// Lambda, if it is not nil, multiplies the weight of a pair by what swapping its two items
	// would change the NDCG of their list.
	Lambda *Lambda
	// PerList makes each list's loss its mean, so that a list counts the same however many pairs
	// it has. Sum adds these means up, and Mean is their mean over the lists that have a pair of a
	// weight above 0.
	PerList bool
}

// ListStats counts the pairs of all lists, whatever they weigh. A pair with a score that is NaN is in Pairs, and not
// active.
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
// With l.Weights or l.Lambda, each loss is multiplied by the weight of its pair, and a mean is divided by the
// weight of all pairs, active or not; it is 0 if that is 0. The loss of a pair is then not below 0. The result is
// off by at most 1e-12 of itself. A list whose pairs all weigh 0 adds nothing, whatever its scores are. In other lists, weights
// do not change whether the loss is NaN or Inf.
//
// The errors are ErrReduction for a reduction other than Mean and Sum, ErrBoundary, ErrLength,
// ErrOffsets, ErrRelevance, ErrWeights and ErrLambda.
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
// With l.Weights or l.Lambda, L and H are the weights of these pairs, all together, and a mean is divided by the weight of all
// pairs. The gradient is off by at most 1e-12 of upstream·(L + H), so divided, before it is rounded to T. No gradient passes through the ranks that
// l.Lambda depends on. With l.PerList the division is by what each list has of pairs, or of their weight, and for Mean by the
// number of lists that have some, too.
//
// Grad has the length of Scores, and may be exactly that array. The errors are those of
// ForwardLists and ErrOverlap.
func (c MarginRanking[T]) ForwardBackwardLists(grad []T, l Lists[T], upstream float64) (float64, ListStats, error) {
	return c.forwardBackwardLists(cpuid.Current, grad, &l, upstream)
}

// ForwardListsNone stores the sum of the losses of list k in dst[k], or its mean with l.PerList, and counts the pairs of all
// lists. It is what ForwardLists returns for that list alone, with the reduction Sum or Mean. Dst has as many elements as there are
// lists, one if l.Offsets is nil. c.Reduction does not matter.
//
// The errors are those of ForwardLists, but for ErrReduction, and ErrOverlap: dst may be exactly the scores, and
// may share nothing with other arrays.
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

// listOutputs are the outputs of a call for lists. Those that are nil are not wanted.
type listOutputs[T Float] struct {
	grad []T
	dst  []float64 // the value of each list, in place of a single value
}

// runLists checks a call and computes.
func (c *MarginRanking[T]) runLists(tier cpuid.Tier, method string, out listOutputs[T], l *Lists[T], upstream float64) (float64, ListStats, error) {
	if single := out.dst == nil; !c.valid(single) {
		if !single {
			return 0, ListStats{}, c.boundaryFault()
		}
		return 0, ListStats{}, c.criterionFault(method, "")
	}
	if err := l.check(out); err != nil {
		return 0, ListStats{}, err
	}
	call := allpairs.Call[T]{
		Scores: l.Scores, Relevance: l.Relevance, Offsets: l.Offsets, Mask: l.Mask, Grad: out.grad,
		Weights: l.Weights, PerList: l.PerList, Values: out.dst,
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
