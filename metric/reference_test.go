package metric_test

import (
	"cmp"
	"math"
	"slices"

	"github.com/marginrank/marginrank/loss"
	"github.com/marginrank/marginrank/metric"
)

// The reference is the definition of each metric for one order of the items, and its mean over all orders that the scores
// allow: it knows no formula for equal scores.

// A refItem is an item of a list.
type refItem struct {
	score     float64
	relevance float32
}

// refList are the items of list k that the mask keeps.
func refList[T loss.Float](l loss.Lists[T], k int) (list []refItem) {
	lo, hi := 0, len(l.Scores)
	if l.Offsets != nil {
		lo, hi = l.Offsets[k], l.Offsets[k+1]
	}
	for i := lo; i < hi; i++ {
		if l.Mask == nil || l.Mask[i] {
			list = append(list, refItem{valueOf(l.Scores[i]), l.Relevance[i]})
		}
	}
	return list
}

// valueOf returns the value of a score.
func valueOf[T loss.Float](s T) float64 {
	switch s := any(s).(type) {
	case loss.Float16:
		return float64(s.Float32())
	case loss.BFloat16:
		return float64(s.Float32())
	}
	return float64(s)
}

// refValue is a metric of one list, or NaN if the list is left out.
func refValue(m metric.Metric, list []refItem) float64 {
	if math.IsNaN(refOrdered(m, list)) {
		return math.NaN()
	}
	if m.Kind == metric.KindAUC || m.Kind == metric.KindKendallTau {
		return refOrdered(m, list) // they have no order
	}
	sum, rest, n := 0.0, 0.0, 0
	eachOrder(list, func(list []refItem) {
		v := refOrdered(m, list)
		total := sum + v
		rest += (sum - (total - (total - sum))) + (v - (total - sum)) // what rounding left out: Knuth's TwoSum
		sum = total
		n++
	})
	return (sum + rest) / float64(n)
}

// eachOrder visits all orders of items in which no lower score is before a higher one.
func eachOrder(list []refItem, visit func([]refItem)) {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b refItem) int { return cmp.Compare(b.score, a.score) })
	var from func(int)
	from = func(at int) {
		if at == len(list) {
			visit(list)
			return
		}
		for i := at; i < len(list) && list[i].score == list[at].score; i++ {
			list[at], list[i] = list[i], list[at]
			from(at + 1)
			list[at], list[i] = list[i], list[at]
		}
	}
	from(0)
}

// refOrdered is a metric of a list in this order.
func refOrdered(m metric.Metric, list []refItem) float64 {
	k := len(list)
	if m.K > 0 {
		k = min(m.K, k)
	}
	relevant, found, first := 0, 0, 0
	precisions := 0.0
	for i, item := range list {
		if !(item.relevance > m.Threshold) {
			continue
		}
		if relevant++; i >= k {
			continue
		}
		if found++; first == 0 {
			first = i + 1
		}
		precisions += float64(found) / float64(i+1)
	}
	switch m.Kind {
	case metric.KindNDCG:
		return refNDCG(m, list, k)
	case metric.KindAUC, metric.KindKendallTau:
		return refPairs(m, list)
	}
	if relevant == 0 {
		return math.NaN()
	}
	switch m.Kind {
	case metric.KindMRR:
		if first == 0 {
			return 0
		}
		return 1 / float64(first)
	case metric.KindMAP:
		return precisions / float64(relevant)
	case metric.KindPrecision:
		if m.K > 0 {
			return float64(found) / float64(m.K)
		}
		return float64(found) / float64(len(list))
	case metric.KindRecall:
		return float64(found) / float64(relevant)
	case metric.KindHitRate:
		return float64(min(found, 1))
	}
	panic("no such kind")
}

func refNDCG(m metric.Metric, list []refItem, k int) float64 {
	gain := m.Gain
	if gain == nil {
		gain = func(r float32) float64 { return math.Exp2(float64(r)) - 1 }
	}
	var gains, ideal []float64
	for _, item := range list {
		g := gain(item.relevance)
		if gains = append(gains, g); g > 0 {
			ideal = append(ideal, g)
		}
	}
	slices.Sort(ideal)
	slices.Reverse(ideal)
	if len(ideal) == 0 {
		return math.NaN()
	}
	return refDCG(gains[:k]) / refDCG(ideal[:min(k, len(ideal))])
}

func refDCG(gains []float64) (sum float64) {
	for i, g := range gains {
		sum += g / math.Log2(float64(i+2))
	}
	return sum
}

// refPairs is AUC or Kendall's tau, pair by pair.
func refPairs(m metric.Metric, list []refItem) float64 {
	right, all := refCount(list)
	if all == 0 {
		return math.NaN()
	}
	if m.Kind == metric.KindAUC {
		return right / all
	}
	scored := 0.0
	for i, a := range list {
		for _, b := range list[:i] {
			if a.score != b.score {
				scored++
			}
		}
	}
	if scored == 0 {
		return 0
	}
	return (2*right - all) / math.Sqrt(all*scored) // right + tied/2 - wrong - tied/2
}

// refCount counts pairs of different relevance, and those in the right order; half of those with equal scores.
func refCount(list []refItem) (right, all float64) {
	for _, a := range list {
		for _, b := range list {
			switch {
			case a.relevance <= b.relevance:
				continue
			case a.score > b.score:
				right++
			case a.score == b.score:
				right += 0.5
			}
			all++
		}
	}
	return right, all
}

// refMean is a metric's mean over lists.
func refMean[T loss.Float](m metric.Metric, l loss.Lists[T]) float64 {
	lists := 1
	if l.Offsets != nil {
		lists = len(l.Offsets) - 1
	}
	sum, n := 0.0, 0.0
	for k := range lists {
		list := refList(l, k)
		if m.Kind == metric.KindAUC {
			right, all := refCount(list)
			sum, n = sum+right, n+all
		} else if v := refValue(m, list); !math.IsNaN(v) {
			sum, n = sum+v, n+1
		}
	}
	return sum / n
}
