package main

// registers are mistakes in which value is where, and which instruction may be used.
var registers = []mutant{
	{
		name: "lane/group", file: "gen/internal/assembly/sum.go",
		old: `offsets = append(offsets, v*s.Width())`,
		new: "g := v % s.groups()\n\t\t\tif s.groups() == 4 && g > 0 && g < 3 {\n\t\t\t\tg = 3 - g\n\t\t\t}\n\t\t\t" +
			"offsets = append(offsets, (v-v%s.groups()+g)*s.Width())",
		breaks: "a group of lanes takes the pairs of another one",
		tier:   "avx2",
	},
	{
		name: "lane/upper", file: "gen/internal/isa/avx2.go",
		old:    `VEXTRACTF128 $1, %s, %s`,
		new:    `VEXTRACTF128 $0, %s, %s`,
		breaks: "the lower half goes to both halves of the lanes",
		tier:   "avx2",
	},
	{
		name: "lane/packed", file: "gen/internal/isa/avx2.go",
		old:    `VPACKUSDW %[1]s, %[2]s, %[2]s`,
		new:    `VPACKUSDW %[2]s, %[1]s, %[2]s`,
		breaks: "the halves of a vector of bfloat16 change places",
		tier:   "avx2",
	},
	{
		name: "lane/chosen", file: "gen/internal/isa/avx2.go",
		old:    `VPACKSSDW %[1]s, %[2]s, %[1]s`,
		new:    `VPACKSSDW %[2]s, %[1]s, %[1]s`,
		breaks: "the halves of a mask change places where 16 bits are chosen",
		tier:   "avx2",
	},
	{
		name: "lane/chosen-scalar", file: "gen/internal/assembly/translate.go",
		old:    `t.ChooseNarrow(t.Func, mask, c.from, c.dst[i])`,
		new:    `t.ChooseNarrow(t.Func, mask, c.from, c.dst[0])`,
		breaks: "of several vectors of 16 bits one is chosen",
		tier:   "avx2",
	},
	{
		name: "register/operand-after-store", file: "gen/internal/assembly/column.go",
		old:    `case arithmetic.Store, arithmetic.When:`,
		new:    `case arithmetic.When:`,
		breaks: "an operand is read from memory after an output that may be the same array",
		tier:   "avx512",
	},
	{
		name: "register/early", file: "gen/internal/assembly/translate.go",
		old:    `t.inMasks(v) == t.inMasks(op.Dst) && t.uses[v] == 1`,
		new:    `t.inMasks(v) == t.inMasks(op.Dst) && (t.uses[v] == 1 || t.uses[v] == 2 && op.Kind == arithmetic.Mul)`,
		breaks: "a product overwrites what is still used",
		tier:   "avx2",
	},
	{
		name: "register/late", file: "gen/internal/isa/amd64.go",
		old:    `s.Late = "R12"`,
		new:    `s.Late = "R13"`,
		breaks: "the address of an array that has no register of its own takes that of a flag",
		tier:   "avx2",
	},
	{
		name: "mask/merged", file: "gen/internal/isa/avx512.go",
		old:    `VMOVA%s.Z %s, %s, %s`,
		new:    `VMOVA%s %s, %s, %s`,
		breaks: "gm of inactive pairs is what the register held",
		tier:   "avx512",
	},
	{
		name: "feature/instruction", file: "gen/internal/isa/avx2.go",
		old:    `"VPAND"`,
		new:    `"VPANDD"`,
		breaks: "AVX-512 in a kernel for AVX2",
		tier:   "avx2",
	},
	{
		name: "feature/unasked", file: "internal/cpuid/amd64.go",
		old:    `cpu.X86.HasAVX512BW, `,
		new:    ``,
		breaks: "a CPU without AVX-512 BW is given its kernels",
		tier:   "avx512",
	},
	{
		name: "unused/amd64", file: "internal/cpuid/amd64.go",
		old:    `!slices.Contains(needed, false)`,
		new:    `!slices.Contains(needed, true)`,
		breaks: "no CPU is given its kernels",
		tier:   "avx2",
	},
	{
		name: "unused/arm64", file: "internal/cpuid/arm64.go",
		old:    `return t == NEON`,
		new:    `return false`,
		breaks: "no CPU is given its kernels",
		tier:   "neon",
	},
	{
		name: "vzeroupper", file: "gen/internal/isa/amd64.go",
		old:    `s.Leave = "VZEROUPPER"`,
		new:    `s.Leave = ""`,
		breaks: "SSE code is slow after a call",
		tier:   "avx2",
	},
}
