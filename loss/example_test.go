package loss_test

import (
	"errors"
	"fmt"

	"github.com/x448/float16"

	"github.com/marginrank/marginrank/loss"
)

// The example of PyTorch's documentation: a loss with its defaults, scores, labels,
// and the gradients that output.backward() leaves in the inputs.
func Example() {
	criterion := loss.MarginRanking[float32]{}
	pairs := loss.Pairs[float32]{
		X1: []float32{0.5, -1.25, 2},
		X2: []float32{1.5, 0.25, 1},
		Y:  []float32{1, -1, -1},
	}
	output, err := criterion.Forward(pairs)
	if err != nil {
		fmt.Println(err)
		return
	}
	grads := loss.Grads[float32]{X1: make([]float32, 3), X2: make([]float32, 3)}
	if err := criterion.Backward(grads, pairs, 1); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.4f\n", output)
	fmt.Printf("%.4f\n", grads.X1)
	fmt.Printf("%.4f\n", grads.X2)
	// Output:
	// 0.6667
	// [-0.3333 0.0000 0.3333]
	// [0.3333 -0.0000 -0.3333]
}

// A training step: the scores of a linear model, the loss with its gradients in
// one pass, and the gradients carried on to the weights.
func ExampleMarginRanking_ForwardBackward() {
	better := [][2]float32{{1, 0}, {2, 1}, {2, 0}} // features of the items to rank higher
	worse := [][2]float32{{0, 1}, {1, 1}, {1, 2}}
	weights := [2]float32{}
	score := func(x [2]float32) float32 { return weights[0]*x[0] + weights[1]*x[1] }

	criterion := loss.MarginRanking[float32]{Margin: 1}
	pairs := loss.Pairs[float32]{X1: make([]float32, 3), X2: make([]float32, 3)}
	grads := loss.Grads[float32]{X1: make([]float32, 3), X2: make([]float32, 3)}
	for step := range 4 {
		for i := range better {
			pairs.X1[i], pairs.X2[i] = score(better[i]), score(worse[i])
		}
		value, err := criterion.ForwardBackward(grads, pairs, 1)
		if err != nil {
			fmt.Println(err)
			return
		}
		for i := range better {
			for f := range weights {
				weights[f] -= 0.5 * (grads.X1[i]*better[i][f] + grads.X2[i]*worse[i][f])
			}
		}
		fmt.Printf("step %d: loss %.3f\n", step, value)
	}
	// Output:
	// step 0: loss 1.000
	// step 1: loss 0.167
	// step 2: loss 0.056
	// step 3: loss 0.000
}

// Labels as int8 take a quarter of the memory of float32 ones.
func ExamplePairs_signs() {
	ratings := loss.Pairs[float64]{
		X1:    []float64{1500, 1620, 1710},
		X2:    []float64{1450, 1700, 1580},
		Signs: []int8{1, 1, -1},
	}
	if err := ratings.Validate(); err != nil {
		fmt.Println(err)
		return
	}
	sum, err := loss.MarginRanking[float64]{Margin: 10, Reduction: loss.Sum}.Forward(ratings)
	fmt.Println(sum, err)
	// Output: 230 <nil>
}

// Gradients in Float16 are lost below 2^-24. An upstream gradient of 65536 lifts
// them into range; the optimizer divides by it again, in float32.
func ExampleMarginRanking_Backward_lossScaling() {
	const n, scale = 1 << 20, 65536
	scores := make([]loss.Float16, n)
	pairs := loss.Pairs[loss.Float16]{X1: scores, X2: scores}
	grads := loss.Grads[loss.Float16]{X1: make([]loss.Float16, n)}
	criterion := loss.MarginRanking[loss.Float16]{Margin: 1} // the mean of 2^20 pairs

	if err := criterion.Backward(grads, pairs, 0.01); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("unscaled:", grads.X1[0])
	if err := criterion.Backward(grads, pairs, 0.01*scale); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("scaled:   %.2g\n", grads.X1[0].Float32()/scale)
	// Output:
	// unscaled: -0
	// scaled:   -9.5e-09
}

// Reduction none: one loss a pair, here to find the pairs that are ranked worst.
func ExampleMarginRanking_ForwardNone() {
	pairs := loss.Pairs[loss.Float16]{
		X1: []loss.Float16{float16.Fromfloat32(3), float16.Fromfloat32(1), float16.Fromfloat32(-2)},
		X2: []loss.Float16{float16.Fromfloat32(1), float16.Fromfloat32(1), float16.Fromfloat32(4)},
	}
	losses := make([]loss.Float16, 3)
	err := loss.MarginRanking[loss.Float16]{Margin: 0.5}.ForwardNone(losses, pairs)
	fmt.Println(losses, err)
	// Output: [0 0.5 6.5] <nil>
}

// Errors say what is wrong with the call, and leave every array as it was.
func ExampleMarginRanking_errors() {
	criterion := loss.MarginRanking[float32]{Reduction: loss.None}
	pairs := loss.Pairs[float32]{X1: []float32{1, 2, 3}, X2: []float32{1, 2, 3}, Y: []float32{1}}

	_, err := criterion.Forward(pairs)
	fmt.Println(errors.Is(err, loss.ErrReduction))

	err = criterion.ForwardNone(make([]float32, 3), pairs)
	fmt.Println(errors.Is(err, loss.ErrLength), err)

	_, err = loss.ParseReduction("abc")
	fmt.Println(err)
	// Output:
	// true
	// true loss: lengths differ: Y has length 1, X1 has length 3
	// abc is not a valid value for reduction
}

// Pairs of a few items, by index: clicks on results of a search, each better than one that
// was shown above it and not clicked. The gradient has an element an item.
func ExampleMarginRanking_ForwardBackwardIndexed() {
	pairs := loss.IndexedPairs[float32]{
		Scores: []float32{2, 1.5, 1, 0.5},
		I:      []int32{2, 2, 3}, // clicked
		J:      []int32{0, 1, 0}, // not clicked
	}
	grad := make([]float32, len(pairs.Scores))
	criterion := loss.MarginRanking[float32]{Margin: 0.5, Reduction: loss.Sum}
	value, err := criterion.ForwardBackwardIndexed(grad, pairs, 1)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(value)
	fmt.Println(grad)

	pairs.J[1] = 4
	_, err = criterion.ForwardBackwardIndexed(grad, pairs, 1)
	fmt.Println(errors.Is(err, loss.ErrIndex), err)
	// Output:
	// 4.5
	// [2 1 -2 -1]
	// true loss: index out of range: J[1] is 4, Scores has length 4
}

// Equal scores are in no order, so a model whose scores are all equal has an accuracy of 0.
func ExampleStats_Accuracy() {
	pairs := loss.Pairs[float32]{
		X1: []float32{3, 1, 0, 0},
		X2: []float32{1, 2, 0, 0},
	}
	_, stats, err := loss.MarginRanking[float32]{}.ForwardStats(pairs)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%d pairs, %d wrong, %d tied: accuracy %v\n", stats.Pairs, stats.Wrong, stats.Tied, stats.Accuracy())
	// Output: 4 pairs, 1 wrong, 2 tied: accuracy 0.25
}
