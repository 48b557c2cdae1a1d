// Command lbfgs trains a linear ranker with an optimizer of another library: the L-BFGS of gonum/optimize. The objective is the mean
// squared loss of all pairs of made-up queries, plus a small penalty on the weights.
//
//	go run ./examples/lbfgs
//
// An optimizer asks for the value and for the gradient of the objective at a point, in two calls. ForwardBackwardLists
// computes both in one pass, so the objective remembers the last point: see objective.go.
//
// L-BFGS assumes that the gradient is continuous. The hinge max(0, u) has a kink at u = 0, and near a minimum with kinks no step
// satisfies a line search for smooth functions. The square of the hinge, P = 2, has a continuous gradient, so the program ends when
// the gradient is below a threshold, and says so. If it ends for another reason, it says which one.
package main
