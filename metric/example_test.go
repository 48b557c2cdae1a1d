package metric_test

import (
	"fmt"
	"log"

	"github.com/marginrank/marginrank/loss"
	"github.com/marginrank/marginrank/metric"
)

// Two queries, of four and three results.
func ExampleNDCG() {
	results := loss.Lists[float32]{
		Scores:    []float32{2.5, 0.5, 1, 2, 0, 1, 3},
		Relevance: []float32{3, 0, 1, 0, 1, 1, 0},
		Offsets:   []int{0, 4, 7},
	}
	for _, k := range []int{1, 3, 10} {
		ndcg, err := metric.NDCG(results, k)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("NDCG@%d: %.4f\n", k, ndcg)
	}
	// Output:
	// NDCG@1: 0.5000
	// NDCG@3: 0.8381
	// NDCG@10: 0.8381
}

// A model that says the same of all items has the value of a random order: the relevant one of four items is at any rank.
func ExampleMRR() {
	mrr, err := metric.MRR(loss.Lists[float64]{Scores: []float64{1, 1, 1, 1}, Relevance: []float32{1, 0, 0, 0}}, 0)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%.4f, the mean of 1, 1/2, 1/3 and 1/4\n", mrr)
	// Output:
	// 0.5208, the mean of 1, 1/2, 1/3 and 1/4
}

// Clicked and skipped items: the area under the ROC curve.
func ExampleAUC() {
	auc, err := metric.AUC(loss.Lists[float64]{
		Scores:    []float64{0.9, 0.8, 0.7, 0.6, 0.6},
		Relevance: []float32{1, 0, 1, 0, 1},
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%.4f\n", auc) // 3.5 of 6 pairs
	// Output:
	// 0.5833
}

// A report sorts each list once for all of its metrics.
func ExampleEvaluate() {
	results := loss.Lists[float32]{
		Scores:    []float32{2.5, 0.5, 1, 2, 0, 1, 3},
		Relevance: []float32{3, 0, 1, 0, 1, 1, 0},
		Offsets:   []int{0, 4, 7},
	}
	metrics := []metric.Metric{
		{Kind: metric.KindNDCG, K: 3},
		{Kind: metric.KindMAP},
		{Kind: metric.KindPrecision, K: 2, Threshold: 2},
		{Kind: metric.KindAUC},
	}
	means := make([]float64, len(metrics))
	if err := metric.Evaluate(means, nil, results, metrics...); err != nil {
		log.Fatal(err)
	}
	for i, m := range metrics {
		fmt.Printf("%-28v %.4f\n", m, means[i])
	}
	// Output:
	// NDCG@3                       0.8381
	// MAP                          0.7083
	// precision@2(relevance > 2)   0.5000
	// AUC                          0.5714
}

// The values of each list, for example for a paired test of two models. The second list has no relevant item.
func ExampleEvaluate_perList() {
	results := loss.Lists[float32]{
		Scores:    []float32{2, 1, 0, 1, 0, 3, 1, 2},
		Relevance: []float32{0, 1, 1, 0, 0, 1, 0, 0},
		Offsets:   []int{0, 3, 5, 8},
	}
	const lists = 3
	metrics := []metric.Metric{{Kind: metric.KindMAP}, {Kind: metric.KindRecall, K: 2}}
	perList := make([]float64, len(metrics)*lists)
	if err := metric.Evaluate(nil, perList, results, metrics...); err != nil {
		log.Fatal(err)
	}
	for i, m := range metrics {
		fmt.Printf("%v: %.3f\n", m, perList[i*lists:(i+1)*lists])
	}
	// Output:
	// MAP: [0.583 NaN 1.000]
	// recall@2: [0.500 NaN 1.000]
}

// Grades as gains, instead of 2^grade - 1.
func ExampleMetric_gain() {
	results := loss.Lists[float32]{Scores: []float32{3, 2, 1}, Relevance: []float32{0, 3, 1}}
	linear := metric.Metric{Kind: metric.KindNDCG, Gain: func(relevance float32) float64 { return float64(relevance) }}
	means := make([]float64, 2)
	if err := metric.Evaluate(means, nil, results, metric.Metric{}, linear); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("exponential %.4f, linear %.4f\n", means[0], means[1])
	// Output:
	// exponential 0.6443, linear 0.6590
}

// The AUC of a million scores takes one sort, not 10^11 pairs.
func ExampleAUC_million() {
	const n = 1_000_000
	clicks := loss.Lists[float32]{Scores: make([]float32, n), Relevance: make([]float32, n)}
	for i := range n {
		clicks.Scores[i] = float32(i*811%n) / n
		if i*811%n > 250_000 && i%3 == 0 {
			clicks.Relevance[i] = 1
		}
	}
	auc, err := metric.AUC(clicks)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%.6f\n", auc)
	// Output:
	// 0.666676
}

// Means over any number of lists, batches and machines: totals of the same metric come together in any order.
func ExampleAccumulate() {
	metrics := []metric.Metric{{Kind: metric.KindNDCG, K: 10}, {Kind: metric.KindAUC}}
	totals := make([]metric.Total, len(metrics))
	for _, batch := range []loss.Lists[float32]{
		{Scores: []float32{2.5, 0.5, 1, 2}, Relevance: []float32{3, 0, 1, 0}},
		{Scores: []float32{0, 1, 3}, Relevance: []float32{1, 1, 0}},
	} {
		if err := metric.Accumulate(totals, batch, metrics...); err != nil {
			log.Fatal(err)
		}
	}
	for m := range metrics {
		fmt.Printf("%v: %.4f\n", metrics[m], totals[m].Mean())
	}
	// Output:
	// NDCG@10: 0.8381
	// AUC: 0.5714
}
