// Package metric measures how well scores rank the items of lists: the results of queries, the candidates of
// a recommender. [NDCG], [MRR], [MAP], [AUC], [Precision], [Recall], [HitRate] and [KendallTau] are means over
// lists. [Evaluate] computes several of them from one sort, the values of each list, and metrics with other gains or another
// threshold of relevance.
//
//	l := loss.Lists[float32]{Scores: scores, Relevance: grades, Offsets: offsets}
//	ndcg, err := metric.NDCG(l, 10)
//
// Lists are those of package loss, so what trains a ranker also evaluates it. Of their fields, this package
// uses Scores, Relevance, Offsets and Mask.
//
// # Equal scores
//
// Scores say nothing about the order of items with equal scores. So every metric but Kendall's tau is its expectation over all orders of
// them, as if each order were as likely as any other. Neither the order of the items in a file nor the
// sort changes a value, and a model that gives all items the same score has the value of a random order.
//
// Expectations are computed by formulas, not by sampling. In the formulas below, g items with equal scores are behind a items with higher
// scores. Of the g items, r are relevant, and m = min(g, k - a) are at ranks up to the cut k. Of the a items, f are
// relevant. C(n, i) is a binomial coefficient.
//
//	precision, recall   r·m/g of the g items are relevant and at ranks up to k
//	hit rate            1 - C(g-r, m)/C(g, m), if f is 0
//	MRR                 the sum over j = 1..m of p(j)/(a+j), where p(j) = C(g-j, r-1)/C(g, r), if f is 0
//	MAP                 the g items add the sum over j = 1..m of r/g·(f + 1 + (j-1)·(r-1)/(g-1))/(a+j)
//	NDCG                each of the g items has the mean of their gains
//	AUC                 a pair with equal scores counts 1/2
//
// They follow from these facts. The item at rank a+j is relevant with probability r/g; if it is, each of the
// j-1 items before it in the group is relevant with probability (r-1)/(g-1). The first m items of the group have no relevant one in
// C(g-r, m) of C(g, m) cases. The first relevant item is at j if the other r-1 are among the last g-j. McSherry and Najork,
// "Computing Information Retrieval Performance Measures Efficiently in the Presence of Tied Scores", ECIR 2008, have the same
// expectations of precision, recall, average precision, reciprocal rank and NDCG, and scikit-learn has that of NDCG. The AUC with halves
// is the Mann-Whitney statistic and the area under the ROC curve with straight lines between its points (Hanley and McNeil,
// Radiology 143(1), 1982).
//
// Kendall's tau is the usual variant b (Kendall, "The treatment of ties in ranking problems", Biometrika 33(3), 1945). It
// counts pairs with equal scores neither as right nor as wrong, and divides by fewer pairs. The expectation over all orders would
// be (c - d)/r for a list with c right and d wrong pairs among r pairs of different relevance, which is 2·AUC - 1.
//
// # Lists without a value
//
// A list without a relevant item, without a gain above 0, or without two items of different relevance has
// nothing that a ranker could find. It is left out of the means of the metrics that need it. Which lists are left out
// depends on relevance and masks only, never on scores, so all rankers are measured by the same lists. A mean over no lists is NaN.
//
// # Totals
//
// [Accumulate] adds lists to one [Total] per metric. Totals of several goroutines or machines come together by [Total.Merge], in any order,
// with the bits that [Evaluate] returns for all lists in one call.
//
// # From other tools
//
//	sklearn.metrics.ndcg_score(2**y-1, s, k=k)      NDCG(l, k)
//	sklearn.metrics.ndcg_score(y, s, k=k)           Metric{K: k, Gain: func(r float32) float64 { return float64(r) }}
//	sklearn.metrics.roc_auc_score                   AUC
//	sklearn.metrics.average_precision_score         MAP(l, 0), if no scores are equal
//	scipy.stats.kendalltau                          KendallTau
//	trec_eval -m ndcg_cut.k                         as ndcg_score(y, ...), with max(0, float64(r)) as the gain
//	trec_eval -m recip_rank, map, map_cut.k         MRR(l, 0), MAP(l, 0), MAP(l, k)
//	trec_eval -m P.k, recall.k, success.k           Precision(l, k), Recall(l, k), HitRate(l, k)
//	trec_eval -l 2                                  Metric.Threshold: 1
//
// scikit-learn's average precision interpolates equal scores differently. trec_eval orders equal scores by the names of the items,
// and counts a query without relevant items as 0.
//
// # Numbers
//
// All values have the same bits on every machine, whatever the order of the items within a list and of the lists. Metrics
// are computed in float64. A mean is the exact sum of the lists' values, rounded once, and divided by their number.
//
// A value is off by at most 2^-48 of itself, for lists of up to 2^26 items and gains that are not negative. If g items have equal scores,
// MRR and the hit rate may be off by g·2^-51 of themselves. The proof is in docs/numerics.md.
//
// # Calls
//
// A list of n items takes time in proportion to n·log(n) at most, and to n where cuts are small. A call uses
// its caller's goroutine only, keeps none of its arguments, and allocates nothing but errors after the first calls. The first
// calls allocate memory in proportion to the longest list, 25 to 90 bytes for each of its items, and less where cuts are small. It is kept for calls
// to come, until the garbage collector finds it unused. Discounts of ranks, 16 bytes each, are kept as long as the program runs. Calls may run at the same time if no output of one is an array
// of another.
package metric
