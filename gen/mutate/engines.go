package main

// engines has mistakes in lists and in pairs by index.
var engines = []mutant{
	{
		name: "lists/boundary", file: "loss/lists.go",
		old:    `Exclusive: c.Boundary == Exclusive`,
		new:    `Exclusive: false`,
		breaks: "pairs of lists on the margin are active, whatever the boundary",
	},
	{
		name: "lists/chains", file: "internal/allpairs/boundary.go",
		old:    `first[i], behind[p] = firstOf(s, m, i), behindOf(s, m, p)`,
		new:    `_, _ = i, p`,
		breaks: "each part of the path begins with the boundary of the part before it",
	},
	{
		name: "lists/infinite", file: "internal/allpairs/boundary.go",
		old:    `if !isFinite(s[0]) || !isFinite(s[n-1]) || !isFinite(m) {`,
		new:    `if n < 0 {`,
		breaks: "infinite scores have an infinity behind them",
	},
	{
		name: "indexed/sides", file: "internal/indexed/cells.go",
		old:    `*size)) += g`,
		new:    `*size)) -= g`,
		breaks: "both items of a pair get the gradient of the first",
	},
	{
		name: "indexed/range", file: "internal/indexed/cells.go",
		old:    `i >= end || j >= end`,
		new:    `i >= end`,
		breaks: "an index in J is not checked",
	},
	{
		name: "indexed/negative", file: "internal/indexed/cells.go",
		old:    `min(uint(n), mostItems)`,
		new:    `uint(n) + mostItems`,
		breaks: "a negative index is taken",
	},
	{
		name: "indexed/labels", file: "internal/indexed/workspace.go",
		old:    `(*int8)(unsafe.Add(unsafe.Pointer(a.Signs), lo))`,
		new:    `(*int8)(unsafe.Pointer(a.Signs))`,
		breaks: "every span of pairs by index has the labels of the first",
	},
	{
		name: "indexed/weights", file: "internal/indexed/workspace.go",
		old:    `unsafe.Add(a.Weights, uintptr(lo)*size)`,
		new:    `a.Weights`,
		breaks: "every span of pairs by index has the weights of the first",
	},
	{
		name: "indexed/margins", file: "internal/indexed/workspace.go",
		old:    `widened[T](tier, &w.margins, span.Margins, span.N)`,
		new:    `span.Margins`,
		breaks: "margins of 16 bits are read as float32",
	},
	{
		name: "indexed/mean", file: "loss/indexed.go",
		old:    `(counted || c.Reduction == Mean)`,
		new:    `counted`,
		breaks: "the mean of weighted pairs by index is divided by their number",
	},
	{
		name: "indexed/counts", file: "loss/indexed.go",
		old:    `Scale: scale, Counted: counted}`,
		new:    `Scale: scale, Counted: counted && !counted}`,
		breaks: "pairs by index are not counted",
	},
	{
		name: "indexed/in-place", file: "internal/indexed/arrays.go",
		old:    `sums = sumsOf[C](w, len(p.Grad))`,
		new:    `sums = p.Grad`,
		breaks: "gradients of pairs by index overwrite scores and labels that are still to be read",
	},
	{
		name: "indexed/rest", file: "internal/indexed/moves.go",
		old:    `if whole < items {`,
		new:    `if whole > items {`,
		breaks: "items behind the last whole turn are not moved",
	},
}
