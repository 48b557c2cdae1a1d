package main

// weights has mistakes in weights and margins of pairs.
var weights = []mutant{
	{
		name: "weight/hides-nothing", file: "gen/internal/isa/amd64.go",
		old:    `notEqual        = 4`,
		new:    `notEqual        = 15`,
		breaks: "a NaN score with weight 0 is NaN: TRUE_UQ",
		tier:   "avx2",
	},
	{
		name: "weight/hides-loss-only", file: "gen/internal/hinge/hinge.go",
		old:    `w.hide(labelOf(gate()))`,
		new:    `labelOf(gate())`,
		breaks: "a NaN label with weight 0 has a gradient",
	},
	{
		name: "weight/gy-not-hidden", file: "gen/internal/hinge/hinge.go",
		old:    `w.hide(b.Neg(b.Mul(gate(), d)))`,
		new:    `b.Neg(b.Mul(gate(), d))`,
		breaks: "an infinite difference with weight 0 has a gradient with respect to the label",
	},
	{
		name: "weight/twice", file: "gen/internal/hinge/hinge.go",
		old:    `w.hide(labelOf(gate()))`,
		new:    `w.hide(w.times(labelOf(gate())))`,
		breaks: "the gradient has the weight squared",
	},
	{
		name: "weight/after-gate", file: "gen/internal/hinge/hinge.go",
		old:    `b.Where(isActive, slope(w.times(g)))`,
		new:    `w.times(b.Where(isActive, slope(g)))`,
		breaks: "an infinite weight on an inactive pair gives NaN, not 0",
	},
	{
		name: "weight/nan-amd64", file: "gen/internal/isa/amd64.go",
		old:    `notEqual        = 4`,
		new:    `notEqual        = 12`,
		breaks: "a NaN weight hides a pair: NEQ_OQ",
		tier:   "avx2",
	},
	{
		name: "weight/nan-neon", file: "gen/internal/isa/neon.go",
		old:    "f.Word(\"FCMEQ\", f.Precision(), dst, v, f.Constant(\"zero\"))\n\t\tf.fixedWord(\"NOT\", dst, dst)",
		new:    "f.Word(\"FCMEQ\", f.Precision(), dst, v, v)\n\t\tf.Constant(\"zero\")",
		breaks: "a weight of 0 hides nothing, NaN does",
		tier:   "neon",
	},
	{
		name: "weight/mean-of-pairs", file: "loss/batch.go",
		old:    `(m&counted != 0 || c.Reduction == Mean)`,
		new:    `m&counted != 0`,
		breaks: "a weighted mean is divided by the number of pairs",
	},
	{
		name: "weight/one", file: "loss/batch.go",
		old:    `scalarOf[T](c.margin()), scalarOf[T](1)`,
		new:    `scalarOf[T](c.margin()), scalarOf[T](0)`,
		breaks: "pairs with margins and no weights weigh nothing",
	},
	{
		name: "margins/negative-zero", file: "gen/internal/hinge/columns.go",
		old:    `, PlusZero: true}`,
		new:    `}`,
		breaks: "u may be -0, which no two maxima treat alike",
	},
	{
		name: "margins/negative-zero-assembly", file: "gen/internal/assembly/column.go",
		old:    `if c.PlusZero {`,
		new:    `if c.PlusZero && t.InTail {`,
		breaks: "u may be -0 in the loop",
		tier:   "avx2",
	},
}
