package loss

// Pairs is a batch of pairs of scores. X1[i] and X2[i] are the scores of pair i, and the label of the pair
// says which one should be higher: X1[i] (+1) or X2[i] (-1). The labels are in Y or in Signs, but not in
// both. If both are nil, every label is +1. All arrays that are not nil have the same length.
//
// The loss is defined for any label: a label of 0 makes the loss of a pair the margin, and a label of 2
// counts the difference of the scores twice. Validate accepts only +1 and -1.
type Pairs[T Float] struct {
	X1, X2, Y []T
	Signs     []int8
	// Weights has one weight per pair, finite and not negative. If it is nil, every weight is 1. The loss and
	// the gradients of a pair are multiplied by its weight, and a mean is divided by the sum of the weights
	// instead of the number of pairs. A pair of weight 0 has a loss and gradients of 0, even if its scores
	// are NaN.
	Weights []T
	// Margins has one margin per pair. If it is nil, every pair has MarginRanking.Margin.
	Margins []T
}

// Grads receives the gradients of each pair: with respect to its two scores, X1 and X2, and with respect to
// its label Y (PyTorch's target). A field that is nil is not computed. The gradient with respect to the label
// is also defined if the labels are in Pairs.Signs, or absent.
//
// A forgotten field is nil as well, and not an error: a program that trains with an empty Grads runs, but
// learns nothing.
type Grads[T Float] struct {
	X1, X2, Y []T
}
