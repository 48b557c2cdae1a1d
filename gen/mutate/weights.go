package main

// weights are mistakes in weights, margins and counts of pairs.
var weights = []mutant{
	{
		name: "weight/hides-nothing", file: "gen/internal/assembly/amd64.go",
		old:    `notEqual     = 4`,
		new:    `notEqual     = 15`,
		breaks: "a NaN score with weight 0 is NaN: TRUE_UQ",
		tier:   "avx2",
	},
	{
		name: "weight/hides-loss-only", file: "gen/internal/arithmetic/hinge.go",
		old:    `w.hide(timesLabel(gm))`,
		new:    `timesLabel(gm)`,
		breaks: "a NaN label with weight 0 has a gradient",
	},
	{
		name: "weight/gy-not-hidden", file: "gen/internal/arithmetic/hinge.go",
		old:    `w.hide(b.Neg(b.Mul(gm, d)))`,
		new:    `b.Neg(b.Mul(gm, d))`,
		breaks: "an infinite difference with weight 0 has a gradient with respect to the label",
	},
	{
		name: "weight/twice", file: "gen/internal/arithmetic/hinge.go",
		old:    `w.hide(timesLabel(gm))`,
		new:    `w.hide(w.times(timesLabel(gm)))`,
		breaks: "the gradient has the weight squared",
	},
	{
		name: "weight/after-gate", file: "gen/internal/arithmetic/hinge.go",
		old:    `b.Gate(u, w.times(g))`,
		new:    `w.times(b.Gate(u, g))`,
		breaks: "an infinite weight on an inactive pair gives NaN, not 0",
	},
	{
		name: "weight/nan-amd64", file: "gen/internal/assembly/amd64.go",
		old:    `notEqual     = 4`,
		new:    `notEqual     = 12`,
		breaks: "a NaN weight hides a pair: NEQ_OQ",
		tier:   "avx2",
	},
	{
		name: "weight/nan-neon", file: "gen/internal/assembly/neon.go",
		old:    "f.word(\"FCMEQ\", f.precision(), dst, v, f.Constant(\"zero\"))\n\t\tf.fixedWord(\"NOT\", dst, dst)",
		new:    "f.word(\"FCMEQ\", f.precision(), dst, v, v)\n\t\tf.Constant(\"zero\")",
		breaks: "a weight of 0 hides nothing, NaN does",
		tier:   "neon",
	},
	{
		name: "weight/mean-of-pairs", file: "loss/marginranking.go",
		old:    `p.Weights != nil && c.Reduction == Mean`,
		new:    `false`,
		breaks: "a weighted mean is divided by the number of pairs",
	},
	{
		name: "weight/small", file: "loss/small.go",
		old:    `p.Weights == nil && p.Margins == nil &&`,
		new:    `p.Margins == nil &&`,
		breaks: "a small call forgets the weights",
	},
	{
		name: "weight/tail", file: "gen/internal/assembly/weighted.go",
		old:    `if t.inRest && op.Array == cat.Weights {`,
		new:    `if t.inRest && op.Array == cat.Margins {`,
		breaks: "pairs that are not there weigh something, and count",
	},
	{
		name: "margins/negative-zero", file: "gen/internal/catalogue/params.go",
		old:    `return a == Margins }`,
		new:    `return false }`,
		breaks: "u may be -0, which no two maxima treat alike",
	},
	{
		name: "counts/hidden", file: "gen/internal/assembly/avx2.go",
		old:    `y(mask), y(active))`,
		new:    `y(active), y(active))`,
		breaks: "pairs of weight 0 are counted, and those that are not there",
		tier:   "avx2",
	},
	{
		name: "counts/tie", file: "gen/internal/assembly/amd64.go",
		old:    `less         = 17`,
		new:    `less         = 18`,
		breaks: "ties are in the wrong order: LE_OQ",
		tier:   "avx2",
	},
	{
		name: "counts/fold", file: "gen/internal/assembly/weighted.go",
		old:    `f.Tier.VectorBytes / 8; lanes > 1`,
		new:    `f.Tier.VectorBytes / 8; lanes > 2`,
		breaks: "a part of the lanes' counts is left out",
	},
	{
		name: "counts/spans", file: "loss/total.go",
		old:    `t.stats.Wrong += v.stats.Wrong`,
		new:    `t.stats.Wrong = v.stats.Wrong`,
		breaks: "counts are those of the last span",
	},
}
