package audit_test

// in adds a line to the loop of a kernel.
func in(k kernel, line string) edit { return after(string(k), line) }

// after adds a line after another.
func after(old, line string) edit { return edit{old, old + "\n\t" + line} }

// A kernel of the good program, named by a line of its loop.
type kernel string

const (
	avx2     kernel = "VSUBPS Y0, Y15, Y0"
	avx512   kernel = "VCMPPS $29, Z31, Z2, K1"
	counting kernel = "VSUBPS Z5, Z28, Z5"
	neon     kernel = "WORD $0x4EA0D7C0                     // fsub v0.4s, v30.4s, v0.4s; margin - x1"
)

// without makes tier AVX512 not ask for a feature.
func without(feature string) edit { return edit{", cpu.X86.Has" + feature, ""} }

// What follows the build tag in the two files of the kernel for NEON.
const (
	tag      = "//go:build !purego\n\n"
	neonText = "#include \"textflag.h\"\n\n// func HingeEachF16"
	neonGo   = "package asm\n\nimport"
	neonFunc = "func HingeEachF16NEON(out, x1 *float16.Float16, n int, margin float32)"
)

func untagged(rest string) edit { return edit{tag + rest, rest} }

var badExamples = []struct {
	check string
	edits []edit
	want  string // part of a finding
	also  string // other checks that find it
}{
	{"syntax", []edit{in(avx2, "vaddps Y0, Y0, Y0")},
		`asm/hinge_f32_avx2_amd64.s:19: "\tvaddps Y0, Y0, Y0" is no instruction of a function`, ""},
	{"syntax", []edit{in(avx2, "XORL DX, DX; CALL DX")}, "is no instruction of a function", ""},
	{"syntax", []edit{{"func HingeSumF32Portable(b *Batch, from int) {}", "func"}}, "generated/portable.go:", ""},
	{"syntax", []edit{{"gx1, x1, upstream *float32", "gx1, x1, upstream []float32"}},
		"a parameter of type []float32", "declarations"},
	{"syntax", []edit{{"x1 *float16.Float16, n int, margin float32)", "x1 *float16.Float16, n int, margin float32) int"}},
		"has results other than a sum", "declarations"},
	{"syntax", []edit{after(neonFunc, "\n//go:noescape\n"+neonFunc)},
		"asm/hinge_arm64.go:11: HingeEachF16NEON: declared twice", ""},

	{"features", []edit{{"AVX2:   {cpu.X86.HasAVX, ", "AVX2:   {"}},
		"VSUBPS Y0, Y15, Y0: needs AVX, which tier avx2 does not detect", ""},
	{"features", []edit{in(avx2, "VPADDD Y0, Y0, Y9"), {"cpu.X86.HasAVX2, ", ""}},
		"VPADDD Y0, Y0, Y9: needs AVX2, which tier avx2 does not detect", ""},
	{"features", []edit{in(avx2, "VPXORD Y0, Y0, Y9")},
		"VPXORD Y0, Y0, Y9: needs AVX512F, AVX512VL, which tier avx2", ""},
	{"features", []edit{in(avx2, "VADDPS Y0, Y0, Y16")}, "VADDPS Y0, Y0, Y16: needs AVX512F, AVX512VL", ""},
	{"features", []edit{in(avx512, "VADDPS X2, X2, X16"), without("AVX512VL")},
		"VADDPS X2, X2, X16: needs AVX512VL, which tier avx512", ""},
	{"features", []edit{in(avx512, "VPACKUSDW Z2, Z2, Z9"), without("AVX512BW")},
		"VPACKUSDW Z2, Z2, Z9: needs AVX512BW", ""},
	{"features", []edit{in(avx512, "VANDPS Z2, Z2, Z9"), without("AVX512DQ")},
		"VANDPS Z2, Z2, Z9: needs AVX512DQ", ""},
	{"features", []edit{in(avx2, "VFIXUPIMMPS $0, Y0, Y0, Y0")},
		"VFIXUPIMMPS $0, Y0, Y0, Y0: needs AVX512F, AVX512VL, which tier avx2", ""},
	{"features", []edit{in(avx2, "VPBROADCASTD CX, Y9")},
		"VPBROADCASTD CX, Y9: needs AVX512F, AVX512VL, which tier avx2", ""},
	{"features", []edit{in(avx512, "VPMOVM2W K1, Y9"), without("AVX512BW")},
		"VPMOVM2W K1, Y9: needs AVX512BW, which tier avx512", ""},
	{"features", []edit{in(avx512, "VCVTPH2PS X2, Y9")}, "VCVTPH2PS X2, Y9: needs F16C", ""},
	{"features", []edit{in(avx2, "VBROADCASTSS X0, Y9"), {"cpu.X86.HasAVX2, ", ""}},
		"VBROADCASTSS X0, Y9: needs AVX2", ""},
	{"features", []edit{in(avx512, "VPAND Z2, Z2, Z9")},
		"VPAND Z2, Z2, Z9: not in the table of instructions, or not in this form", ""},
	{"features", []edit{in(avx2, "VPSLLD $16, (R8)(AX*4), Y9")},
		"VPSLLD $16, (R8)(AX*4), Y9: needs AVX512F, AVX512VL, which tier avx2", "runs"},
	{"features", []edit{in(avx2, "VPERMQ $0, Y0, Y9")}, "VPERMQ $0, Y0, Y9: not in the table", ""},
	{"features", []edit{in(avx2, "RDTSC")}, "RDTSC: not in the table", ""},
	{"features", []edit{in(neon, "VEOR3 V0.B16, V0.B16, V0.B16, V9.B16")},
		"VEOR3 V0.B16, V0.B16, V0.B16, V9.B16: not in the table", ""},

	{"words", []edit{{"fsub v0.4s, v30.4s, v0.4s;", "fsub v0.4s, v29.4s, v0.4s;"}},
		`WORD $0x4EA0D7C0 (fsub v0.4s, v30.4s, v0.4s): the comment says "fsub v0.4s, v29.4s, v0.4s"`, ""},
	{"words", []edit{in(neon, "WORD $0x2E60C009 // umull v9.4s, v0.4h, v0.4h")},
		"not on the list of ARMv8.0 instructions", ""},
	{"words", []edit{in(neon, "WORD $0x1EE22820 // fadd h0, h1, h2")},
		"the decoder knows no such instruction", ""},
	{"words", []edit{in(neon, "WORD R1")}, `"R1" is no word`, ""},

	{"data", []edit{in(avx2, "BYTE $0x90")}, "BYTE $0x90: code in numbers", ""},
	{"data", []edit{in(avx2, "WORD $0x9090")}, "WORD $0x9090: code in numbers", ""},
	{"data", []edit{in(avx512, "LONG $0x90909090")}, "LONG $0x90909090: code in numbers", ""},
	{"data", []edit{in(avx512, "QUAD $0x90909090")}, "QUAD $0x90909090: code in numbers", ""},
	{"data", []edit{in(neon, "DWORD $0")}, "DWORD $0: code in numbers", ""},

	{"fused", []edit{in(avx2, "VFMADD231PS Y0, Y15, Y0")},
		"VFMADD231PS Y0, Y15, Y0: a product fused with a sum", ""},
	{"fused", []edit{in(avx512, "VFNMSUB213PD Z2, Z2, Z2")}, "VFNMSUB213PD Z2, Z2, Z2: a product fused", ""},
	{"fused", []edit{in(avx512, "VDPBF16PS Z2, Z2, Z2")}, "VDPBF16PS Z2, Z2, Z2: a product fused", ""},
	{"fused", []edit{in(neon, "VFMLA V30.S4, V0.S4, V0.S4")}, "VFMLA V30.S4, V0.S4, V0.S4: a product fused", ""},
	{"fused", []edit{in(neon, "FNMSUBD F0, F0, F0, F0")}, "FNMSUBD F0, F0, F0, F0: a product fused", ""},
	{"fused", []edit{in(neon, "WORD $0x4E3ECC00 // fmla v0.4s, v0.4s, v30.4s")},
		"(fmla v0.4s, v0.4s, v30.4s): a product fused", ""},

	{"sse", []edit{in(avx2, "SQRTPS X0, X9")}, "SQRTPS X0, X9: legacy SSE", ""},
	{"sse", []edit{in(avx512, "CVTTSS2SQ X2, AX")}, "CVTTSS2SQ X2, AX: legacy SSE", ""},
	{"sse", []edit{in(avx2, "MOVQ AX, X0")}, "MOVQ AX, X0: legacy SSE", "runs"},

	{"reserved", []edit{in(avx2, "ADDQ $8, SP")}, "ADDQ $8, SP: SP is reserved", "runs"},
	{"reserved", []edit{in(avx2, "MOVQ AX, BP")}, "BP is reserved", ""},
	{"reserved", []edit{in(avx2, "XORL BPB, BPB")}, "BPB is reserved", ""},
	{"reserved", []edit{in(avx2, "MOVQ AX, R14")}, "R14 is reserved", ""},
	{"reserved", []edit{in(avx2, "MOVQ AX, g")}, "g is reserved", ""},
	{"reserved", []edit{in(avx2, "MOVQ AX, M0")}, "M0 is reserved", ""},
	{"reserved", []edit{in(avx2, "MOVQ AX, CR0")}, "CR0 is reserved", ""},
	{"reserved", []edit{in(avx2, "MOVQ AX, DR7")}, "DR7 is reserved", ""},
	{"reserved", []edit{in(avx2, "MOVQ TLS, AX")}, "TLS is reserved", "runs"},
	{"reserved", []edit{in(avx2, "MOVQ AX, R12345")}, "R12345 is reserved", ""},
	{"reserved", []edit{in(avx512, "VCMPPS $29, Z31, Z2, K0")}, "K0 is reserved", ""},
	{"reserved", []edit{in(avx512, "XORL R15, R15")}, "R15 is reserved", ""},
	{"reserved", []edit{in(avx512, "XORL R15B, R15B")}, "R15B is reserved", ""},
	{"reserved", []edit{in(neon, "MOVD R0, FPCR")}, "FPCR is reserved", ""},
	{"reserved", []edit{in(neon, "MOVD R0, FPSR")}, "FPSR is reserved", ""},
	{"reserved", []edit{in(neon, "MOVD R0, TPIDR_EL0")}, "TPIDR_EL0 is reserved", ""},
	{"reserved", []edit{in(neon, "MOVD $0, R16")}, "R16 is reserved", ""},
	{"reserved", []edit{in(neon, "MOVD $1, R12345")}, "R12345 is reserved", ""},
	{"reserved", []edit{in(neon, "MOVD $0, AX")}, "AX is reserved", ""},
	{"reserved", []edit{in(neon, "MOVD $0, R18_PLATFORM")}, "R18_PLATFORM is reserved", ""},
	{"reserved", []edit{in(neon, "MOVD $0, R26")}, "R26 is reserved", ""},
	{"reserved", []edit{in(neon, "MOVD $0, R27")}, "R27 is reserved", ""},
	{"reserved", []edit{in(neon, "MOVD $0, g")}, "g is reserved", ""},
	{"reserved", []edit{in(neon, "MOVD $0, R29")}, "R29 is reserved", ""},
	{"reserved", []edit{in(neon, "MOVD $0, R30")}, "R30 is reserved", ""},
	{"reserved", []edit{in(neon, "MOVD $0, RSP")}, "RSP is reserved", ""},
	{"reserved", []edit{in(neon, "WORD $0x1E220249 // scvtf s9, w18")}, "(scvtf s9, w18): w18 is reserved", ""},
	{"reserved", []edit{in(neon, "WORD $0x7D400209 // ldr h9, [x16]")}, "(ldr h9, [x16]): x16 is reserved", "runs"},

	{"masks", []edit{{"VMOVAPS.Z", "VMOVAPS"}}, "VMOVAPS Z2, K1, Z2: does not zero what the mask leaves out", ""},
	{"masks", []edit{{"VADDPS Z3, Z2, Z2\n\tVCMPPS $29, Z31, Z2, K1", "VCMPPS $29, Z31, Z2, K1\n\tVADDPS Z3, Z2, K1, Z2"}},
		"VADDPS Z3, Z2, K1, Z2: does not zero what the mask leaves out", ""},
	{"masks", []edit{{"VMOVAPS.Z Z2, K1, Z2", "VPTERNLOGD $254, Z2, Z2, K1, Z2"}},
		"VPTERNLOGD $254, Z2, Z2, K1, Z2: does not zero", ""},
	{"masks", []edit{{"VMOVUPD Z0, 0(DI)", "VMOVUPD Z0, K1, 0(DI)"}}, "VMOVUPD Z0, K1, 0(DI): a part of memory", ""},
	{"masks", []edit{after("VCMPPS $29, Z31, Z2, K1", "VMOVUPS Z2, K1, (DI)(AX*4)")},
		"VMOVUPS Z2, K1, (DI)(AX*4): a part of memory", "lanes memory"},
	{"masks", []edit{after("VMOVUPD Z0, 0(DI)", "VMOVUPD.Z 0(DI), K1, Z9")},
		"VMOVUPD.Z 0(DI), K1, Z9: a part of memory", "lanes"},

	{"masks", []edit{{"VPADDD Z29, Z11, K1, Z11", "VPADDD Z11, Z29, K1, Z11"}},
		"VPADDD Z11, Z29, K1, Z11: does not zero what the mask leaves out", ""},
	{"masks", []edit{{"VPADDD Z29, Z11, K1, Z11", "VPSUBW Z29, Z11, K1, Z11"}}, "VPSUBW Z29, Z11, K1, Z11: does not zero", ""},

	{"returns", []edit{{"BLT loop\n\tRET\n", "BLT loop\n"}},
		"asm/hinge_f16_neon_arm64.s:6: HingeEachF16NEON: the last line is no RET", ""},
	{"returns", []edit{{"64(DI)\n\tVZEROUPPER\n\tRET", "64(DI)\n\tVZEROUPPER\n\tRET\n\tXORL AX, AX"}},
		"the last line is no RET", ""},

	{"vzeroupper", []edit{{"64(DI)\n\tVZEROUPPER", "64(DI)"}}, "RET: no VZEROUPPER right before it", ""},
	{"vzeroupper", []edit{{"64(DI)\n\tVZEROUPPER", "64(DI)\n\tVZEROUPPER\n\tVADDPD Z0, Z0, Z9"}},
		"RET: no VZEROUPPER right before it", ""},
	{"vzeroupper", []edit{{"JLT loop\n\tVMOVUPD", "TESTQ CX, CX\n\tJNZ more\n\tRET\n\nmore:\n\tCMPQ AX, CX\n\tJLT loop\n\tVMOVUPD"}},
		"RET: no VZEROUPPER", ""},
	{"vzeroupper", []edit{in(avx2, "VZEROUPPER")}, "VZEROUPPER: not right before RET", ""},
	{"vzeroupper", []edit{{"BLT loop\n\tRET", "BLT loop\n\tVZEROUPPER\n\tRET"}},
		"VZEROUPPER: not right before RET on amd64", "features"},

	{"jumps", []edit{in(avx2, "JCS skip")}, "JCS skip: no jump for a kernel", ""},
	{"jumps", []edit{in(avx2, "CALL ·f(SB)")}, "CALL ·f(SB): no jump for a kernel", ""},
	{"jumps", []edit{in(neon, "BL ·f(SB)")}, "BL ·f(SB): no jump for a kernel", ""},
	{"jumps", []edit{in(avx2, "JZ nowhere")}, "JZ nowhere: no such label", ""},
	{"jumps", []edit{in(avx2, "JZ")}, "JZ: no such label", ""},
	{"jumps", []edit{{"loop:\n\tFMOVD", "loop:\n\nagain:\n\tFMOVD"}, {"BLT loop", "BLT again"}},
		"BLT again: the loop, and no other label", ""},
	{"jumps", []edit{{"skip:", "skip:\n\nskip:"}}, "skip: the label is there twice", ""},
	{"jumps", []edit{{"skip:", "unused:\n\nskip:"}}, "unused: nothing jumps here", ""},
	{"jumps", []edit{{"loop:\n\tFMOVD", "\tFMOVD"}, {"\tBLT loop\n", ""}}, "HingeEachF16NEON: no loop", "constants memory"},

	{"streams", []edit{in(avx2, "SFENCE")}, "SFENCE: a fence that is not the end of such stores", ""},
	{"streams", []edit{{"VMOVUPD Z1, 64(DI)", "VMOVNTPD Z1, 64(DI)"}}, "VMOVNTPD Z1, 64(DI): a store around the caches", ""},

	{"frames", []edit{{"·HingeSumF32AVX512(SB), NOSPLIT, $0", "·HingeSumF32AVX512(SB), NOSPLIT, $8"}},
		"a frame of 8 bytes", ""},
	{"frames", []edit{{"·HingeSumF32AVX512(SB), NOSPLIT", "·HingeSumF32AVX512(SB), NOFRAME"}},
		"flags NOFRAME, want NOSPLIT", ""},

	{"constants", []edit{in(avx2, "VADDPS Y15, Y15, Y15")}, "VADDPS Y15, Y15, Y15: V15 is a constant", ""},
	{"constants", []edit{in(avx512, "VPXORD Z1, Z1, Z1")}, "VPXORD Z1, Z1, Z1: forgets the lanes in V1", ""},
	{"constants", []edit{after("MOVD $0, R10", "VEOR V9.B16, V9.B16, V9.B16")},
		"a constant that the loop does not read", ""},
	{"constants", []edit{after("VBROADCASTSS margin+24(FP), Z31", "VPXORD Z0, Z0, Z0")},
		"V0 holds lanes, too", ""},

	{"constants", []edit{in(counting, "VPXORD Z11, Z11, Z11")}, "VPXORD Z11, Z11, Z11: forgets the lanes in V11", "pairs"},

	{"declarations", []edit{{"func HingeSumF32AVX512(acc *float64", "func HingeSum(acc *float64"}},
		"HingeSumF32AVX512: no declaration on amd64", ""},
	{"declarations", []edit{{"func HingeSumF32AVX512(acc *float64", "func HingeSum(acc *float64"}},
		"asm/hinge_amd64.go:9: HingeSum: no text on amd64", ""},
	{"declarations", []edit{{"//go:noescape\nfunc HingeSumF32", "func HingeSumF32"}},
		"asm/hinge_amd64.go:8: HingeSumF32AVX512: no //go:noescape", ""},
	{"declarations", []edit{{"*float16.Float16, n int, margin float32)", "*float16.Float16, n int, margin float32) {}"}},
		"has a body", ""},
	{"declarations", []edit{untagged(neonGo)},
		"HingeEachF16NEON: no text on arm64 with purego", ""},

	{"arguments", []edit{{"x1+8(FP), R1", "x1+16(FP), R1"}},
		"MOVD x1+16(FP), R1: no parameter is at x1+16(FP)", "runs"},
	{"arguments", []edit{{"VBROADCASTSS margin+24", "VBROADCASTSD margin+24"}}, "reads 8 bytes of 4", ""},
	{"arguments", []edit{{"MOVD n+16(FP), R11", "MOVD $64, R11"}}, "reads n+16(FP) 0 times", "memory"},
	{"arguments", []edit{{"GradF32AVX2(SB), NOSPLIT, $0-44", "GradF32AVX2(SB), NOSPLIT, $0-48"}}, "48 bytes of arguments, declared are 44", ""},
	{"arguments", []edit{{"n int, margin float32)\n\n//", "n, margin float32)\n\n//"}},
		"HingeEachGradF32AVX2: 44 bytes of arguments, declared are 40", ""},
	{"arguments", []edit{{"(acc, x1, n, margin)", "(acc, n, x1, margin)"}}, "the comment above is not", ""},

	{"arguments", []edit{{"VMOVSS X11, counts", "VMOVSD X11, counts"}}, "writes 8 bytes of a result of 4", ""},
	{"arguments", []edit{{"\tVMOVSS X11, counts+40(FP)\n", ""}}, "writes counts+40(FP) 0 times", ""},
	{"arguments", []edit{{"counts+40(FP)\n", "weight+24(FP)\n"}}, "writes weight+24(FP), which is no result", ""},
	{"arguments", []edit{{"VBROADCASTSS weight+24(FP), Z6", "VMOVAPS Z28, Z6"}}, "reads weight+24(FP) 0 times", ""},
	{"arguments", []edit{in(counting, "MOVQ n+16(FP), R12")}, "reads n+16(FP) 2 times", ""},
	{"arguments", []edit{in(counting, "MOVQ x1+0(FP), R12")}, "reads x1+0(FP) 2 times", ""},

	{"purego", []edit{untagged(neonText), untagged(neonGo)},
		"HingeEachF16NEON: is in a build for arm64 with purego", "reachable"},
	{"purego", []edit{{tag + neonText, "//go:build ignore\n\n" + neonText}},
		"HingeEachF16NEON: is in no build for arm64", "declarations"},

	{"reachable", []edit{{"case tier == cpuid.AVX2:", "case tier == cpuid.AVX512F:"}},
		`HingeEachGradF32AVX2: called under "tier == cpuid.AVX512F", not "tier == cpuid.AVX2" on amd64`, ""},
	{"reachable", []edit{{"\t\tasm.HingeEachF16NEON(b.Out, b.X1, b.N, b.Margin)\n", ""}},
		"HingeEachF16NEON: package loss does not reach it on arm64", ""},
	{"reachable", []edit{{"\tgenerated.Hinge(b)\n", ""}},
		"HingeSumF32AVX512: package loss does not reach it on amd64", ""},
	{"reachable", []edit{{"{ HingeEachF16Portable(b, 0) }", "{}"}},
		"generated/portable.go:5: HingeEachF16Portable: package loss does not reach it on riscv64", ""},
	{"reachable", []edit{{"{ HingeEachF16Portable(b, 0) }", "{ HingeSumF32Portable(b, 0) }"}},
		"calls it again on riscv64", ""},
	{"reachable", []edit{{"case b.Half:\n\t\tHingeEachF16(b)", "case b.Half:\n\t\tHingeF16(b)"}},
		"HingeEachF16NEON: package loss does not reach it on arm64", ""},
	{"reachable", []edit{{"{ HingeSumF32Portable(b, 0) }", "{\n\tif b.Sum {\n\t\tHingeSumF32Portable(b, 0)\n\t}\n}"}},
		`called under "b.Sum", not ""`, ""},
	{"reachable", []edit{{"case tier == cpuid.AVX2:", "case tier >= cpuid.Portable:\n\t\tn = 0\n\tcase tier == cpuid.AVX2:"}},
		`HingeEachGradF32: "case tier >= cpuid.Portable:\n\tn = 0" is not what case 1 of a choice is on amd64`, ""},
	{"reachable", []edit{{"case tier == cpuid.NEON:", "case tier == cpuid.NEON:\n\t\tb.N = 0"}},
		"is not what case 1 of a choice is on arm64", ""},
	{"reachable", []edit{{"\tdefault:\n\t\tHingeEachF16Portable(b, 0)\n\t}", "\t}\n\tHingeEachF16Portable(b, 0)"}},
		`"switch tier := cpuid.Current(); {" is not the choice of a tier on arm64`, ""},
	{"reachable", []edit{{"cpuid.Current(); {\n\tcase tier == cpuid.NEON:", "cpuid.Portable; {\n\tcase tier == cpuid.NEON:"}},
		`"switch tier := cpuid.Portable; {" is not the choice of a tier on arm64`, ""},
	{"reachable", []edit{{"case tier == cpuid.NEON:", "case tier == cpuid.NEON && stream:"}},
		`called under "tier == cpuid.NEON && stream", not "tier == cpuid.NEON" on arm64`, ""},

	{"runs", []edit{in(avx2, "ADDQ DX, AX")}, "ADDQ DX, AX: DX is read before it is written", ""},
	{"runs", []edit{in(avx2, "ADDQ DI, AX")}, "ADDQ DI, AX: adds an address", ""},
	{"reachable", []edit{{"return sum, 0, counts", "return sum, 0, 0"}}, "is not what case 1 of a choice is", ""},
	{"reachable", []edit{{"return sum, left, counts", "return sum, left, 0"}}, "is not what case 2 of a choice is", ""},

	{"runs", []edit{{"\tTESTQ R12, R12\n\tJZ absent\n", "\tTESTQ R12, R12\n"}},
		"VMOVUPS (R12)(AX*4), Z6: R12 is no address [64 pairs without weights]", "jumps"},
	{"runs", []edit{{"\tMOVQ weights+8(FP), R12\n", ""}}, "R12 is read before it is written", "arguments"},
	{"runs", []edit{{"\tADDQ $64, AX\n", ""}}, "does not end", ""},
	{"runs", []edit{in(avx2, "VPADDD (R8)(AX*4), Y0, Y9")}, "an access to memory of unknown size", ""},
	{"runs", []edit{in(avx2, "VMOVUPS (AX), Y9")}, "VMOVUPS (AX), Y9: AX is no address", ""},
	{"runs", []edit{{"JZ skip", "TESTQ SI, SI"}},
		"VMOVUPS Y1, (SI)(AX*4): SI is no address [64 pairs without gx1]", "jumps"},

	{"memory", []edit{in(avx2, "VMOVUPS (R8)(AX*4), Y9")}, "VMOVUPS (R8)(AX*4), Y9: loads byte 0 of x1 again", ""},
	{"memory", []edit{in(avx2, "VMOVUPS 256(R8)(AX*4), Y9")},
		"loads bytes 256 to 287 of x1, which has 256 [64 pairs]", ""},
	{"memory", []edit{in(avx2, "VMOVUPS (DI)(AX*4), Y9")}, "VMOVUPS (DI)(AX*4), Y9: loads out", ""},
	{"memory", []edit{in(avx2, "VMOVUPS Y1, (R8)(AX*4)")}, "VMOVUPS Y1, (R8)(AX*4): stores x1", ""},
	{"memory", []edit{{"FMOVD 0(R1), F0", "FMOVS 0(R1), F0"}}, "never loads byte 4 of x1", ""},
	{"memory", []edit{{"FMOVD F0, 0(R0)", "FMOVS F0, 0(R0)"}}, "never stores byte 4 of out", ""},

	{"memory", []edit{after("VMOVUPS (R12)(AX*4), Z6", "VMOVUPS (R12)(AX*4), Z6")}, "loads byte 0 of weights again", ""},
	{"memory", []edit{{"VMOVUPS (R12)(AX*4), Z6", "VMOVUPS (R12)(AX*4), Y6"}}, "never loads byte 32 of weights", "written"},
	{"memory", []edit{{"MOVQ weights+8(FP), R12", "MOVQ weights+8(FP), R12\n\tADDQ $4, R12"}},
		"loads bytes 196 to 259 of weights, which has 256", "runs"},

	{"lanes", []edit{in(avx512, "VMOVUPD 0(DI), Z9")},
		"VMOVUPD 0(DI), Z9: loads byte 0 of the lanes before it is stored", ""},
	{"lanes", []edit{after("VMOVUPD Z0, 0(DI)", "VMOVUPD Z0, 0(DI)")},
		"stores byte 0 of the lanes before it is loaded again", ""},
	{"lanes", []edit{after("VMOVUPD Z0, 0(DI)", "VMOVUPD 0(DI), Z9")},
		"does not store byte 0 of the lanes at the end", ""},

	{"inplace", []edit{{"VMOVUPS (R9)(AX*4), Y1\n\t", ""},
		after("VMOVUPS Y0, (DI)(AX*4)", "VMOVUPS (R9)(AX*4), Y1")},
		"VMOVUPS (R9)(AX*4), Y1: loads pair 0 of upstream after an output of that pair", ""},

	{"written", []edit{in(avx2, "VADDPS Y9, Y0, Y9")},
		"VADDPS Y9, Y0, Y9: reads 32 bytes of V9, of which 0 are written", ""},
	{"written", []edit{in(avx512, "VPMOVM2W K3, Y9")},
		"VPMOVM2W K3, Y9: reads 8 bytes of K3, of which 0 are written", ""},
	{"written", []edit{in(avx512, "VFIXUPIMMPS $0, Z2, Z2, Z9")},
		"VFIXUPIMMPS $0, Z2, Z2, Z9: reads 64 bytes of V9, of which 0 are written", ""},
	{"written", []edit{{"VBROADCASTSS margin+40(FP), Y15", "VBROADCASTSS margin+40(FP), X15"}},
		"reads 32 bytes of V15, of which 16 are written", ""},
	{"written", []edit{{"K1, Z2", "K2, Z2"}}, "reads 8 bytes of K2, of which 0 are written", ""},

	{"pairs", []edit{{"VMULPS Y0, Y1, Y1", "VMULPS Y1, Y1, Y1"}}, "comes from pairs [] of x1, want [0]", ""},
	{"pairs", []edit{{"VEXTRACTF64X4 $1, Z2", "VEXTRACTF64X4 $0, Z2"}},
		"comes from pairs [0 16 32 48] of x1, want [8 24 40 56]", ""},
	{"pairs", []edit{{"VADDPS Z4, Z3, Z3", "VADDPS Z3, Z3, Z3"}},
		"comes from pairs [0 16 32] of x1, want [0 16 32 48]", ""},
	{"pairs", []edit{{"VCMPPS $29, Z30, Z5, K3, K1", "VCMPPS $29, Z30, Z5, K1"}},
		"VMOVSS X11, counts+40(FP): comes from pairs [] of weights, want [0 16 32 48]", ""},
	{"pairs", []edit{{"VCMPPS $29, Z30, Z5, K3, K1", "VCMPPS $29, Z30, Z6, K3, K1"}},
		"comes from pairs [] of x1, want [0 16 32 48]", ""},
}

// goodExamples look like bad ones.
var goodExamples = [][]edit{
	{in(avx512, "VPXORD X15, X15, X15")},                          // X15 is zero in Go's own functions only
	{{"VMOVAPS.Z Z2, K1, Z2", "VPTERNLOGD $255, Z2, Z2, K1, Z2"}}, // NaN where the mask says
	{{"JLT loop\n\tVMOVUPD", "TESTQ CX, CX\n\tJNZ more\n\tVZEROUPPER\n\tRET\n\nmore:\n\tCMPQ AX, CX\n\tJLT loop\n\tVMOVUPD"}},
}
