// Package loss is the margin ranking loss and its gradients, for training and
// evaluating rankers:
//
//	loss(x1, x2, y) = max(0, -y·(x1 - x2) + margin)
//
// It computes what [torch.nn.MarginRankingLoss] computes, bit for bit in float32
// and float64, and gives the same bits on every machine. PyTorch 2.6, and all versions up to
// 2.13, differ in one point from 2.15 and 2.14: MarginRanking.Boundary chooses. MarginRanking is the
// criterion, Pairs a batch of scores and labels, Grads what receives gradients.
//
// # From PyTorch
//
//	MarginRankingLoss(margin=m)             MarginRanking[T]{Margin: m}
//	PyTorch up to 2.13, from 2.14 on        Boundary: Inclusive, the default; Boundary: Exclusive
//	reduction='mean' | 'sum' | 'none'       Reduction: Mean | Sum | None; ParseReduction for the words
//	size_average=, reduce= (deprecated)     Reduction: LegacyReduction(sizeAverage, reduce)
//	loss(input1, input2, target)            Forward(Pairs[T]{X1: input1, X2: input2, Y: target})
//	  with reduction='none'                 ForwardNone(dst, pairs)
//	loss(s[i], s[j], target), s.grad        ForwardIndexed, ForwardBackwardIndexed(grad, IndexedPairs[T]{...}, gradient)
//	an integer target                       Pairs.Signs instead of Pairs.Y
//	torch.ones as the target                neither
//	output.backward(gradient)               Backward(grads, pairs, gradient), BackwardNone
//	output and gradients at once            ForwardBackward, ForwardBackwardNone
//	input1.grad, input2.grad, target.grad   Grads.X1, Grads.X2, Grads.Y; nil where requires_grad=False
//	float32, float64, half, bfloat16        T: float32, float64, Float16, BFloat16
//	x.half(), x.bfloat16(), x.float()       FromFloat32(dst, x), ToFloat32(dst, x)
//	(w*losses).sum()/w.sum(), by hand       Pairs.Weights; margins per pair: Pairs.Margins
//	((x1 - x2) * y > 0).float().mean()      Accuracy of the Stats that ForwardStats, ForwardBackwardStats and others return
//	a tensor of any shape                   a slice of its elements; nothing is broadcast
//
// # What is computed
//
// Every operation rounds, in float64 for float64 elements and in float32 for the
// others; nothing is fused. The margin is rounded to T first. 16-bit elements are
// rounded once, at the end (PyTorch rounds them after every operation).
//
// With u = margin - y·(x1 - x2), a pair is active if u >= 0, or with the boundary Exclusive if
// u > 0. Through active pairs alone the gradient passes. A NaN score makes
// the pair's loss NaN and its gradients with respect to the scores 0; a NaN label
// makes those NaN, an infinite one NaN or infinite. All of this is PyTorch's;
// Validate finds such scores and labels.
//
// A reduced loss is a float64, the sum before its last rounding: off by at most
// 2^-22 of itself, 2^-50 for float64 elements, and twice that for a mean with weights,
// beside the rounding of products with them. It is infinite if the losses are, or
// if eight of them that are added in float32 overflow it; in the subnormal range it
// is rounded to that. Beyond 16,384 pairs the sums of so many at a time are added up exactly.
// An empty batch has mean NaN and sum 0.
//
// With weights w, a pair's loss and gradients are multiplied by its own, and a mean is
// divided by their sum W; it is NaN if W is 0. A pair of weight 0 has a loss and gradients of
// 0 whatever it holds, and counts nowhere.
//
// # Lists
//
// Where all pairs of a list of items count, as in learning to rank, ForwardLists and
// ForwardBackwardLists take the items instead: n·log(n) steps, not n² pairs. The pairs are
// exactly those that Forward would find inside the margin, and their sum is exact before it
// is rounded. The first calls allocate memory in proportion to the items: 4 bytes for each,
// if there are gradients, and 40 to 90 for each of the longest list. It is kept for calls to
// come, until the garbage collector finds it unused.
//
// Pairs of lists weigh 1, or what Lists.Weights and Lists.Lambda say. Sums of weights round: they are off by at
// most 1e-12 of the sum of absolute terms, and have the same bits on every machine. A list of n items with lambda
// weights takes steps in proportion to n times the levels of relevance that it has, beside n·log(n). With weights,
// the first calls allocate 8 to 16 bytes for each item, and 100 to 200 for each of the longest list. Discounts of ranks, 16
// bytes each, are kept as long as the program runs.
//
// # Calls
//
// A call allocates nothing (but an error) and keeps none of its arguments. It runs on the
// caller's goroutine, and uses others if MarginRanking.Workers asks for them and the call is
// large: then it waits for those that have begun. Outputs too large for the caches are stored
// around them, unless KeepInCache is set. Calls may run at the same time if no output of one is
// an array of another. An output may be exactly one of the inputs. All arrays of pairs have one
// length. Nothing is written when an error is returned. With go test -race, calls report what
// they read and write.
//
// Pairs by index take memory of their own, 1.5 MiB and twice the items in compute precision
// at most, which is kept for later calls and left to the collector when there are none.
//
// The environment variable MARGINRANK_TIER (portable, neon, avx2, avx512) lowers
// the instruction set in use, and Tier returns it; the build tag purego leaves all assembly out.
//
// [torch.nn.MarginRankingLoss]: https://pytorch.org/docs/stable/generated/torch.nn.MarginRankingLoss.html
package loss
