// Package loss computes the margin ranking loss and its gradients, to train and evaluate rankers:
//
//	loss(x1, x2, y) = max(0, -y·(x1 - x2) + margin)
//
// The scores x1 and x2 belong to two items, and the label y says which of the two should have the higher score: the first
// one (y = 1) or the second one (y = -1). The loss is 0 once the right item is ahead by the margin.
//
// The package computes what PyTorch's [torch.nn.MarginRankingLoss] computes, bit for bit in float32 and float64. It gives the
// same bits on every machine.
//
// # Which input to use
//
// A [MarginRanking] is the criterion: the margin and a few options. Its methods take one of three inputs.
//
// [Pairs] are two arrays of scores. Use them if a model scores the two items of each pair, or for distances: the triplet
// margin loss is Pairs{X1: negative, X2: positive}, where X1 has the distances of anchors to negative examples and X2 those to
// positive ones.
//
// [IndexedPairs] are one array of scores, and pairs of positions in it. Use them if an item is in many pairs, such as a team that
// plays many matches. Gradients are added up for each item.
//
// [Lists] are the scores and grades of the items of each query. Every two items of a list with different grades are a pair,
// and no pair is ever formed: a list of n items takes time in proportion to n·log(n), and memory in proportion to n.
//
//	                        Pairs                          IndexedPairs                  Lists
//	one value               Forward                        ForwardIndexed                ForwardLists
//	gradients               Backward, ForwardBackward      ForwardBackwardIndexed        ForwardBackwardLists
//	  with respect to       X1, X2, Y                      Scores                        Scores
//	statistics              ForwardStats,                  ForwardIndexedStats,          all methods: ListStats
//	                        ForwardBackwardStats           ForwardBackwardIndexedStats
//	losses, not reduced     ForwardNone, BackwardNone,     no                            ForwardListsNone,
//	                        ForwardBackwardNone: per pair                                one value per list
//	into a Total            Accumulate                     AccumulateIndexed             AccumulateLists
//	labels                  Y, Signs, or absent (+1)       Y, Signs, or absent (+1)      Relevance
//	weights                 per pair                       per pair                      per item, Lambda, PerList
//	margins                 one, or per pair               one, or per pair              one
//	several goroutines      yes                            no                            yes
//
// Package metric measures the scores of lists: NDCG, MRR, MAP, AUC and others.
//
// # Training
//
// A training step computes scores, calls a ForwardBackward method with upstream gradient 1, and carries the gradients of the scores on
// to the parameters of the model. The package example "Training" (loss/example_training_test.go) has a complete loop, with mini-batches and a part of
// the data that is held out. A mini-batch of IndexedPairs has all Scores, and a part of I, J and the other arrays of pairs: I[lo:hi], J[lo:hi].
//
// Statistics of a training step describe the scores before the step. [Stats] has an accuracy for which tied pairs are
// not right: a model that gives all items the same score has an accuracy of 0, not of 1. Weights other than 0 do not weigh the
// accuracy. For the accuracy of several batches, add up Accuracy times Pairs, and divide by the sum of Pairs.
//
// # From PyTorch
//
//	MarginRankingLoss(margin=m)             MarginRanking[T]{Margin: m}
//	PyTorch up to 2.13, from 2.14 on        Boundary: Inclusive, the default; Boundary: Exclusive
//	losses.square(), for reduction='none'   P: 2, with any reduction
//	reduction='mean' | 'sum'                Reduction: Mean | Sum; ParseReduction for the words
//	reduction='none'                        the methods that end with None, whatever the Reduction
//	size_average=, reduce= (deprecated)     Reduction: LegacyReduction(sizeAverage, reduce)
//	loss(input1, input2, target)            Forward(Pairs[T]{X1: input1, X2: input2, Y: target})
//	loss(s[i], s[j], target), s.grad        ForwardBackwardIndexed(grad, IndexedPairs[T]{Scores: s, I: i, J: j, Y: target}, 1)
//	an integer target                       Pairs.Signs, as []int8, instead of Pairs.Y
//	torch.ones as the target                neither Y nor Signs
//	output.backward(gradient)               Backward(grads, pairs, gradient), BackwardNone
//	output and gradients at once            ForwardBackward, ForwardBackwardNone
//	input1.grad, input2.grad, target.grad   Grads.X1, Grads.X2, Grads.Y; nil where requires_grad=False
//	float32, float64, half, bfloat16        T: float32, float64, Float16, BFloat16
//	x.half(), x.bfloat16(), x.float()       FromFloat32(dst, x), ToFloat32(dst, x)
//	(w*losses).sum()/w.sum()                Pairs.Weights, with the reduction Mean
//	(w*losses).sum(), (w*losses).mean()     with Sum; for the mean, upstream 1/n, and value/n
//	scaler.scale(loss).backward()           upstream: the scale; the value is not scaled
//	a margin for each pair                  Pairs.Margins
//	((x1 - x2) * y > 0).float().mean()      Stats.Accuracy, from ForwardStats and others
//	output.item()                           float32(value), in 16 bits rounded to T
//	a tensor of any shape                   a slice of its elements; nothing is broadcast
//
// What a port of a PyTorch program may stumble over:
//
//   - PyTorch 2.14 changed what a pair exactly on the margin does, with u = margin - y·(x1 - x2) equal to 0: it passes no
//     gradient any more. Set [Exclusive] to agree with 2.14 and later. With margin 0, scores that are all equal have no gradient then,
//     so a model that begins with equal scores never starts to learn. 16-bit scores are often exactly on the margin,
//     so there the setting changes training.
//   - A call overwrites gradients. PyTorch adds to .grad until zero_grad.
//   - A 16-bit gradient of 65520 or more is infinite, as with torch.amp: look for infinities before the step, and lower the scale.
//   - A mean or a sum is returned as a float64. float32(value) is what output.item() prints, except that its last digit may differ:
//     PyTorch adds up in float32, in an order of its own.
//   - float16 and bfloat16 are computed in float32 and rounded once. PyTorch rounds them after every operation.
//   - Tied pairs are neither right nor wrong: 1 - Wrong/Pairs is not the accuracy. Use [Stats.Accuracy].
//   - A pair of weight 0 is left out altogether, even if its scores are NaN. PyTorch's 0 · NaN is NaN.
//
// # What is computed
//
// With d = x1 - x2 and u = margin - y·d, the loss of a pair is max(0, u). The pair is active if u >= 0, or with the boundary
// [Exclusive] if u > 0. With upstream gradient g, an active pair has these gradients, and all others have gradients of 0:
//
//	with respect to x1: -y·g    x2: y·g    y: -g·d
//
// Every operation is rounded, in float64 for float64 elements and in float32 for all others, and no operations are
// fused. The margin is rounded to T first. 16-bit results are rounded once, at the end.
//
// With P: 2 the loss is the square of h = max(0, u), and 2h·g takes the place of g in the gradients. This squared hinge is smooth:
// its gradient grows from 0, which optimizers such as L-BFGS need, and pairs that are far off count more. A
// Float16 loss is infinite from h = 256 on.
//
// A NaN score makes the loss of its pair NaN, and the gradients with respect to its scores 0. A NaN label makes these gradients NaN, and
// an infinite label makes them NaN or infinite. All of this is PyTorch's behaviour. [Pairs.Validate] finds NaN, infinities, and labels
// other than ±1.
//
// With weights, the loss and the gradients of a pair are multiplied by its weight w, and a mean is divided by the sum of the weights.
//
// # Reduced losses
//
// A sum or a mean is off by at most 2^-22 of itself, for up to 2^40 pairs; for float64 elements by at most 2^-50. A mean
// with weights is off by at most twice that, in addition to the rounding of each product. The result is not rounded to T, so a Float16 sum does not overflow. It is infinite
// if the sum overflows, or, unless T is float64, if the float32 sum of eight losses does that are 8 apart, such as losses 0, 8, ... 56.
// Without pairs the sum is 0, and the mean is NaN for Pairs and IndexedPairs and 0 for Lists.
//
// The sum over lists is exact before it is rounded. Lists with Weights or Lambda are off by at most 1e-12 of the sum of absolute terms.
//
// # Totals
//
// A [Total] adds up losses of any number of calls exactly, on one machine or many. [MarginRanking.Accumulate] and its siblings
// add to it, [Total.Merge] puts totals together in any order, and the result has the bits of one call for everything. It is the way to evaluate
// data that does not fit into one call, and to add up losses of several goroutines or processes.
//
// # The same bits
//
// All results are the same to the bit on every CPU, with every instruction set, for any alignment and any number of goroutines.
// This does not hold for arithmetic in your own program: on arm64 and some other architectures, Go fuses the multiplication and the subtraction in
//
//	s[i] -= rate * g[i]
//
// into one operation with one rounding. An explicit conversion prevents that:
//
//	s[i] -= float32(rate * g[i])
//
// Functions such as math.Exp may also differ from machine to machine. Command marginrank (go run ./cmd/marginrank in a clone) prints a
// digest of many calls of this package and of package metric, which is the same on every machine. NEON kernels have been run under emulation only.
//
// # Calls
//
// A call keeps none of its arguments and allocates nothing but errors. For lists and pairs by index this holds after the first
// calls, which allocate memory that later calls use again, until the garbage collector finds it unused:
//
//   - pairs by index: at most 1.5 MiB, and twice the items in compute precision
//   - lists: 4 bytes for each item if there are gradients, and 40 to 90 bytes for each item of the longest list
//   - lists with weights: 8 to 16 bytes for each item, and 100 to 200 bytes for each item of the longest list
//   - lambda weights: 16 bytes for each rank, which are kept as long as the program runs
//
// All arrays of a call have the lengths that the input's documentation states; otherwise the error is [ErrLength]. Nothing is
// written if an error is returned. An output may be exactly one of the inputs, and may not overlap another array otherwise.
// Calls may run at the same time if no output of one call is an array of another. With go test -race, calls report what they read and write.
//
// A call runs on the caller's goroutine, unless [MarginRanking].Workers allows more. Outputs that are too large for the caches
// are stored past them, unless [MarginRanking].KeepInCache is set.
//
// # Choosing the instruction set
//
// [Tier] returns the instruction set in use. The environment variable MARGINRANK_TIER (portable, neon, avx2 or avx512)
// lowers it. The build tag purego leaves all assembly out.
//
// # Using a clone
//
// Before the first release, or to try a change, use a clone. In your module, with the clone beside it, run:
//
//	go mod edit -replace github.com/marginrank/marginrank=../marginrank
//	go mod tidy
//
// [torch.nn.MarginRankingLoss]: https://pytorch.org/docs/stable/generated/torch.nn.MarginRankingLoss.html
package loss
