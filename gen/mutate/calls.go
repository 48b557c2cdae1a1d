package main

// calls has mistakes in how a call is cut into spans, and in which goroutine runs them.
var calls = []mutant{
	{
		name: "span/uncut", file: "loss/batch.go",
		old:    `if n <= generated.Span {`,
		new:    `if n >= 0 {`,
		breaks: "the kernels are given more than a span",
	},
	{
		name: "stream/align", file: "internal/spans/stream.go",
		old:    `if uintptr(out.Start)%generated.StreamAlign != 0 {`,
		new:    `if uintptr(out.Start)%8 != 0 {`,
		breaks: "outputs that no line begins with go around the caches",
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
