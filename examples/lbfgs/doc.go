// Command lbfgs trains a linear ranker with an optimizer of another library: the L-BFGS of gonum/optimize. The objective is the mean
// loss of all pairs of made-up queries, plus a small penalty on the weights.
//
//	go run ./examples/lbfgs
//
// An optimizer asks for the value and for the gradient of the objective at a point, in two calls. ForwardBackwardLists
// computes both in one pass, so the objective remembers the last point: see objective.go.
//
// The hinge max(0, u) has a kink at u = 0, and the objective has one wherever a pair is exactly on the margin. L-BFGS assumes that the
// gradient is continuous. Near a minimum with kinks, no step satisfies its line search, so it ends there or at the limit
// of iterations, and not because the gradient is small. The program reports which of these happened.
package main
