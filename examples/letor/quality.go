package main

import (
	"cmp"
	"math"
	"slices"

	"github.com/marginrank/marginrank/loss"
)

// quality is how well scores order the documents of their queries.
type quality struct {
	ndcg5, ndcg10 float64 // means over the queries that have a relevant document
	inOrder       float64 // share of the pairs whose better document has the higher score; level pairs count half
}

// measure tells the quality of scores.
func measure(d *dataset, scores []float32) (quality, error) {
	q := quality{ndcg5: d.ndcg(scores, 5), ndcg10: d.ndcg(scores, 10)}
	// Active are the pairs in the wrong order and, at margin 0, those that are level.
	for _, margin := range []float64{0, -math.SmallestNonzeroFloat32} {
		_, stats, err := loss.MarginRanking[float32]{Margin: margin}.ForwardLists(d.lists(scores))
		if err != nil {
			return q, err
		}
		q.inOrder += 0.5 * (1 - float64(stats.Active)/float64(stats.Pairs))
	}
	return q, nil
}

// ndcg is the mean over queries of the normalized discounted cumulative gain of the first k (Järvelin and Kekäläinen,
// ACM TOIS 20(4):422), with gains of 2^relevance - 1. Queries without any gain are left out.
func (d *dataset) ndcg(scores []float32, k int) float64 {
	var sum float64
	n := 0
	for q := range len(d.queries) - 1 {
		from, to := d.queries[q], d.queries[q+1]
		best := dcg(d.relevance[from:to], d.relevance[from:to], k)
		if best > 0 {
			sum += dcg(scores[from:to], d.relevance[from:to], k) / best
			n++
		}
	}
	return sum / float64(n)
}

// dcg is that of documents in the order of their scores. Documents with one score stand in any order: each place among
// them gets the mean of their gains (McSherry and Najork, ECIR 2008), so that a file's order helps nobody.
func dcg(scores, relevance []float32, k int) float64 {
	order := make([]int, len(scores))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(scores[b], scores[a]) })
	var sum float64
	for first := 0; first < min(k, len(order)); {
		next, gains, discounts := first, 0.0, 0.0
		for ; next < len(order) && scores[order[next]] == scores[order[first]]; next++ {
			gains += math.Exp2(float64(relevance[order[next]])) - 1
			if next < k {
				discounts += 1 / math.Log2(float64(next+2))
			}
		}
		sum += gains / float64(next-first) * discounts
		first = next
	}
	return sum
}
