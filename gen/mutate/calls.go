package main

// calls are mistakes in what a call promises: errors, and a bounded time in assembly.
var calls = []mutant{
	{
		name: "overlap/touching", file: "loss/check.go",
		old:    `aLo < bHi && bLo < aHi`,
		new:    `aLo <= bHi && bLo <= aHi`,
		breaks: "arrays that only touch are refused",
	},
	{
		name: "overlap/first", file: "loss/check.go",
		old:    `aLo < bHi && bLo < aHi`,
		new:    `aLo+unsafe.Sizeof(*new(A)) < bHi && bLo < aHi`,
		breaks: "an output that shares its first element alone is taken",
	},
	{
		name: "overlap/last", file: "loss/check.go",
		old:    `aLo < bHi && bLo < aHi`,
		new:    `aLo < bHi && bLo+unsafe.Sizeof(*new(B)) < aHi`,
		breaks: "an output that shares its last element alone is taken",
	},
	{
		name: "overlap/after-writing", file: "loss/marginranking.go",
		old: "if err := check(&b); err != nil || !g.wanted() {\n\t\treturn err\n\t}\n" +
			"\tb.Margin = marginOf[T](c.Margin)\n\tb.Scale = c.scale(upstream, len(p.X1))\n\trun(backward, &b)\n\treturn nil",
		new: "b.Margin = marginOf[T](c.Margin)\n\tb.Scale = c.scale(upstream, len(p.X1))\n\trun(backward, &b)\n" +
			"\treturn check(&b)",
		breaks: "Backward writes, then returns an error",
	},
	{
		name: "length/upstream", file: "loss/marginranking.go",
		old:    `if op != forwardNone && len(upstream) != n {`,
		new:    `if op == backwardNone && len(upstream) != n {`,
		breaks: "ForwardBackwardNone takes a nil upstream",
	},
	{
		name: "span/uncut", file: "loss/batch.go",
		old:    `if n <= generated.Span {`,
		new:    `if n >= 0 {`,
		breaks: "the kernels are given more than a span",
	},
	{
		name: "span/unguarded", file: "gen/internal/golang/dispatch.go",
		old:    `j.If(j.Len(j.Id("b").Dot("X1")).Op(">").Id("Span"))`,
		new:    `j.If(j.Len(j.Id("b").Dot("X1")).Op(">").Id("Span").Op("+").Id("Span"))`,
		breaks: "the kernels take two spans",
	},
	{
		name: "span/unbounded", file: "gen/internal/catalogue/shape.go",
		old:    `Span  = 256 * Chunk`,
		new:    `Span  = 1 << 24 * Chunk`,
		breaks: "the collector waits for a whole call, and spans end elsewhere",
	},
}
