package main

// counts are mistakes in how pairs are counted.
var counts = []mutant{
	{
		name: "counts/hidden", file: "gen/internal/hinge/weighted.go",
		old:    `w.And(w.seen, w.Negative(ahead))`,
		new:    `w.Negative(ahead)`,
		breaks: "pairs of weight 0 are counted as wrong",
	},
	{
		name: "counts/hidden-portable", file: "gen/internal/golang/portable.go",
		old:    `v = w.values[op.Within].Clone().Op("&&").Add(v)`,
		new:    `_ = v`,
		breaks: "a comparison within a mask says yes outside of it",
	},
	{
		name: "counts/hidden-avx512", file: "gen/internal/isa/avx512.go",
		old:    `if within == None {`,
		new:    `if within != dst {`,
		breaks: "a comparison within a mask says yes outside of it",
		tier:   "avx512",
	},
	{
		name: "counts/hidden-avx2", file: "gen/internal/isa/avx2.go",
		old:    `if within != None {`,
		new:    `if within == mask {`,
		breaks: "a comparison within a mask says yes outside of it",
		tier:   "avx2",
	},
	{
		name: "counts/hidden-neon", file: "gen/internal/isa/neon.go",
		old:    `if within != None {`,
		new:    `if within == mask {`,
		breaks: "a comparison within a mask says yes outside of it",
		tier:   "neon",
	},
	{
		name: "counts/recorded", file: "gen/internal/arithmetic/program.go",
		old:    `&& !named {`,
		new:    `&& (named || !named) {`,
		breaks: "a mask changes behind who uses it",
	},
	{
		name: "counts/tail", file: "gen/internal/assembly/translate.go",
		old:    `t.KeepMask(t.Func, mask)`,
		new:    `_ = t.KeepMask`,
		breaks: "pairs that are not there are active",
		tier:   "avx2",
	},
	{
		name: "counts/tie", file: "gen/internal/isa/amd64.go",
		old:    `less            = 17`,
		new:    `less            = 18`,
		breaks: "ties are in the wrong order: LE_OQ",
		tier:   "avx2",
	},
	{
		name: "counts/tie-neon", file: "gen/internal/isa/neonword.go",
		old:    `0x4EA0E800`,
		new:    `0x6EA0D800`,
		breaks: "ties are in the wrong order: FCMLE",
		tier:   "neon",
	},
	{
		name: "counts/negative", file: "gen/internal/isa/avx512.go",
		old:    `z(f.Constant("one")), z(counts)`,
		new:    `z(f.Constant("ones")), z(counts)`,
		breaks: "pairs are counted down",
		tier:   "avx512",
	},
	{
		name: "counts/other", file: "gen/internal/assembly/translate.go",
		old:    `t.counts[op.Count])`,
		new:    `t.counts[t.program.Counts[0]])`,
		breaks: "active pairs are counted as wrong",
		tier:   "avx2",
	},
	{
		name: "counts/fold", file: "gen/internal/isa/func.go",
		old:    `f.Tier.VectorBytes / 8; lanes > 1`,
		new:    `f.Tier.VectorBytes / 8; lanes > 2`,
		breaks: "a part of the lanes' counts is left out",
	},
	{
		name: "counts/odd", file: "gen/internal/isa/func.go",
		old:    `if bytes == 4 {`,
		new:    `if bytes == 8 {`,
		breaks: "of float32's counts half are left out",
		tier:   "avx2",
	},
	{
		name: "counts/spans", file: "internal/spans/tally.go",
		old:    `t.counts.Wrong += int64(a.Wrong)`,
		new:    `t.counts.Wrong = int64(a.Wrong)`,
		breaks: "only the last span's pairs are counted",
	},
	{
		name: "counts/merged", file: "internal/spans/tally.go",
		old:    `c.Active += d.Active`,
		new:    `c.Active = d.Active`,
		breaks: "only one goroutine's pairs are counted",
	},
}
