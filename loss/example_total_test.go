package loss_test

import (
	"fmt"
	"log"

	"github.com/marginrank/marginrank/loss"
)

// Two machines evaluate a list each. The totals come together in any order, with the bits of one call for both lists.
func ExampleTotal() {
	criterion := loss.MarginRanking[float32]{Margin: 1}
	var first, second loss.Total // on two machines
	if err := criterion.AccumulateLists(&first, loss.Lists[float32]{Scores: []float32{2.5, 0.5, 1}, Relevance: []float32{3, 0, 1}}); err != nil {
		log.Fatal(err)
	}
	if err := criterion.AccumulateLists(&second, loss.Lists[float32]{Scores: []float32{0, 1, 3}, Relevance: []float32{1, 1, 0}}); err != nil {
		log.Fatal(err)
	}
	data, err := second.MarshalBinary() // to be sent to the first one
	if err != nil {
		log.Fatal(err)
	}
	var received loss.Total
	if err := received.UnmarshalBinary(data); err != nil {
		log.Fatal(err)
	}
	first.Merge(&received)
	fmt.Printf("mean %.3f of %d pairs, %d active, %d wrong\n", first.Mean(), first.Pairs(), first.Active(), first.Wrong())
	// Output: mean 1.500 of 5 pairs, 3 active, 2 wrong
}
