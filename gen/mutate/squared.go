package main

// squared has mistakes in the squared hinge of pairs.
var squared = []mutant{
	{
		name: "squared/loss", file: "gen/internal/hinge/squared.go",
		old:    `b.Mul(h, h)`,
		new:    `b.Mul(h, u)`,
		breaks: "the loss of an inactive pair is -0, and NaN if u is infinite",
	},
	{
		name: "squared/slope", file: "gen/internal/hinge/squared.go",
		old:    `b.Add(h, h)`,
		new:    `h`,
		breaks: "the gradient is half of what it should be",
	},
	{
		name: "squared/unclamped", file: "gen/internal/hinge/squared.go",
		old:    `b.Let("hinge", b.Clamp(u))`,
		new:    `b.Let("hinge", u)`,
		breaks: "pairs beyond the margin have a loss",
	},
	{
		name: "squared/order", file: "gen/internal/hinge/hinge.go",
		old:    `slope(w.times(g))`,
		new:    `w.times(slope(g))`,
		breaks: "the weight multiplies last, and a gradient is rounded otherwise",
	},
	{
		name: "squared/label", file: "gen/internal/hinge/hinge.go",
		old:    `absent = weight`,
		new:    `absent = margin`,
		breaks: "an absent label is the margin",
	},
	{
		name: "squared/no-counts", file: "gen/internal/hinge/squared.go",
		old:    `ar.Columns(weights, margins), []ar.Condition{{Flag: counted}}`,
		new:    `ar.Columns(weights, margins), []ar.Condition{}`,
		breaks: "calls without weights count nothing",
	},
	{
		name: "squared/pairs-of-halves", file: "gen/internal/assembly/column.go",
		old:    `(around || t.Pairs)`,
		new:    `around`,
		breaks: "even and odd elements of bfloat16 are stored as they are",
		tier:   "avx2",
	},
	{
		name: "squared/batch", file: "loss/batch.go",
		old:    `if c.isSquared() {`,
		new:    `if c.isSquared() && m&single != 0 {`,
		breaks: "losses that are not reduced are not squared",
	},
	{
		name: "squared/indexed", file: "internal/indexed/indexed.go",
		old:    `p.power(generated.Sum)`,
		new:    `generated.Sum`,
		breaks: "the loss of pairs by index is not squared",
	},
	{
		name: "squared/indexed-gradients", file: "internal/indexed/arrays.go",
		old:    `p.power(generated.SumGrad)`,
		new:    `generated.SumGrad`,
		breaks: "gradients of pairs by index are those of the hinge",
	},
	{
		name: "squared/cells", file: "internal/indexed/gradients.go",
		old:    `p.power(generated.Grad)`,
		new:    `generated.Grad`,
		breaks: "gradients in cells are those of the hinge",
	},
	{
		name: "squared/cells-loss", file: "internal/indexed/gradients.go",
		old:    `p.power(generated.Sum)`,
		new:    `generated.Sum`,
		breaks: "the loss beside gradients in cells is not squared",
	},
	{
		name: "squared/unchecked", file: "loss/criterion.go",
		old:    `return uint(c.P) <= 2`,
		new:    `return c.P <= 2`,
		breaks: "a negative power is taken",
	},
}
