package main

// memory are mistakes in what is read and written, and when.
var memory = []mutant{
	{
		name: "nil/gx2", file: "gen/internal/hinge/hinge.go",
		old:    `b.When(gx2, func() { b.Store(gx2, gx) })`,
		new:    `b.Store(gx2, gx)`,
		breaks: "gx2 is stored though nil",
	},
	{
		name: "nil/neon", file: "gen/internal/isa/neon.go",
		old:    `!c.Optional {`,
		new:    `(c.Output || !c.Optional) {`,
		times:  2,
		breaks: "a nil address moves on and is nil no more",
		tier:   "neon",
	},
	{
		name: "nil/rare", file: "gen/internal/assembly/column.go",
		old:    `t.jumpIf(t.IfSet, c, present)`,
		new:    `t.jumpIf(t.IfNil, c, present)`,
		breaks: "a column that most calls do without is read where it is not there",
		tier:   "avx2",
	},
	{
		name: "nil/loss", file: "gen/internal/hinge/family.go",
		old:    `served, f.optional = append(served, "Grad"), true`,
		new:    `served = append(served, "Grad")`,
		breaks: "for gradients alone of 16 bits losses are stored though nil",
	},
	{
		name: "load/aligned", file: "gen/internal/isa/amd64.go",
		old:    `f.Printf("VMOVU%s %s, %s", packed(f.Precision()), amd64Mem(m), r.full(dst))`,
		new:    `f.Printf("VMOVA%s %s, %s", packed(f.Precision()), amd64Mem(m), r.full(dst))`,
		breaks: "arrays must be aligned",
		tier:   "avx2",
	},
	{
		name: "load/int8-amd64", file: "gen/internal/isa/amd64.go",
		old:    `f.Printf("VPMOVSXBD%s %s, %s", zeroing, source, from)`,
		new:    `f.Printf("VMOVUPS %s, %s\nVPMOVSXBD %[2]s, %[3]s", source, x(dst), from)`,
		breaks: "16 labels are read where 4 or 8 are used",
		tier:   "avx2",
	},
	{
		name: "load/int8-neon", file: "gen/internal/isa/neon.go",
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
		name: "store/before-load", file: "gen/internal/hinge/hinge.go",
		old:    `b.Let("g", b.Load(upstream))`,
		new:    `b.Load(upstream)`,
		breaks: "portable Go stores the loss, then loads upstream from there",
	},
	{
		name: "stream/unasked", file: "gen/internal/isa/amd64.go",
		old:    `TESTQ R13, R13\nJNZ %[1]s`,
		new:    `TESTQ R13, R13\nJZ %[1]s`,
		breaks: "outputs are stored around the caches if nobody asks, and not if somebody does",
		tier:   "avx2",
	},
	{
		name: "stream/never", file: "gen/internal/assembly/column.go",
		old:    `t.Stream = true`,
		new:    `t.Stream = false`,
		breaks: "outputs are stored through the caches though asked not to",
	},
	{
		name: "stream/fence", file: "gen/internal/assembly/kernel.go",
		old:    `f.Printf("%s", f.Fence)`,
		new:    `_ = f.Fence`,
		breaks: "stores around the caches may come after those that follow the call",
	},
	{
		name: "stream/partial", file: "gen/internal/assembly/kernel.go",
		old:    `return max(1, cat.Line/(f.Width()*f.DType.Bytes))`,
		new:    `return 1`,
		breaks: "stores around the caches leave lines half full",
	},
}
