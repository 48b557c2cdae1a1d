package main

// roundings are mistakes in where and how a value is rounded.
var roundings = []mutant{
	{
		name: "order/margin-times-label", file: "gen/internal/arithmetic/hinge.go",
		old:    `b.Sub(w.margin(), ahead)`,
		new:    `b.Sub(timesLabel(w.margin()), ahead)`,
		breaks: "the label multiplies the margin, too",
	},
	{
		// Of the compilers here, only arm64's fuses.
		name: "fused/portable", file: "gen/internal/golang/portable.go",
		old:    `return compute(k.DType).Call(`,
		new:    `return j.Parens(`,
		breaks: "t·d is not rounded before the sum",
		tier:   "neon",
	},
	{
		name: "margin/rounded-twice", file: "loss/dtype.go",
		old:    `round16[T](margin)`,
		new:    `round16[T](float64(float32(margin)))`,
		breaks: "a margin of 16 bits is rounded to float32 first",
	},
	{
		name: "margin/negative-zero", file: "gen/internal/golang/dispatch.go",
		old:    `value = value.Op("+").Lit(0)`,
		new:    `value = value.Op("-").Lit(0)`,
		breaks: "u may be -0, which no two maxima treat alike",
	},
	{
		name: "mean/reciprocal", file: "loss/marginranking.go",
		old:    `g /= float32(divisor)`,
		new:    `g *= 1 / float32(divisor)`,
		breaks: "upstream / n is rounded twice",
	},
	{
		name: "mean/divisor", file: "loss/marginranking.go",
		old:    `v /= divisor;`,
		new:    `v /= divisor + 1;`,
		breaks: "the mean is that of n + 1 pairs",
	},
	{
		name: "f16/toward-zero", file: "gen/internal/assembly/amd64.go",
		old:    `nearestEven  = 0 `,
		new:    `nearestEven  = 3 `,
		breaks: "float16 is cut off",
		tier:   "avx2",
	},
	{
		name: "bf16/ties-portable", file: "gen/internal/golang/bits.go",
		old:    `.Id("0x7fff").Op("+").Id("b").Op(">>").Lit(16).Op("&").Lit(1)`,
		new:    `.Id("0x8000")`,
		breaks: "ties go away from 0",
	},
	{
		name: "bf16/ties-amd64", file: "gen/internal/assembly/amd64.go",
		old:    `f.printf("VPSRLD $16, %s, %s", r.full(v), r.full(t))`,
		new:    `f.printf("VPSRLD $17, %s, %s", r.full(v), r.full(t))`,
		breaks: "ties look at the wrong bit",
		tier:   "avx2",
	},
	{
		name: "bf16/ties-neon", file: "gen/internal/assembly/neon.go",
		old:    `VUSHR $16`,
		new:    `VUSHR $17`,
		breaks: "ties look at the wrong bit",
		tier:   "neon",
	},
	{
		name: "bf16/half-amd64", file: "gen/internal/assembly/amd64.go",
		old:    `r.shiftedOnes(f, "VPSRLD", 17, dst)`,
		new:    `r.shiftedOnes(f, "VPSRLD", 18, dst)`,
		breaks: "what is added is a quarter, not just under half",
		tier:   "avx2",
	},
	{
		name: "bf16/half-neon", file: "gen/internal/assembly/neon.go",
		old:    `neonWord32(f, 0x7fff, dst)`,
		new:    `neonWord32(f, 0x8000, dst)`,
		breaks: "what is added is half, not just under",
		tier:   "neon",
	},
	{
		name: "bf16/negative-nan", file: "gen/internal/assembly/amd64.go",
		old:    `f.printf("VORPS %s, %[2]s, %[2]s", r.half(nan), r.half(dst))`,
		new:    ``,
		breaks: "where gx2 is NaN, gx1 has another sign than on other tiers",
		tier:   "avx2",
	},
	{
		name: "bf16/nan-avx512", file: "gen/internal/assembly/avx512.go",
		old:    "\t\tonesWhereNaN(f, v, t)\n",
		new:    "",
		breaks: "NaN may be rounded up to -0",
		tier:   "avx512",
	},
	{
		name: "int8/portable", file: "gen/internal/golang/dtype.go",
		old:    "case cat.Int8:\n\t\treturn compute(d).Call(v)",
		new:    "case cat.Int8:\n\t\treturn compute(d).Call(j.Uint8().Call(v))",
		breaks: "-1 is 255",
	},
	{
		name: "int8/amd64", file: "gen/internal/assembly/amd64.go",
		old:    `VPMOVSXBD`,
		new:    `VPMOVZXBD`,
		breaks: "-1 is 255",
		tier:   "avx2",
	},
	{
		name: "int8/neon", file: "gen/internal/assembly/neonword.go",
		old:    `0x0F08A400`,
		new:    `0x2F08A400`,
		breaks: "-1 is 255: USHLL",
		tier:   "neon",
	},
}
