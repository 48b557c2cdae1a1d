// Package allpairs finds, for the items of a list, which of all its pairs are inside a
// margin, without forming them: in O(n log n) time and O(n) memory.
//
// Items i and j make a pair if i's relevance is higher. The pair is active if
// fl(s_i - s_j) <= m, where fl rounds to the type of the scores: with exactly that
// rounding, so that a list agrees with its explicit pairs in every case.
//
// What a list comes to are integers: of each item, how many active pairs it is in as the
// lower one, minus those as the higher one. They are the gradient of the sum of the
// losses, and their products with the scores add up to it. Package exact adds these up without
// rounding. So nothing depends on how, or in which order, items and lists are gone through.
//
// With weights, and for the squares of losses, what a list comes to are sums of float64 with a bound of their error: see Lists with weights
// and Lists of squares in docs/numerics.md.
package allpairs

// float is the type of scores: the compute precision.
type float interface{ float32 | float64 }
