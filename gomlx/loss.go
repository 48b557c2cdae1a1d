package gomlx

import (
	"github.com/gomlx/gomlx/core/graph"
)

// Loss is the loss function, a train.LossFn, for batches of Lists and IndexedPairs. It returns the first of the last two
// labels, the loss, as a scalar of the dtype of the scores, or a Float32 for scores of 16 bits. The gradient with respect
// to the scores, the first prediction, is the last label, times the gradient that arrives from what uses the loss.
//
// Scores that are NaN or infinite get no gradient. If the loss is finite, they had none anyway. If the gradient of another score is
// infinite, as it may be with P = 2 or in 16 bits, the loss is NaN.
//
// It panics with ErrColumns or ErrShape, as graph building functions do, if the last two labels are not a loss and a
// gradient of the shape and dtype of the first prediction.
func Loss(labels, predictions []*graph.Node) *graph.Node {
	if len(labels) < 2 || len(predictions) == 0 {
		panic(invalid(ErrColumns, "%d labels and %d predictions: batches of Lists and IndexedPairs end with two labels, the loss and its gradient",
			len(labels), len(predictions)))
	}
	scores, value, grad := predictions[0], labels[len(labels)-2], labels[len(labels)-1]
	if !value.IsScalar() || !value.DType().IsFloat() || !grad.Shape().Equal(scores.Shape()) {
		panic(invalid(ErrShape, "the last two labels are %s and %s, not the loss and the gradient of scores %s: is the dataset a Lists or an IndexedPairs?",
			value.Shape(), grad.Shape(), scores.Shape()))
	}
	// The change is 0, and its gradient is 1. At infinite scores it would be NaN.
	change := graph.Sub(scores, graph.StopGradient(scores))
	effect := graph.Where(graph.IsFinite(scores), graph.Mul(grad, change), graph.ZerosLike(scores))
	return graph.Add(value, graph.ConvertDType(graph.ReduceAllSum(effect), value.DType()))
}
