package main

// dispatch has mistakes in the choice of the kernel for a call, and in its arguments.
var dispatch = []mutant{
	{
		name: "unused/dispatch", file: "gen/internal/golang/dispatch.go",
		old:    `j.Qual(e.Kernels.Path, variant(t)).Call(args.Clone())`,
		new:    `portable.Clone()`,
		breaks: "no call comes to the assembly of its tier",
	},
	{
		name: "choose/tier", file: "gen/internal/golang/dispatch.go",
		old:    `j.Qual(e.Kernels.Path, variant(t))`,
		new:    `j.Qual(e.Kernels.Path, variant(tiers[0]))`,
		breaks: "every CPU is given the kernels of the best one",
	},
	{
		name: "choose/given", file: "gen/internal/golang/dispatch.go",
		old:    `s.Op("||")`,
		new:    `s.Op("&&")`,
		breaks: "weights without margins are not looked at",
	},
	{
		name: "choose/absent", file: "gen/internal/golang/dispatch.go",
		old:    `s.Op("&&")`,
		new:    `s.Op("||")`,
		breaks: "labels are not looked at",
	},
	{
		name: "choose/both", file: "gen/internal/golang/dispatch.go",
		old:    `Block(e.kernelChoice(yes, arch)).Else().Add(otherwise)`,
		new:    `Block(e.kernelChoice(no, arch)).Else().Add(otherwise)`,
		breaks: "weighted pairs are taken for some without weights",
	},
	{
		name: "choose/order", file: "gen/internal/hinge/family.go",
		old:    `[]bool{true, false}`,
		new:    `[]bool{false, true}`,
		breaks: "a kernel without weights serves calls that have some",
	},
	{
		name: "choose/counted", file: "gen/internal/hinge/family.go",
		old:    `slices.Concat(ar.Columns(weights, margins), []ar.Condition{{Flag: counted}})`,
		new:    `slices.Concat(ar.Columns(weights, margins), []ar.Condition{{Flag: counted}}[:0])`,
		breaks: "counts that are asked for are not made",
	},
	{
		name: "choose/op", file: "gen/internal/arithmetic/kernel.go",
		old:    `slices.Contains(k.Ops, op.Name)`,
		new:    `slices.Contains(k.Ops[:1], op.Name)`,
		breaks: "gradients alone of 16 bits come to no kernel",
	},
	{
		name: "label/order", file: "gen/internal/hinge/hinge.go",
		old:    `b.LoadOr(absent, y, signs)`,
		new:    `b.LoadOr(absent, signs, y)`,
		breaks: "absent int8 labels are asked for first",
	},
	{
		name: "args/int8", file: "gen/internal/golang/args.go",
		old:    `j.Id("lo").Op("*").Lit(c.Elem.Bytes)`,
		new:    `j.Id("lo").Op("*").Int().Call(j.Id("size"))`,
		breaks: "the second span has labels of later pairs",
	},
	{
		name: "args/size", file: "gen/internal/golang/args.go",
		old:    `at(), j.Id("lo").Op("*").Int().Call(j.Id("size"))`,
		new:    `at(), j.Id("lo").Op("*").Lit(4)`,
		breaks: "spans of float64 overlap",
	},
	{
		name: "args/forgotten", file: "gen/internal/golang/args.go",
		old:    "Op(\"=\").Id(\"n\")}\n\tfor _, c := range family.Columns {",
		new:    "Op(\"=\").Id(\"n\")}\n\tfor _, c := range family.Columns[1:] {",
		breaks: "every span computes the pairs of the first span",
	},
	{
		name: "args/nil", file: "gen/internal/golang/args.go",
		old:    `if c.Optional {`,
		new:    `if c.Optional && !c.Rare {`,
		breaks: "what is absent is there behind the first span",
	},
	{
		name: "args/direction", file: "gen/internal/golang/args.go",
		old:    `j.Lit(c.Output)`,
		new:    `j.Lit(c.Output && c.Optional && !c.Rare)`,
		breaks: "an output is taken for an input",
	},
	{
		name: "span/unguarded", file: "gen/internal/golang/dispatch.go",
		old:    `j.Id("a").Dot(cat.FieldN).Op(">").Add(e.id("Span"))`,
		new:    `j.Id("a").Dot(cat.FieldN).Op(">").Add(e.id("Span")).Op("+").Add(e.id("Span"))`,
		breaks: "the kernels take two spans",
	},
	{
		name: "span/longer", file: "gen/internal/catalogue/shape.go",
		old:    `Span  = 256 * Chunk`,
		new:    `Span  = 512 * Chunk`,
		breaks: "the collector waits for twice as long, and spans end elsewhere",
	},
	{
		name: "choose/counted-call", file: "loss/batch.go",
		old:    `a.Counted = true`,
		new:    `a.Counted = false`,
		breaks: "no call is given counts",
	},
	{
		name: "scalar/nan", file: "loss/criterion.go",
		old:    `if upstream != upstream {`,
		new:    `if upstream > upstream {`,
		breaks: "a NaN gradient has the bits of whatever NaN it came from",
	},
}
