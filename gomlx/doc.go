// Package gomlx trains GoMLX models with the margin ranking loss of package loss: GoMLX's Trainer, Loop, optimizers and
// metrics work as with any other loss.
//
//	backend, store := gobackend.GetBackend(), model.NewStore()
//	lists := &gomlx.Lists[float32]{
//		Dataset:   queries, // labels: the relevance of each document
//		Scorer:    gomlx.NewScorer(backend, store, ranker),
//		Criterion: loss.MarginRanking[float32]{Margin: 1},
//	}
//	trainer := train.NewTrainer(backend, store, ranker, gomlx.Loss, optimizer.Adam().Done(), nil, nil)
//	_, err := train.NewLoop(trainer).RunEpochs(lists, 10)
//
// # Which one
//
// Lists trains on all pairs of the items of each list, such as the results of a query. Where a graph of the pairs takes
// n² operations and n² memory for a list of n items, Lists takes n·log(n) and n.
//
// IndexedPairs trains on pairs of your own choice of items that are each scored once: matches of players, clicks over
// the results that were skipped.
//
// Pairs is for models that return two scores for each pair. It is an ordinary loss function made of graph operations,
// needs no dataset of its own, and runs on any backend.
//
// NDCG is a metric for evaluation. View is for everything else: it passes a tensor's own memory to package loss.
//
// # Two passes
//
// A Trainer runs a graph, and the kernels of package loss are no operations of it. So Lists and IndexedPairs
// wrap a dataset. When a batch is asked for, they run the model forward with the weights that the store has,
// compute the loss and its gradient on the memory of the scores, and yield the batch with the two as labels, behind its
// own. The function Loss takes them from there. The Trainer runs the model a second time, and GoMLX's
// autograd carries the gradient on from the scores to the weights.
//
// Both passes must compute the same scores. The second one is a graph for training, and the first one is not: with layers
// that then behave differently, such as dropout and batch normalization, the gradient belongs to other scores than
// those it is applied to. Train such models with Pairs, or without these layers. Layer normalization is no problem.
//
// A Trainer wants the same number of labels in training and evaluation, so evaluate on datasets that are wrapped, too.
//
// # Columns
//
// Columns say what the labels of a batch hold, in their order: []Column{Relevance, Mask} for a dataset whose first label
// is the relevance and whose second one is a mask of padding. A list is a row along the last axis, padded and masked where
// lists differ in length. With Offsets, lists are parts of a vector. GoMLX compiles a graph for each shape that it
// sees, and by default at most 32 of them, so pad to few shapes.
//
// No dimension is broadcast, and no dtype converted: what doesn't fit is an error that names the label.
//
// # Prefetching
//
// Prefetch what a Lists or an IndexedPairs wraps, never these themselves:
//
//	&gomlx.Lists[float32]{Dataset: dataset.Buffer(queries, 4), ...}    // fine
//	dataset.Buffer(&gomlx.Lists[float32]{...}, 4)                      // ErrPrefetched
//
// A batch that is asked for k steps early is scored with weights that are k steps old. Its loss is the loss of those
// weights. Its gradient with respect to the scores is taken at the old scores, and the Trainer multiplies it by the
// derivatives of the network at the new weights. So the step follows the gradient of neither. Training may still get
// somewhere, as asynchronous gradient descent does, but it takes other steps, and different ones in each run.
//
// On the pure-Go backend it doesn't get that far. A training step takes over the memory of the weights, and a
// model that scores at the same time finds weights that have been released, or none. GoMLX returns an error then, or
// panics.
//
// To prevent this, both datasets yield ErrPrefetched when a batch is asked for while the gradient of the one before has
// not been freed. A Trainer frees a batch at the end of its step. A program that uses batches without a Trainer calls
// their Finalize. Datasets that keep batches for later epochs, or that ask early for another reason, such as
// dataset.ParallelMapOnHost, get the same error. On a backend that shares no memory with Go, a Trainer frees the
// gradient when its step begins, so there the error may come late, or never.
//
// # Where equality to the bit ends
//
// Lists and IndexedPairs call package loss, so their values and their gradients with respect to the scores are its own.
// Loss hands the value on, rounded once to a Float32 or Float64, and the gradient as it is.
//
// With the Reduction None, the loss of each pair that Pairs computes equals that of package loss to the bit, and so do
// its gradients with respect to scores and labels. This holds for any upstream gradients, for NaN and infinities, on the
// margin with both boundaries and both powers, and with Margins and Weights, in float32, float64 and bfloat16. In
// float16 it holds for results of at least 2^-14 in magnitude: GoMLX v0.28 rounds smaller ones to 0.
//
// It ends there:
//
//   - The value of a Mean or a Sum. Package loss returns a float64, whose error has a bound for any number of pairs. A
//     graph adds in float32, or float64 for float64 scores, in an order of its own. The gradients of a Mean or a Sum
//     are still the same bits, but for those of a Mean with Weights, which is divided by a sum of the weights.
//   - The mean that the Trainer takes with None: it multiplies by the rounded reciprocal of the number of pairs, where
//     Mean divides. It also knows nothing of Weights.
//   - Scores that are in several pairs. Autograd adds their gradients in an order of its own, where IndexedPairs
//     adds them in the order of the pairs.
//   - The weights of the model. What follows from the gradients of the scores is GoMLX's arithmetic.
//   - Other backends. All this is tested on the pure-Go one. A compiler that fuses products and sums, as XLA may,
//     changes last bits.
//
// # Backends
//
// The tests, the examples and the command use github.com/gomlx/compute/gobackend, which is pure Go. This package imports
// no backend itself. GoMLX's package backends/default includes XLA, and a program that imports it looks for a plugin to
// download when it starts, which fails offline.
//
// The pure-Go backend computes addresses outside its arrays, which the race detector's builds stop at. To test your program
// with -race, leave that check out of GoMLX's packages: go test -race -gcflags='github.com/gomlx/...=-d=checkptr=0'.
package gomlx
