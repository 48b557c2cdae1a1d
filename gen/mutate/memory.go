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
		old:    `f.printf("VMOVU%s %s, %s", packed(f.precision()), amd64Mem(m), r.full(dst))`,
		new:    `f.printf("VMOVA%s %s, %s", packed(f.precision()), amd64Mem(m), r.full(dst))`,
		breaks: "arrays must be aligned",
		tier:   "avx2",
	},
	{
		name: "load/int8-amd64", file: "gen/internal/assembly/amd64.go",
		old:    `f.printf("VPMOVSXBD%s %s, %s", zeroing, source, from)`,
		new:    `f.printf("VMOVUPS %s, %s\nVPMOVSXBD %[2]s, %[3]s", source, x(dst), from)`,
		breaks: "16 labels are read where 4 or 8 are used",
		tier:   "avx2",
	},
	{
		name: "load/int8-neon", file: "gen/internal/assembly/neon.go",
		old:    `map[int]string{4: "S", 8: "D", 16: "Q"}`,
		new:    `map[int]string{4: "D", 8: "D", 16: "Q"}`,
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
		name: "tail/turn", file: "gen/internal/assembly/amd64.go",
		old:    `CMPQ AX, CX\nJLE loop`,
		new:    `CMPQ AX, CX\nJLT loop`,
		breaks: "the last whole turn is left to the rest, which has no mask so wide",
		tier:   "avx512",
	},
	{
		name: "tail/keep", file: "gen/internal/assembly/rest.go",
		old:    "f.Keep(f, terms[0])\n\t\tf.comment(\"+0 where there is no pair\")",
		new:    `_ = terms`,
		breaks: "where there is no pair the loss is the margin",
		tier:   "avx2",
	},
	{
		name: "tail/part", file: "gen/internal/assembly/avx2.go",
		old:    `f.printf("CMPQ R13, $%d", i)`,
		new:    `f.printf("CMPQ R13, $%d", i+1)`,
		breaks: "the last pair of a part is left out",
		tier:   "avx2",
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
