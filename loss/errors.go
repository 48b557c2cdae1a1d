package loss

import "errors"

// The errors of this package, for errors.Is. A returned error wraps one of them. Its text names the field, with its
// length, or the index and the value.
var (
	// ErrLength: the arrays of a call differ in length.
	ErrLength = errors.New("loss: lengths differ")
	// ErrReduction: the reduction does not exist, or the method does not serve it.
	ErrReduction = errors.New("loss: invalid reduction")
	// ErrP: MarginRanking.P is neither 1 (or 0) nor 2.
	ErrP = errors.New("loss: invalid power")
	// ErrBoundary: MarginRanking.Boundary is neither Inclusive nor Exclusive.
	ErrBoundary = errors.New("loss: invalid boundary")
	// ErrLabels: Y and Signs are both given, or Validate found a label other than +1 and -1.
	ErrLabels = errors.New("loss: invalid labels")
	// ErrScores: Validate found a score that is NaN or infinite.
	ErrScores = errors.New("loss: score is not finite")
	// ErrOffsets: Lists.Offsets does not divide the items into lists.
	ErrOffsets = errors.New("loss: invalid offsets")
	// ErrRelevance: the relevance of an item is NaN.
	ErrRelevance = errors.New("loss: relevance is NaN")
	// ErrWeights: Validate, or a method for lists, found a weight that is negative, NaN or infinite.
	ErrWeights = errors.New("loss: invalid weight")
	// ErrLambda: Lambda.TopK is negative, or the gain of an item is negative, NaN or infinite.
	ErrLambda = errors.New("loss: invalid lambda weights")
	// ErrMargins: Validate found a margin in Margins that is NaN or infinite.
	ErrMargins = errors.New("loss: margin is not finite")
	// ErrIndex: an index in I or J is not a position in Scores.
	ErrIndex = errors.New("loss: index out of range")
	// ErrCorrupt: Total.UnmarshalBinary got data that MarshalBinary did not make.
	ErrCorrupt = errors.New("loss: corrupt data of a Total")
	// ErrOverlap: an output shares memory with another array, and is not exactly one of the
	// inputs that it may be.
	ErrOverlap = errors.New("loss: arrays overlap")
)
