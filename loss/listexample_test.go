package loss_test

import (
	"fmt"

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
