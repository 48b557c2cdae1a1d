package loss

import (
	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/spans"
	"github.com/marginrank/marginrank/internal/total"
)

// A Total adds up losses exactly, so that calls, batches and machines in any order give the same bits. The zero value is
// empty. A Total may be copied. It takes 1.7 KiB, and its methods allocate nothing but encodings.
//
// [MarginRanking.Accumulate], [MarginRanking.AccumulateIndexed] and [MarginRanking.AccumulateLists] add the losses of a call. Totals
// of several goroutines or machines are put together by Merge. Sum, and Mean unless Weight is 0, have the bits that one call returns
// for everything together:
//
//   - pairs: Forward, if the parts of the batch are cut at multiples of 16,384 pairs,
//   - pairs by index: ForwardIndexed, if the parts are cut in the same way,
//   - lists: ForwardLists, with any lists in any order, if there is a pair with a weight above 0.
//
// A Total may have losses of different element types, margins and inputs. Its methods are not safe for several goroutines at once.
type Total struct {
	all total.Total
}

// Accumulate adds the losses of p to t. c.Reduction is ignored. If p has weights, t adds up the weighted losses and the
// weights, and otherwise the losses and their number. A loss of NaN or infinity makes the sum NaN or infinite.
//
// The errors are ErrP, ErrBoundary, ErrLength and ErrLabels. If there is an error, nothing is added.
func (c MarginRanking[T]) Accumulate(t *Total, p Pairs[T]) error {
	return c.accumulate(cpuid.Current, t, &p)
}

// AccumulateIndexed adds the losses of p to t, as Accumulate does.
//
// The errors are ErrP, ErrBoundary, ErrLength, ErrLabels and ErrIndex. If there is an error, nothing is added.
func (c MarginRanking[T]) AccumulateIndexed(t *Total, p IndexedPairs[T]) error {
	return c.accumulateIndexed(cpuid.Current, t, &p)
}

// AccumulateLists adds the losses of all pairs of l to t. c.Reduction is ignored. With l.PerList it adds the mean of each list, and
// the weight is the number of lists that have a pair with a weight above 0. It goes through the lists twice, to count the
// pairs in the wrong order as well.
//
// The errors are those of ForwardLists except ErrReduction. If there is an error, nothing is added.
func (c MarginRanking[T]) AccumulateLists(t *Total, l Lists[T]) error {
	return c.accumulateLists(cpuid.Current, t, &l)
}

func (c *MarginRanking[T]) accumulate(tier cpuid.Tier, t *Total, p *Pairs[T]) error {
	one := *c
	one.Reduction = Sum
	var losses spans.Tally
	if _, err := run[accumulate](&one, tier, p, others[T]{each: &arrays[T]{tally: &losses}}); err != nil {
		return err
	}
	addTally(t, tier, &losses, len(p.X1), p.Weights, c.Workers)
	return nil
}

func (c *MarginRanking[T]) accumulateIndexed(tier cpuid.Tier, t *Total, p *IndexedPairs[T]) error {
	one := *c
	one.Reduction = Sum
	var losses spans.Tally
	if err := one.indexedFault("AccumulateIndexed", nil, p, false); err != nil {
		return err
	}
	if err := one.tallyIndexed(&losses, tier, nil, p, 0, true); err != nil {
		return err
	}
	addTally(t, tier, &losses, len(p.I), p.Weights, 0)
	return nil
}

// addTally adds the losses of n pairs to t.
func addTally[T Float](t *Total, tier cpuid.Tier, losses *spans.Tally, n int, weights []T, workers int) {
	pairs := int64(n)
	if weights == nil {
		t.all.Weights.AddProduct(pairs, 1)
	} else {
		var w spans.Tally
		pairs = addUp(&w, tier, weights, workers)
		t.all.Weights.Merge(w.Sum())
	}
	t.all.Losses.Merge(losses.Sum())
	c := losses.Counts()
	t.all.Count(pairs, c.Active, c.Wrong)
}

func (c *MarginRanking[T]) accumulateLists(tier cpuid.Tier, t *Total, l *Lists[T]) error {
	one := *c
	one.Reduction = Mean
	var added total.Total
	if _, _, err := one.runLists(tier, "", listOutputs[T]{total: &added}, l, 0); err != nil {
		return err
	}
	// Pairs in the wrong order are the active pairs for this margin and boundary: u = 0 - d > 0.
	ordering := MarginRanking[T]{Margin: 0, Boundary: Exclusive, Workers: c.Workers}
	_, stats, err := ordering.forwardLists(tier, &Lists[T]{Scores: l.Scores, Relevance: l.Relevance, Offsets: l.Offsets, Mask: l.Mask})
	if err != nil {
		return err
	}
	added.Count(0, 0, stats.Active)
	t.all.Merge(&added)
	return nil
}

// Merge adds everything that was added to other, which stays as it is. If other is t, all of t counts twice.
func (t *Total) Merge(other *Total) { t.all.Merge(&other.all) }

// Sum returns the sum of all losses, rounded once to float64. The sum of nothing is 0.
func (t *Total) Sum() float64 { return t.all.Sum() }

// Mean returns Sum divided by Weight. If Weight is 0, as in an empty Total, it is NaN, also where ForwardLists returns 0.
func (t *Total) Mean() float64 {
	if t.Weight() == 0 {
		return nan
	}
	return t.all.Mean()
}

// Weight returns the sum of the weights of all pairs, rounded once. Pairs without weights weigh 1 each. For lists with PerList
// it is the number of lists that have a pair with a weight above 0.
func (t *Total) Weight() float64 { return t.all.Weights.Float64() }

// Pairs returns the number of pairs. As in Stats, pairs and pairs by index of weight 0 are left out; as in ListStats, all pairs of
// lists are counted. No count exceeds the largest int64.
func (t *Total) Pairs() int64 { return t.all.Pairs }

// Active returns the number of active pairs: pairs through which a gradient passes.
func (t *Total) Active() int64 { return t.all.Active }

// Wrong returns the number of pairs in the wrong order. Tied pairs are not among them.
func (t *Total) Wrong() int64 { return t.all.Wrong }

// AppendBinary implements encoding.BinaryAppender. The encoding is the same on every machine, takes 17 to 1,000 bytes,
// begins with a version and ends with a checksum. Totals of the same losses have the same encoding. The error is always nil.
func (t *Total) AppendBinary(b []byte) ([]byte, error) { return t.all.AppendBinary(b), nil }

// MarshalBinary implements encoding.BinaryMarshaler. It returns what AppendBinary appends.
func (t *Total) MarshalBinary() ([]byte, error) { return t.AppendBinary(nil) }

// UnmarshalBinary implements encoding.BinaryUnmarshaler: it replaces t by the Total that data was made of. If data is damaged or
// truncated, or of another version, the error is ErrCorrupt and t stays as it is.
func (t *Total) UnmarshalBinary(data []byte) error {
	all, ok := total.DecodeBinary(data)
	if !ok {
		return ErrCorrupt
	}
	t.all = all
	return nil
}
