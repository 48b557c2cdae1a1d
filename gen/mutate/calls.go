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
		name: "overlap/small", file: "loss/small.go",
		old:    `a+size-1-b < 2*size-1`,
		new:    `a-b < size`,
		breaks: "a small call takes an output whose end shares memory with the beginning of another array",
	},
	{
		name: "overlap/small-signs", file: "loss/small.go",
		old:    `!near(out, y|signs, size)`,
		new:    `!near(out, y, size)`,
		breaks: "a small call overwrites its labels",
	},
	{
		name: "overlap/small-upstream", file: "loss/small.go",
		old:    `!near(grad, upstream, size) || grad == upstream`,
		new:    `size > 0 || grad == upstream`,
		breaks: "a small call overwrites upstream gradients before it reads them",
	},
	{
		name: "overlap/after-writing", file: "loss/marginranking.go",
		old:    "if err := check(&b); err != nil {\n\t\treturn 0, err",
		new:    "if err := check(&b); err != nil {\n\t\trun(op, &b, 1)\n\t\treturn 0, err",
		breaks: "a call writes, then returns an error",
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
		old:    `j.If(j.Id("n").Op(">").Id("Span"))`,
		new:    `j.If(j.Id("n").Op(">").Id("Span").Op("+").Id("Span"))`,
		breaks: "the kernels take two spans",
	},
	{
		name: "span/unbounded", file: "gen/internal/catalogue/shape.go",
		old:    `Span  = 256 * Chunk`,
		new:    `Span  = 1 << 24 * Chunk`,
		breaks: "the collector waits for a whole call, and spans end elsewhere",
	},
	{
		name: "workers/last", file: "loss/workers.go",
		old:    `if first >= len(j.totals) {`,
		new:    `if first+1 >= len(j.totals) {`,
		breaks: "goroutines leave the last span out",
	},
	{
		name: "workers/stale", file: "loss/workers.go",
		old:    `j.next.Store(0)`,
		new:    `j.next.CompareAndSwap(0, 0)`,
		breaks: "a job that was used before begins at its end",
	},
}
