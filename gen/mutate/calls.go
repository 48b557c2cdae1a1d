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
		old:    "if err := check(&b); err != nil {\n\t\treturn 0, Stats{}, err",
		new:    "if err := check(&b); err != nil {\n\t\trun(op, &b, 1)\n\t\treturn 0, Stats{}, err",
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
		name: "workers/last", file: "internal/share/share.go",
		old:    `if from == to {`,
		new:    `if from+1 >= to {`,
		breaks: "goroutines leave the last span out",
	},
	{
		name: "workers/stale", file: "internal/share/share.go",
		old:    `c.left.Store(uint64(tasks))`,
		new:    `c.left.CompareAndSwap(0, uint64(tasks))`,
		breaks: "a job that was used before has no spans",
	},
	{
		name: "workers/torn", file: "internal/share/share.go",
		old:    `if c.left.CompareAndSwap(left, rest) {`,
		new:    `if c.left.Store(rest); true {`,
		breaks: "two goroutines take the same spans, or none does",
	},
	{
		name: "workers/early", file: "internal/share/share.go",
		old:    `if !c.wait(begun) {`,
		new:    `if !c.wait(nil) {`,
		breaks: "a call returns before its goroutines have ended",
	},
	{
		name: "workers/absent", file: "internal/share/share.go",
		old:    `if !w.offer.CompareAndSwap(c, &waiting) {`,
		new:    `if w.offer.Load() != &waiting {`,
		breaks: "a call leaves its offers open, and waits for who has not begun",
	},
	{
		name: "workers/default", file: "internal/share/workers.go",
		old:    `case workers == 0:`,
		new:    `case workers == math.MinInt:`,
		breaks: "a call with 0 workers has none, not even its caller",
	},
	{
		name: "workers/unasked", file: "internal/share/workers.go",
		old:    `case workers < 0:`,
		new:    `case workers <= 0:`,
		breaks: "calls that ask for no goroutine get all",
	},
	{
		name: "workers/stacks", file: "internal/share/escape.go",
		old:    `a.Bytes <= maxOnStack || onStack(a.Start)`,
		new:    `a.Bytes <= maxOnStack`,
		breaks: "goroutines share large arrays that are on a stack, which moves",
	},
	{
		name: "workers/small", file: "internal/share/escape.go",
		old:    `a.Bytes <= maxOnStack || onStack(a.Start)`,
		new:    `onStack(a.Start)`,
		breaks: "goroutines share arrays of any size",
	},
	{
		name: "workers/unchecked", file: "internal/share/escape.go",
		old:    `if !OnHeap(arrays...) {`,
		new:    `if false {`,
		breaks: "arrays that may be on a stack are hidden",
	},
}
