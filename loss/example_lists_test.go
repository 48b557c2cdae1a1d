package loss_test

import (
	"fmt"
	"log"

	"github.com/marginrank/marginrank/loss"
)

// Two queries, of four and three results: every result should outscore, by the margin, those of its
// query with a lower grade.
func ExampleMarginRanking_ForwardBackwardLists() {
	results := loss.Lists[float32]{
		Scores:    []float32{2.5, 0.5, 1, 2, 0, 1, 3},
		Relevance: []float32{3, 0, 1, 0, 1, 1, 0},
		Offsets:   []int{0, 4, 7},
	}
	grad := make([]float32, len(results.Scores))
	criterion := loss.MarginRanking[float32]{Margin: 1, Reduction: loss.Sum}
	value, stats, err := criterion.ForwardBackwardLists(grad, results, 1)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%d of %d pairs are inside the margin: loss %v\n", stats.Active, stats.Pairs, value)
	fmt.Println(grad)
	// Output:
	// 5 of 7 pairs are inside the margin: loss 10
	// [-1 1 -2 2 -1 -1 2]
}

// NDCG in the loss: each pair weighs what swapping its two items would change the NDCG of the list. The pair of the best
// and the worst grade at the top counts most.
func ExampleLambda() {
	query := loss.Lists[float64]{
		Scores:    []float64{3, 2, 1, 0},
		Relevance: []float32{0, 3, 0, 1},
	}
	grad := make([]float64, 4)
	criterion := loss.MarginRanking[float64]{Margin: 1, Reduction: loss.Sum}
	for _, lambda := range []*loss.Lambda{nil, {TopK: 3}} {
		query.Lambda = lambda
		if _, _, err := criterion.ForwardBackwardLists(grad, query, 1); err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%.3f\n", grad)
	}
	// Output:
	// [2.000 -2.000 2.000 -2.000]
	// [0.470 -0.459 0.186 -0.197]
}
