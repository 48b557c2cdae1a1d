package main

// arrays are mistakes in which arrays a call takes.
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
		old:    `return f[0]-first <= reach`,
		new:    `return f[0]-first < reach/2`,
		breaks: "a call takes an output that begins in another array",
	},
	{
		name: "overlap/rare", file: "loss/check.go",
		old:    `rare := more[0]|more[1]|more[2]|more[3] != 0`,
		new:    `rare := more[1]|more[2]|more[3] != 0`,
		breaks: "an output may overlap upstream gradients",
	},
	{
		name: "overlap/signs", file: "loss/check.go",
		old:    ` || at[j] == uintptr(unsafe.Pointer(a.Signs))`,
		new:    ``,
		breaks: "an output begins where the int8 labels do",
	},
	{
		name: "overlap/outputs", file: "loss/check.go",
		old:    `at[j] != out || j < outputs`,
		new:    `at[j] != out`,
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
		old:    `if err := c.fault(m, g, p, e); err != nil {`,
		new:    "if err := c.fault(m, g, p, e); err != nil {\n\t\tc.run(tier, m|right, g, p, &extra[T]{upstream: e.upstream, dst: e.dst}, upstream)",
		breaks: "a call writes, then returns an error",
	},
	{
		name: "length/optional", file: "loss/check.go",
		old:    `if s != nil && len(s) != c.n {`,
		new:    `if s != nil && len(s) < c.n {`,
		breaks: "arrays that are too long are taken",
	},
	{
		name: "length/upstream", file: "loss/batch.go",
		old:    ` || m&needsUpstream != 0 && len(e.upstream) != k.n`,
		new:    ``,
		breaks: "ForwardBackwardNone takes a nil upstream",
	},
}
