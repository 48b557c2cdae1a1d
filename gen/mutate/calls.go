package main

// calls are mistakes in what a call promises: errors, and a bounded time in assembly.
var calls = []mutant{
	{
		name: "overlap/touching", file: "loss/check.go",
		old:    `c.address < dEnd && d.address < cEnd`,
		new:    `c.address <= dEnd && d.address <= cEnd`,
		breaks: "arrays that only touch are refused",
	},
	{
		name: "overlap/first", file: "loss/check.go",
		old:    `c.address < dEnd && d.address < cEnd`,
		new:    `c.address+c.size < dEnd && d.address < cEnd`,
		breaks: "an output that shares its first element alone is taken",
	},
	{
		name: "overlap/last", file: "loss/check.go",
		old:    `c.address < dEnd && d.address < cEnd`,
		new:    `c.address < dEnd && d.address+d.size < cEnd`,
		breaks: "an output that shares its last element alone is taken",
	},
	{
		name: "overlap/quick", file: "loss/check.go",
		old:    `first := out[1] - last`,
		new:    `first := out[1]`,
		breaks: "the quick look misses an array whose end shares memory with the beginning of an output",
	},
	{
		name: "overlap/quick-signs", file: "loss/check.go",
		old:    ` || at[j] == uintptr(unsafe.Pointer(a.Signs))`,
		new:    ``,
		breaks: "labels are overwritten by an output that begins where they do",
	},
	{
		name: "overlap/quick-upstream", file: "loss/check.go",
		old:    "rare && more.near(first, 2*last) || out[2]-first <= 2*last || out[3]-first <= 2*last {\n\t\t\treturn exact(a, last)\n\t\t}\n\t}\n\tif out[2]",
		new:    "out[2]-first <= 2*last || out[3]-first <= 2*last {\n\t\t\treturn exact(a, last)\n\t\t}\n\t}\n\tif out[2]",
		breaks: "upstream gradients, weights and margins are overwritten before they are read",
	},
	{
		name: "overlap/outputs", file: "loss/check.go",
		old:    `at[j] != out || j < outputs ||`,
		new:    `at[j] != out ||`,
		breaks: "two outputs may be the same array",
	},
	{
		name: "overlap/exactly", file: "loss/check.go",
		old:    `(out.address != in.address || out.length != in.length)`,
		new:    `out.address != in.address`,
		breaks: "the gradient of pairs by index overwrites labels that begin where it does",
	},
	{
		name: "overlap/after-writing", file: "loss/batch.go",
		old:    `	if err := c.fault(m, g, p, e); err != nil {`,
		new:    "\tc.run(tier, m|right, g, p, e, upstream)\n\tif err := c.fault(m, g, p, e); err != nil {",
		breaks: "a call writes, then returns an error",
	},
	{
		name: "length/upstream", file: "loss/batch.go",
		old:    `method(generated.EachGrad) | needsDst | needsUpstream`,
		new:    `method(generated.EachGrad) | needsDst`,
		breaks: "ForwardBackwardNone takes a nil upstream",
	},
	{
		name: "length/longer", file: "loss/check.go",
		old:    `if s != nil && len(s) != c.n {`,
		new:    `if s != nil && len(s) < c.n {`,
		breaks: "arrays that are longer are taken",
	},
	{
		name: "span/uncut", file: "internal/spans/spans.go",
		old:    `if a.N > generated.Span {`,
		new:    `if a.N < 0 {`,
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
