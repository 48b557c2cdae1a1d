package metric

import "github.com/marginrank/marginrank/loss"

// NDCG returns the mean of the lists' normalized discounted cumulative gains: DCG@k / IDCG@k, where DCG@k is the
// sum, over the ranks up to k, of gain/log2(1 + rank), and IDCG@k is the largest that it can be. The gain
// of an item is 2^relevance - 1. If k is 0 or less, all ranks count.
//
// Lists without an item of a gain above 0 are left out; the mean of no lists is NaN. A negative relevance has a
// negative gain, which lowers DCG@k but not IDCG@k: then the result can be below 0. To give
// such items no gain, use [Metric.Gain].
//
// The errors are those of [Evaluate].
func NDCG[T loss.Float](l loss.Lists[T], k int) (float64, error) {
	return mean(&l, Metric{Kind: KindNDCG, K: k})
}

// MRR returns the mean of the lists' reciprocal ranks: 1/rank of the first relevant item, or 0 if
// that rank is beyond k. If k is 0 or less, all ranks count. Items are relevant if their
// relevance is above 0.
//
// Lists without a relevant item are left out; the mean of no lists is NaN. The errors are those of [Evaluate].
func MRR[T loss.Float](l loss.Lists[T], k int) (float64, error) {
	return mean(&l, Metric{Kind: KindMRR, K: k})
}

// MAP returns the mean of the lists' average precisions. The average precision of a list is the mean, over all its
// relevant items, of the precision at the rank of the item, or of 0 if that rank is beyond k. If k is 0 or less,
// all ranks count. Items are relevant if their relevance is above 0.
//
// Lists without a relevant item are left out; the mean of no lists is NaN. The errors are those of [Evaluate].
func MAP[T loss.Float](l loss.Lists[T], k int) (float64, error) {
	return mean(&l, Metric{Kind: KindMAP, K: k})
}

// AUC returns the share of pairs in the right order, over all pairs of items of one list whose relevance
// differs: (pairs whose item of higher relevance has the higher score + half of the pairs with equal scores) / pairs.
// For two levels of relevance in one list this is the area under the ROC curve.
//
// All lists' pairs are one set, so a list counts as much as it has pairs. Without any pair the result is
// NaN. The errors are those of [Evaluate].
func AUC[T loss.Float](l loss.Lists[T]) (float64, error) {
	return mean(&l, Metric{Kind: KindAUC})
}

// Precision returns the mean of the lists' precisions at k: relevant items among the first k, divided by k. A list of fewer
// than k items is divided by k, too. If k is 0 or less, it stands for the number of items of each list. Items
// are relevant if their relevance is above 0.
//
// Lists without a relevant item are left out; the mean of no lists is NaN. The errors are those of [Evaluate].
func Precision[T loss.Float](l loss.Lists[T], k int) (float64, error) {
	return mean(&l, Metric{Kind: KindPrecision, K: k})
}

// Recall returns the mean of the lists' recalls at k: relevant items among the first k, divided by all relevant items of the
// list. If k is 0 or less, all ranks count, and recall is 1. Items are relevant if their
// relevance is above 0.
//
// Lists without a relevant item are left out; the mean of no lists is NaN. The errors are those of [Evaluate].
func Recall[T loss.Float](l loss.Lists[T], k int) (float64, error) {
	return mean(&l, Metric{Kind: KindRecall, K: k})
}

// HitRate returns the share of lists with a relevant item among the first k. If k is 0 or less, all ranks count, and
// the hit rate is 1. Items are relevant if their relevance is above 0.
//
// Lists without a relevant item are left out; the share of no lists is NaN. The errors are those of [Evaluate].
func HitRate[T loss.Float](l loss.Lists[T], k int) (float64, error) {
	return mean(&l, Metric{Kind: KindHitRate, K: k})
}

// KendallTau returns the mean of the lists' rank correlations between scores and relevance: Kendall's tau-b,
// (c - d) / sqrt(r·s). Of the pairs of a list's items, c are in the right order and d in the wrong one, r
// differ in relevance and s differ in score. It is 1 for the order of the relevance, and -1 for its reverse.
//
// Lists of equal relevance are left out; the mean of no lists is NaN. A list of equal scores, where the formula is 0/0, has 0.
// The errors are those of [Evaluate].
func KendallTau[T loss.Float](l loss.Lists[T]) (float64, error) {
	return mean(&l, Metric{Kind: KindKendallTau})
}

// mean returns one metric's mean.
func mean[T loss.Float](l *loss.Lists[T], m Metric) (float64, error) {
	metrics, means := [...]Metric{m}, [1]float64{}
	err := evaluate(means[:], nil, nil, l, metrics[:])
	return means[0], err
}
