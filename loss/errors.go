package loss

import "errors"

// The errors of this package, for errors.Is. What is returned wraps one of them
// and names the field, the lengths, or the index and the value.
var (
	// ErrLength: the arrays of a call differ in length.
	ErrLength = errors.New("loss: lengths differ")
	// ErrReduction: no such reduction, or not one that the method serves.
	ErrReduction = errors.New("loss: invalid reduction")
	// ErrBoundary: MarginRanking.Boundary is neither Inclusive nor Exclusive.
	ErrBoundary = errors.New("loss: invalid boundary")
	// ErrLabels: Y and Signs are both given, or Validate found a label that is not ±1.
	ErrLabels = errors.New("loss: invalid labels")
	// ErrScores: Validate found a score that is NaN or infinite.
	ErrScores = errors.New("loss: score is not finite")
	// ErrOffsets: Lists.Offsets don't part the items into lists.
	ErrOffsets = errors.New("loss: invalid offsets")
	// ErrRelevance: the relevance of an item is NaN.
	ErrRelevance = errors.New("loss: relevance is NaN")
	// ErrWeights: Validate found a weight that is negative, NaN or infinite, or a call for lists did.
	ErrWeights = errors.New("loss: invalid weight")
	// ErrLambda: Lambda.TopK is negative, or the gain of an item is negative, NaN or infinite.
	ErrLambda = errors.New("loss: invalid lambda weights")
	// ErrMargins: Validate found a margin in Margins that is NaN or infinite.
	ErrMargins = errors.New("loss: margin is not finite")
	// ErrIndex: an index is no position in the array that it is for.
	ErrIndex = errors.New("loss: index out of range")
	// ErrOverlap: an output shares memory with another array, other than by being
	// exactly one of the inputs.
	ErrOverlap = errors.New("loss: arrays overlap")
)
