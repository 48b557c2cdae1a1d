package metric

import (
	"fmt"

	"github.com/marginrank/marginrank/internal/order"
	"github.com/marginrank/marginrank/loss"
)

// Evaluate computes metrics of lists, and sorts each list once for all of them.
//
// It stores the mean of metric m over the lists in means[m], as the function of that name returns it, and the value
// of list k in perList[m·lists + k], where lists is how many there are. The value of a list that is left
// out is NaN. Either output may be nil: then it is not wanted.
//
// Of the fields of l it uses Scores, Relevance, Offsets and Mask. Scores may be infinite, and relevance too where no gain is
// infinite for it.
//
// The errors are ErrMetric and ErrGain; loss.ErrLength for arrays of l, or outputs, of the wrong length; loss.ErrOffsets;
// loss.ErrRelevance and loss.ErrScores for relevance or a score that is NaN, unless the mask leaves the item out;
// and loss.ErrOverlap for an output that shares memory with the other one, with a part of the scores, or
// with another array of l.
func Evaluate[T loss.Float](means, perList []float64, l loss.Lists[T], metrics ...Metric) error {
	return evaluate(means, perList, nil, &l, metrics)
}

// evaluate stores means and values of lists, and adds to totals. Outputs that are nil are not wanted.
func evaluate[T loss.Float](means, perList []float64, totals []Total, l *loss.Lists[T], metrics []Metric) error {
	if err := check(means, perList, l, metrics); err != nil {
		return err
	}
	w := workspaces.Get().(*workspace)
	defer workspaces.Put(w)
	n := lists(l)
	w.begin(metrics)
	if perList != nil {
		w.values = grown(w.values, len(perList))
	}
	var mask order.Mask
	for k := range n {
		lo, hi := bounds(l, k)
		if l.Mask != nil {
			mask = order.MaskOf(l.Mask[lo:hi])
		}
		rank(w, l.Scores[lo:hi], l.Relevance[lo:hi], mask)
		for m := range metrics {
			value, bad := w.add(m, &metrics[m])
			if bad != nil {
				return gainError(bad, l, lo, hi)
			}
			if perList != nil {
				w.values[m*n+k] = value
			}
		}
	}
	for m := range means {
		means[m] = w.totals[m].Mean()
	}
	for m := range totals {
		totals[m].Merge(&w.totals[m])
	}
	copy(perList, w.values)
	return nil
}

// lists is the number of lists.
func lists[T loss.Float](l *loss.Lists[T]) int {
	if l.Offsets == nil {
		return 1
	}
	return len(l.Offsets) - 1
}

// bounds are where list k begins and ends.
func bounds[T loss.Float](l *loss.Lists[T], k int) (lo, hi int) {
	if l.Offsets == nil {
		return 0, len(l.Scores)
	}
	return l.Offsets[k], l.Offsets[k+1]
}

// gainError names an item of the list from lo to hi that has a bad gain.
func gainError[T loss.Float](bad *badGain, l *loss.Lists[T], lo, hi int) error {
	item, mask := lo, order.MaskOf(l.Mask)
	for item < hi && (l.Relevance[item] != bad.relevance || !mask.Keeps(item)) {
		item++
	}
	return fmt.Errorf("%w: Relevance[%d] is %v, its gain %v", ErrGain, item, bad.relevance, bad.gain)
}
