// Package evaluate has transforms for Apache Beam that evaluate rankers on any number of machines: [Lists] computes the margin ranking
// loss and metrics such as NDCG of the results of queries, and [Pairs] the loss of pairs.
//
//	totals := evaluate.Lists(s, evaluate.Settings{Margin: 1, Metrics: []evaluate.Metric{{Kind: metric.KindNDCG, K: 10}}}, lists)
//
// # One result
//
// The totals are exact sums, which are rounded once, when somebody asks for a value. So a pipeline has the same result to the bit,
// whichever runner runs it, into how many bundles that cuts the elements, in which order it merges accumulators, and
// whichever bundles it has to run again. That is also what one loop over the lists computes with package loss and package
// metric.
//
// For lists, this holds however they are grouped. For pairs, it holds for the same blocks: the float32 losses of a block are
// added up in spans of 16,384 pairs, so other blocks have other spans, unless they are cut at multiples of that number.
//
// # Keys
//
// A collection of lists or pairs with keys, such as KV<string, List> by country, has one total per key. Merge puts totals of
// several pipelines together, such as those of several days: what it returns has the bits of one pipeline for all.
//
// # Errors
//
// A list or a block that package loss or package metric rejects, for example for a score that is NaN, fails its bundle, with an error that
// has the element's name. A runner may run the bundle again: accumulators of the failed attempt are discarded, so
// no element counts twice.
package evaluate
