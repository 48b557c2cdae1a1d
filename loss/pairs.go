package loss

// Pairs is a batch of score pairs: X1[i] and X2[i] are the scores of pair i, and
// its label says which should be higher, X1[i] (+1) or X2[i] (-1). The labels are
// in Y or in Signs, not in both; if both are nil, every label is +1.
//
// Scores and labels have no unit; the margin is one of the scores'. The loss is
// defined for any label: 0 makes a pair's loss the margin, 2 counts its
// difference double. Validate insists on ±1.
type Pairs[T Float] struct {
	X1, X2, Y []T
	Signs     []int8
	// Weights are finite and not negative; nil: 1 for every pair. A pair's loss and its
	// gradients are multiplied by its weight, and a mean is divided by their sum instead
	// of by the number of pairs. Whatever a pair of weight 0 holds, be it NaN, its loss
	// and gradients are 0.
	Weights []T
	// Margins are the pairs' own margins; nil: MarginRanking.Margin for every pair.
	Margins []T
}

// Grads receives gradients: with respect to the scores X1 and X2 and to the
// labels (PyTorch's target), one a pair. A nil field is not computed. The
// gradient with respect to labels is defined also where Pairs has them in Signs
// or not at all.
//
// A field that was forgotten is nil, too, and no error: a program that trains with an empty Grads runs,
// and learns nothing.
type Grads[T Float] struct {
	X1, X2, Y []T
}
