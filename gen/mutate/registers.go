package main

// registers are mistakes in which value is where, and which instruction may be used.
var registers = []mutant{
	{
		name: "lane/group", file: "gen/internal/assembly/kernel.go",
		old:    `f.abreastFrom(row, cat.Lanes, offset)`,
		new:    `f.abreastFrom(row, cat.Lanes, offset^f.width())`,
		breaks: "a group of lanes takes the pairs of the other one",
		tier:   "avx2",
	},
	{
		name: "lane/upper", file: "gen/internal/assembly/amd64.go",
		old:    `"%s $1, %s, %s"`,
		new:    `"%s $0, %s, %s"`,
		breaks: "the lower half goes to both halves of the lanes",
		tier:   "avx2",
	},
	{
		name: "lane/packed", file: "gen/internal/assembly/avx2.go",
		old:    `VPACKUSDW %[1]s, %[2]s, %[2]s`,
		new:    `VPACKUSDW %[2]s, %[1]s, %[2]s`,
		breaks: "the halves of a vector of bfloat16 change places",
		tier:   "avx2",
	},
	{
		name: "register/operand-after-store", file: "gen/internal/assembly/operand.go",
		old:    `case arithmetic.Store, arithmetic.When:`,
		new:    `case arithmetic.When:`,
		breaks: "an operand is read from memory after an output that may be the same array",
		tier:   "avx512",
	},
	{
		name: "register/early", file: "gen/internal/assembly/translate.go",
		old:    `t.temporary(v) && t.uses[v] == 1`,
		new:    `t.temporary(v) && (t.uses[v] == 1 || t.uses[v] == 2 && t.Kernel.Form == cat.Plain)`,
		breaks: "a result overwrites what is still used",
		tier:   "avx2",
	},
	{
		name: "mask/merged", file: "gen/internal/assembly/avx512.go",
		old:    `VMOVA%s.Z %s, K1`,
		new:    `VMOVA%s %s, K1`,
		breaks: "gm of inactive pairs is what the register held",
		tier:   "avx512",
	},
	{
		name: "feature/instruction", file: "gen/internal/assembly/avx2.go",
		old:    `"VPAND"`,
		new:    `"VPANDD"`,
		breaks: "AVX-512 in a kernel for AVX2",
		tier:   "avx2",
	},
	{
		name: "feature/unasked", file: "internal/cpuid/amd64.go",
		old:    `cpuid.AVX512BW, `,
		new:    ``,
		breaks: "a CPU without AVX-512 BW is given its kernels",
		tier:   "avx512",
	},
	{
		name: "unused/amd64", file: "internal/cpuid/amd64.go",
		old:    `return ok && cpuid.CPU`,
		new:    `return ok && len(needed) == 0 && cpuid.CPU`,
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
		name: "unused/dispatch", file: "gen/internal/golang/dispatch.go",
		old:    `is := j.Id("tier").Op("==")`,
		new:    `is := j.Id("tier").Op(">")`,
		breaks: "no call comes to the assembly of its tier",
	},
	{
		name: "vzeroupper", file: "gen/internal/assembly/amd64.go",
		old:    `a.BeforeExit = "VZEROUPPER"`,
		new:    `a.BeforeExit = ""`,
		breaks: "SSE code is slow after a call",
		tier:   "avx2",
	},
}
