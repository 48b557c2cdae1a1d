package loss_test

import (
	"fmt"
	"log"

	"github.com/marginrank/marginrank/loss"
)

// Weights say how much a pair counts. A weight of 0 hides a pair, such as padding, even if its scores are NaN.
func ExamplePairs_weights() {
	pairs := loss.Pairs[float64]{
		X1:      []float64{1, 3, 0, 7},
		X2:      []float64{2, 1, 0, 9},
		Weights: []float64{1, 1, 0.5, 0},
	}
	mean, err := loss.MarginRanking[float64]{Margin: 1}.Forward(pairs)
	if err != nil {
		log.Fatal(err)
	}
	sum, err := loss.MarginRanking[float64]{Margin: 1, Reduction: loss.Sum}.Forward(pairs)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("sum ", sum)  // 1·2 + 1·0 + 0.5·1
	fmt.Println("mean", mean) // that, divided by 1 + 1 + 0.5
	// Output:
	// sum  2.5
	// mean 1
}

// P: 2 squares the hinge: a pair that is twice as far off has four times the loss and twice the gradient.
func ExampleMarginRanking_squared() {
	pairs := loss.Pairs[float32]{X1: []float32{3, 0, 0}, X2: []float32{0, 0, 1}} // with margin 1, u is -2, 1 and 2
	for p := 1; p <= 2; p++ {
		losses, grads := make([]float32, 3), loss.Grads[float32]{X2: make([]float32, 3)}
		criterion := loss.MarginRanking[float32]{Margin: 1, P: p}
		if err := criterion.ForwardBackwardNone(losses, grads, pairs, []float32{1, 1, 1}); err != nil {
			log.Fatal(err)
		}
		fmt.Println(losses, grads.X2)
	}
	// Output:
	// [0 1 2] [0 1 1]
	// [0 1 4] [0 2 4]
}

// PyTorch's two boundaries: a pair exactly on the margin passes its gradient up to version 2.13, and passes none from 2.14 on.
func ExampleBoundary() {
	pairs := loss.Pairs[float32]{X1: []float32{1, 1}, X2: []float32{1, 2}} // with margin 0, u is 0 and 1
	for _, boundary := range []loss.Boundary{loss.Inclusive, loss.Exclusive} {
		grads := loss.Grads[float32]{X1: make([]float32, 2)}
		criterion := loss.MarginRanking[float32]{Reduction: loss.Sum, Boundary: boundary}
		value, stats, err := criterion.ForwardBackwardStats(grads, pairs, 1)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%v: loss %v, %d active, gradients %v\n", boundary, value, stats.Active, grads.X1)
	}
	// Output:
	// inclusive: loss 1, 2 active, gradients [-1 -1]
	// exclusive: loss 1, 1 active, gradients [-0 -1]
}

// Large batches may use several goroutines. The result has the same bits.
func ExampleMarginRanking_workers() {
	const n = 1 << 20
	pairs := loss.Pairs[float32]{X1: make([]float32, n), X2: make([]float32, n)}
	for i := range n {
		pairs.X1[i], pairs.X2[i] = float32(i%1000)/1000, float32(i%777)/777
	}
	one, err := loss.MarginRanking[float32]{Margin: 0.5}.Forward(pairs)
	if err != nil {
		log.Fatal(err)
	}
	all, err := loss.MarginRanking[float32]{Margin: 0.5, Workers: loss.AllProcessors}.Forward(pairs)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(one == all)
	// Output: true
}
