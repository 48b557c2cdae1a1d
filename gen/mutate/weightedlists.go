package main

// weightedLists has mistakes in lists with weights.
var weightedLists = []mutant{
	{
		name: "weighted/ties", file: "internal/allpairs/sorted.go",
		old:    `slices.Reverse(items[first:k])`,
		new:    `slices.Reverse(items[first:first])`,
		breaks: "equal scores rank in the reverse order of their positions",
	},
	{
		name: "weighted/edge", file: "internal/allpairs/sorted.go",
		old:    `+lower < 0`,
		new:    `+lower < -1e300`,
		breaks: "losses below 0, of pairs that are on the margin after rounding",
	},
	{
		name: "weighted/base", file: "internal/allpairs/lanes.go",
		old:    `accumulate(&base.x, &lost.x, float64(s*base.q))`,
		new:    `_ = s`,
		breaks: "scores of items that came 256 items before stay as far away as they were",
	},
	{
		name: "weighted/compensation", file: "internal/allpairs/lanes.go",
		old:    `*lost = rest - (*sum - t)`,
		new:    `*lost = 0`,
		breaks: "what long sums round off is lost",
	},
	{
		name: "weighted/discounts", file: "internal/dcg/discount.go",
		old:    ` + (d.Lower - e.Lower)`,
		new:    ``,
		breaks: "differences of neighbouring discounts are off by more than 1e-12 of themselves",
	},
	{
		name: "weighted/difference", file: "internal/allpairs/pairwise.go",
		old:    `return d, (a - (d - y)) - (b + y)`,
		new:    `return d, 0 * y`,
		breaks: "margin less a score is rounded",
	},
	{
		name: "weighted/cut", file: "internal/allpairs/pairwise.go",
		old:    `topK == 0 || rank < topK`,
		new:    `topK == 0 || rank <= topK`,
		breaks: "the rank behind TopK has a discount",
	},
	{
		name: "weighted/window", file: "internal/allpairs/role.go",
		old:    `if end > c+1 {`,
		new:    `if end > c+2 {`,
		breaks: "windows of two items lose the lower one",
	},
	{
		name: "weighted/pivot", file: "internal/allpairs/role.go",
		old:    `if r.firstOf(c) < c {`,
		new:    `if r.firstOf(c) < c-1 {`,
		breaks: "a window loses the item before its cut",
	},
	{
		name: "weighted/infinite", file: "internal/allpairs/sorted.go",
		old:    `for i := range k.scores[:lo] {`,
		new:    `for i := range k.scores[:0] {`,
		breaks: "infinite scores make sums NaN that they are not part of",
	},
	{
		name: "weighted/nothing", file: "internal/allpairs/weigh.go",
		old:    `case s.weight == 0:`,
		new:    `case s.weight < 0:`,
		breaks: "a list that weighs nothing makes the loss NaN",
	},
	{
		name: "weighted/lists", file: "internal/allpairs/weigh.go",
		old:    `if perList && weight > 0 {`,
		new:    `if perList {`,
		breaks: "a mean over lists counts those that weigh nothing",
	},
	{
		name: "weighted/gains", file: "internal/allpairs/pairwise.go",
		old:    `ideal <= extreme && ideal >= 1/extreme || ideal == 0`,
		new:    `ideal >= 0`,
		breaks: "weights with huge or tiny gains overflow, or are 0",
	},
	{
		name: "weighted/checked", file: "loss/lambda.go",
		old:    `!(w >= 0 && w <= math.MaxFloat32)`,
		new:    `!(w >= 0 || w <= math.MaxFloat32)`,
		breaks: "weights that are not finite are taken",
	},
}
