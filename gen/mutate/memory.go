package main

// memory are mistakes in what is read and written, and when.
var memory = []mutant{
	{
		name: "nil/gx2", file: "gen/internal/arithmetic/hinge.go",
		old:    `b.When(cat.GX2, func() { b.Store(cat.GX2, gx) })`,
		new:    `b.Store(cat.GX2, gx)`,
		breaks: "gx2 is stored though nil",
	},
	{
		name: "nil/neon", file: "gen/internal/assembly/neon.go",
		old:    `if !a.Optional() {`,
		new:    `if a != cat.Out {`,
		breaks: "a nil address moves on and is nil no more",
		tier:   "neon",
	},
	{
		name: "load/aligned", file: "gen/internal/assembly/amd64.go",
		old:    `f.printf("VMOVU%s %s, %s", packed(f.precision()), mem, r.full(dst))`,
		new:    `f.printf("VMOVA%s %s, %s", packed(f.precision()), mem, r.full(dst))`,
		breaks: "arrays must be aligned",
		tier:   "avx2",
	},
	{
		name: "load/int8-amd64", file: "gen/internal/assembly/amd64.go",
		old:    `f.printf("VPMOVSXBD %s, %s", mem, from)`,
		new:    `f.printf("VMOVUPS %s, %s\nVPMOVSXBD %[2]s, %[3]s", mem, x(dst), from)`,
		breaks: "16 labels are read where 4 or 8 are used",
		tier:   "avx2",
	},
	{
		name: "load/int8-neon", file: "gen/internal/assembly/neon.go",
		old:    `FMOVS %d(%s), F%d`,
		new:    `FMOVD %d(%s), F%d`,
		breaks: "8 labels are read where 4 are used",
		tier:   "neon",
	},
	{
		name: "store/guard", file: "gen/internal/arithmetic/program.go",
		old:    `r.stored = true`,
		new:    `r.stored = false`,
		breaks: "nothing forbids a load after a store",
	},
	{
		name: "store/before-load", file: "gen/internal/arithmetic/hinge.go",
		old:    `b.Let("g", b.Load(cat.Upstream))`,
		new:    `b.Load(cat.Upstream)`,
		breaks: "portable Go stores the loss, then loads upstream from there",
	},
	{
		name: "tail/chunks", file: "gen/internal/golang/dispatch.go",
		old:    `.Parens(j.Id("Chunk").Op("-").Lit(1))`,
		new:    `.Parens(j.Id("Chunk").Op("/").Lit(2).Op("-").Lit(1))`,
		breaks: "assembly is given half a chunk",
	},
	{
		name: "tail/arrays", file: "gen/internal/golang/dispatch.go",
		old:    `return array.Index(j.Id("n"), j.Empty())`,
		new:    `return array.Index(j.Id("n").Op("/").Lit(2), j.Empty())`,
		breaks: "portable Go starts too early",
	},
	{
		name: "tail/gradients", file: "gen/internal/golang/batch.go",
		old:    `j.Id("part").Call(j.Id("s"), j.Id("n"), j.Len(j.Id("s")))`,
		new:    `j.Id("part").Call(j.Id("s"), j.Id("n").Op("/").Lit(2), j.Len(j.Id("s")))`,
		breaks: "the last gradients go too far to the front",
	},
	{
		name: "tail/groups", file: "gen/internal/assembly/kernel.go",
		old:    `f.Advance(f, cat.Chunk-cat.Lanes)`,
		new:    `f.Advance(f, cat.Chunk)`,
		breaks: "every chunk but the first starts a row too late",
		tier:   "avx2",
	},
	{
		name: "tail/span", file: "loss/batch.go",
		old:    `(n + generated.Span - 1) / generated.Span`,
		new:    `n / generated.Span`,
		breaks: "the pairs behind the last whole span are left out",
	},
}
