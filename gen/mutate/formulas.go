package main

// formulas are mistakes in what a pair's loss and gradients are.
var formulas = []mutant{
	{
		name: "sign/difference", file: "gen/internal/arithmetic/hinge.go",
		old:    `b.Sub(b.Load(cat.X1), b.Load(cat.X2))`,
		new:    `b.Sub(b.Load(cat.X2), b.Load(cat.X1))`,
		breaks: "d is x2 - x1",
	},
	{
		name: "sign/gx1", file: "gen/internal/arithmetic/hinge.go",
		old:    `b.Neg(gx)`,
		new:    `gx`,
		breaks: "gx1 has the sign of gx2",
	},
	{
		name: "sign/gy", file: "gen/internal/arithmetic/hinge.go",
		old:    `b.Neg(b.Mul(gm, d))`,
		new:    `b.Mul(gm, d)`,
		breaks: "gy is not negated",
	},
	{
		name: "clamp/left-out", file: "gen/internal/arithmetic/hinge.go",
		old:    `h := b.Clamp(u);`,
		new:    `h := u;`,
		breaks: "losses below 0",
	},
	{
		name: "clamp/amd64", file: "gen/internal/assembly/amd64.go",
		old:    `f.Constant("zero"), u, dst)`,
		new:    `u, f.Constant("zero"), dst)`,
		breaks: "VMAX gives 0 for NaN",
		tier:   "avx2",
	},
	{
		name: "clamp/neon", file: "gen/internal/assembly/neonword.go",
		old:    `0x4E20F400`,
		new:    `0x4E20C400`,
		breaks: "FMAXNM gives 0 for NaN",
		tier:   "neon",
	},
	{
		name: "gate/after-label", file: "gen/internal/arithmetic/hinge.go",
		old:    `b.Quiet(timesLabel(gm))`,
		new:    `b.Quiet(b.Gate(u, timesLabel(g)))`,
		breaks: "gx of inactive pairs is 0, not NaN, for NaN and infinite labels",
	},
	{
		name: "gate/gy", file: "gen/internal/arithmetic/hinge.go",
		old:    `b.Mul(gm, d)`,
		new:    `b.Gate(u, b.Mul(g, d))`,
		breaks: "gy of inactive pairs is 0, not NaN, for infinite differences",
	},
	{
		name: "tie/portable", file: "gen/internal/golang/bits.go",
		old:    `j.Id("u").Op(">=").Lit(0)`,
		new:    `j.Id("u").Op(">").Lit(0)`,
		breaks: "no gradient where u is 0",
	},
	{
		name: "tie/amd64", file: "gen/internal/assembly/amd64.go",
		old:    `greaterEqual = 29`,
		new:    `greaterEqual = 30`,
		breaks: "no gradient where u is 0: GT_OQ",
		tier:   "avx2",
	},
	{
		name: "tie/neon", file: "gen/internal/assembly/neonword.go",
		old:    `0x6EA0C800`,
		new:    `0x4EA0C800`,
		breaks: "no gradient where u is 0: FCMGT",
		tier:   "neon",
	},
	{
		name: "nan/gate-portable", file: "gen/internal/golang/bits.go",
		old:    `j.Id("u").Op(">=").Lit(0)`,
		new:    `j.Op("!").Parens(j.Id("u").Op("<").Lit(0))`,
		breaks: "a gradient where u is NaN",
	},
	{
		name: "nan/gate-amd64", file: "gen/internal/assembly/amd64.go",
		old:    `greaterEqual = 29`,
		new:    `greaterEqual = 21`,
		breaks: "a gradient where u is NaN: NLT_UQ",
		tier:   "avx2",
	},
	{
		name: "nan/loss-not-quiet", file: "gen/internal/arithmetic/hinge.go",
		old:    `b.Quiet(h)`,
		new:    `h`,
		breaks: "a NaN loss has other bits on another tier",
	},
	{
		name: "nan/gx-not-quiet", file: "gen/internal/arithmetic/hinge.go",
		old:    `b.Quiet(timesLabel(gm))`,
		new:    `timesLabel(gm)`,
		breaks: "a NaN gx has other bits on another tier",
	},
	{
		name: "nan/quiet-amd64", file: "gen/internal/assembly/amd64.go",
		old:    `unordered    = 3 `,
		new:    `unordered    = 7 `,
		breaks: "numbers become NaN: ORD_Q",
		tier:   "avx2",
	},
	{
		name: "nan/quiet-neon", file: "gen/internal/assembly/neon.go",
		old:    `f.fixedWord("ORN", dst, v, number)`,
		new:    `f.fixedWord("ORN", dst, number, v)`,
		breaks: "numbers become NaN: ORN with its operands swapped",
		tier:   "neon",
	},
}
