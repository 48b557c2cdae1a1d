package main

// arrays has mistakes in the choice of the arrays of a call.
var arrays = []mutant{
	{
		name: "overlap/touching", file: "loss/check.go",
		old:    `return c.address < dEnd && d.address < cEnd`,
		new:    `return c.address <= dEnd && d.address <= cEnd`,
		breaks: "arrays that only touch are refused",
	},
	{
		name: "overlap/first", file: "loss/check.go",
		old:    `return c.address < dEnd && d.address < cEnd`,
		new:    `return c.address+c.size < dEnd && d.address < cEnd`,
		breaks: "an output that shares its first element alone is taken",
	},
	{
		name: "overlap/last", file: "loss/check.go",
		old:    `return c.address < dEnd && d.address < cEnd`,
		new:    `return c.address < dEnd && d.address+d.size < cEnd`,
		breaks: "an output that shares its last element alone is taken",
	},
	{
		name: "overlap/early", file: "loss/check.go",
		old:    `return a-first <= reach`,
		new:    `return a-first < reach/2`,
		breaks: "a call takes an output that begins in another array",
	},
	{
		name: "overlap/rare", file: "loss/batch.go",
		old:    ` || near(out, 2*last, up, up, up)`,
		new:    ``,
		breaks: "dst may overlap upstream gradients",
	},
	{
		name: "overlap/signs", file: "loss/check.go",
		old:    `case j == signs:`,
		new:    `case j == signs && other != out:`,
		breaks: "an output begins where the int8 labels do",
	},
	{
		name: "overlap/outputs", file: "loss/check.go",
		old:    `case other == out && j >= outputs:`,
		new:    `case other == out:`,
		breaks: "two outputs are one array",
	},
	{
		name: "overlap/inputs", file: "loss/check.go",
		old:    `out.meets(in) && (out.address != in.address || out.length != in.length)`,
		new:    `out.meets(in)`,
		breaks: "no output may be an input",
	},
	{
		name: "overlap/after-writing", file: "loss/batch.go",
		old:    "!apart(&a, n, unsafe.Sizeof(*new(T))) {",
		new:    "!apart(&a, n, unsafe.Sizeof(*new(T))) {\n\t\ta.N = n\n\t\tspans.RunOne[T](op, tier, &a)",
		breaks: "a call writes, then returns an error",
	},
	{
		name: "length/optional", file: "loss/batch.go",
		old:    `len(p.Weights) != n {`,
		new:    `len(p.Weights) < n {`,
		breaks: "arrays that are too long are taken",
	},
	{
		name: "length/upstream", file: "loss/batch.go",
		old:    ` || m&needsUpstream != 0 && len(e.upstream) != n`,
		new:    ``,
		breaks: "ForwardBackwardNone takes a nil upstream",
	},
}
