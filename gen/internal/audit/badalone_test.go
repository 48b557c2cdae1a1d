package audit_test

// These are the cases of the only operation, with assembly on each architecture and without.
const (
	onlyAVX2     = "\t\t\tcase AVX2:\n\t\t\t\tmixF32AVX2(a)\n"
	onlyNEON     = "case NEON:\n\t\t\t\tmixF32NEON(a)\n"
	onlyPortable = "case opMix:\n\t\t\tmixF32Portable(a)\n"
)

// goodAlone has edits that leave the package without a fault.
var goodAlone = []edit{
	// Operations may share a kernel.
	{onlyPortable, onlyPortable + "\t\tcase opOther:\n\t\t\tmixF32Portable(a)\n"},
	// A function that another exported one calls is reached.
	{"error { return mixOn(current, &b) }", "error { return mixed(&b) }\n\nfunc mixed[T Float](b *Batch[T]) error { return mixOn(current, b) }"},
	// What a variable begins with is reached.
	{"error { return mixOn(current, &b) }", "error { return nil }\n\nvar _ = mixOn[float32](current, nil)"},
	// Sources of an OR may change places.
	{"KORW K3, K4, K3", "KORW K4, K3, K3"},
	{"VORR V3.B16, V4.B16, V3.B16", "VORR V4.B16, V3.B16, V3.B16"},
	// Which of three registers a choice overwrites does not matter.
	{"VBSL V1.B16, V2.B16, V3.B16", "VBIT V3.B16, V2.B16, V1.B16\n\tVORR V1.B16, V1.B16, V3.B16"},
	{"VBSL V1.B16, V2.B16, V3.B16", "VBIF V3.B16, V1.B16, V2.B16\n\tVORR V2.B16, V2.B16, V3.B16"},
}

// badAlone has examples of faults in a package that has everything.
var badAlone = []badExample{
	{"syntax", []edit{{"\nfunc mixF32NEON(a *args)", "\nfunc mixF32NEON(a *arrays)"}}, "takes the address of a arrays, no struct of the package", "declarations"},
	{"features", []edit{{"AVX2:   {cpu.X86.HasAVX, cpu.X86.HasAVX2,", "AVX2:   {cpu.X86.HasAVX,"}}, "VPSRLD $1, Y15, Y15: needs AVX2, which tier avx2 does not detect", ""},
	{"features", []edit{{"cpu.X86.HasAVX512DQ, ", ""}}, "VANDPS Z30, Z1, Z2: needs AVX512DQ, which tier avx512 does not detect", ""},
	{"features", []edit{{"VDIVPS Y4, Y2, Y4", "VDIVPS Y4, Y2, Y4\n\tVDIVPS Z4, Z2, Z6"}}, "VDIVPS Z4, Z2, Z6: needs AVX512F, which tier avx2 does not detect", ""},
	{"features", []edit{{"VORPS Y5, Y6, Y5", "VORPS Y5, Y6, Y5\n\tKORW K1, K1, K2"}}, "KORW K1, K1, K2: needs AVX512F, which tier avx2 does not detect", "written"},
	{"features", []edit{{"VBLENDMPS Z2, Z1, K3, Z2", "VBLENDVPS Z3, Z2, Z1, Z2"}}, "VBLENDVPS Z3, Z2, Z1, Z2: not in the table of instructions, or not in this form", "alike pairs written"},
	{"words", []edit{{"WORD $0x4EA0F822 ", "WORD $0x6EA0F822 "}}, `WORD $0x6EA0F822 (fneg v2.4s, v1.4s): the comment says "fabs v2.4s, v1.4s"`, "alike"},
	{"words", []edit{{"WORD $0x6E22FC02                     // fdiv", "WORD $0x4E22C402                     // fmaxnm"}}, "not on the list of ARMv8.0 instructions", "alike"},
	{"masks", []edit{{"KORW K3, K4, K3", "KORW K3, K4, K2"}}, "VMOVUPS.Z (DX)(AX*4), K2, Z0: a part of memory", "runs"},

	{"declarations", []edit{{"//\n//go:noescape\nfunc mixF32AVX512(", "//\nfunc mixF32AVX512("}}, "mix/kernels_amd64.go:7: mixF32AVX512: no //go:noescape", ""},
	{"declarations", []edit{{"\nfunc mixF32NEON(a *args)", "\nfunc mixNEON(a *args)"}}, "mixF32NEON: no declaration on arm64", ""},
	{"twins", []edit{{"func mixF32Portable(", "func mixF32Plain("}}, "mixF32AVX2: nothing tells what it has to do", "reachable"},
	{"twins", []edit{{"if y != nil {\n\t\t\tyHere = y[i]\n", "if y != nil {\n\t\t\tyHere = y[i]\n\t\t} else if n > 1 {\n\t\t\tyHere = 0\n"}}, `"if n > 1 {" is not what a portable kernel does`, ""},
	{"arguments", []edit{{"VBROADCASTSS args_Least(DI), Y13", "VBROADCASTSS args_Most(DI), Y13"}}, "VBROADCASTSS args_Most(DI), Y13: no such field of args", "runs"},
	{"arguments", []edit{{"VBROADCASTSS args_Least(DI), Z28", "VMOVAPS Z29, Z28"}}, "mixF32AVX512: reads Least 0 times", ""},
	{"purego", []edit{{"//go:build !purego\n\n#include \"go_asm.h\"\n#include \"textflag.h\"\n\n// func mixF32NEON", "#include \"go_asm.h\"\n#include \"textflag.h\"\n\n// func mixF32NEON"}},
		"mixF32NEON: is in a build for arm64 with purego", "declarations reachable"},

	{"reachable", []edit{{onlyAVX2, ""}}, "mixF32AVX2: no call reaches it on amd64", ""},
	{"reachable", []edit{{"\t\trun[T](opMix, tier, &part)\n", ""}}, "mixF32NEON: no call reaches it on arm64", ""},
	{"reachable", []edit{{"error { return mixOn(current, &b) }", "error { return nil }"}}, "mixF32Portable: no call reaches it on riscv64", ""},
	{"reachable", []edit{{"error { return mixOn(current, &b) }", "error { return mixOn(current, &b) }\n\nfunc Again(a *args) { mixF32Portable(a) }"}}, "mixF32Portable: run calls it again on", ""},
	{"reachable", []edit{{onlyPortable, onlyPortable + "\t\t\tmixF32Portable(a)\n"}}, "mixF32Portable: run calls it again on riscv64", "choices"},
	{"reachable", []edit{{onlyNEON, onlyNEON + "\t\t\t\tmixF32NEON(a)\n"}}, "mixF32NEON: run calls it again on arm64", "choices"},

	{"choices", []edit{{onlyNEON, "case Portable:\n\t\t\t\tmixF32NEON(a)\n"}}, `opMix of f32: "case Portable:\n\tmixF32NEON(a)" is not what case 1 of a choice is`, ""},
	{"choices", []edit{{onlyAVX2, "\t\t\tcase AVX2:\n\t\t\t\tmixF32AVX2(&args{})\n"}}, "is not what case 2 of a choice is", ""},
	{"choices", []edit{{onlyPortable, "case opMix:\n\t\t\tif a.Y == nil {\n\t\t\t\tmixF32Portable(a)\n\t\t\t}\n"}}, "opMix of f32: a choice of another form", ""},
	{"choices", []edit{{onlyPortable, "case opMix:\n\t\t\ta.N--\n\t\t\tmixF32Portable(a)\n"}}, `opMix of f32: "a.N--" is not the choice of a tier`, ""},

	{"pairs", []edit{{"VLD1.P 4(R12), V0.S[3]", "VLD1.P 4(R12), V0.S[2]"}}, "comes from pairs [3] of X, want [2]", ""},

	{"locals", []edit{{"VBROADCASTSS args_Least(DI), Y13", "VBROADCASTSS 0(SP), Y13"}}, "VBROADCASTSS 0(SP), Y13: loads bytes 0 to 3 of a frame from 0 to -1", "arguments"},
	{"locals", []edit{{"·mixF32AVX512(SB), NOSPLIT, $0-8", "·mixF32AVX512(SB), NOSPLIT, $64-8"}, {"VMOVAPS Z31, Z1 ", "VBROADCASTSS 4(SP), Z1 "}}, "VBROADCASTSS 4(SP), Z1: loads byte 4 of the frame, which was never stored", "alike"},

	// The tail computes in another way than the loop.
	{"alike", []edit{{"VDIVPS Y4, Y2, Y4", "VDIVPS Y2, Y4, Y4"}}, "pair 0 of Out is not computed as others are", ""},
	{"alike", []edit{{"VDIVPS Z2, Z0, Z2", "VDIVPS Z0, Z2, Z2"}}, "pair 0 of Out is not computed as others are", ""},
	{"alike", []edit{{"VMAXPS Y3, Y4, Y3", "VMAXPS Y4, Y3, Y3"}}, "pair 0 of Out is not computed as others are", ""},
	{"alike", []edit{{"VCMPPS $30, Y2, Y13, Y6", "VCMPPS $29, Y2, Y13, Y6"}}, "pair 0 of Out is not computed as others are", ""},
	{"alike", []edit{{"VCMPPS $0, Z29, Z0, K3               // xHere == 0.5\n\tVCMPPS $30, Z0", "VCMPPS $0, Z28, Z0, K3               // xHere == 0.5\n\tVCMPPS $30, Z0"}}, "pair 0 of Out is not computed as others are", ""},
	{"alike", []edit{{"VORPS Y5, Y6, Y5", "VANDPS Y5, Y6, Y5"}}, "pair 0 of Out is not computed as others are", ""},
	{"alike", []edit{{"KORW K3, K4, K3", "KANDW K3, K4, K3"}}, "pair 0 of Out is not computed as others are", ""},
	{"alike", []edit{{"VBLENDVPS Y5, Y4, Y3, Y5", "VBLENDVPS Y5, Y3, Y4, Y5"}}, "pair 0 of Out is not computed as others are", ""},
	{"alike", []edit{{"VBLENDMPS Z2, Z1, K3, Z2", "VBLENDMPS Z1, Z2, K3, Z2"}}, "pair 0 of Out is not computed as others are", ""},
	{"alike", []edit{{"VBSL V1.B16, V2.B16, V3.B16", "VBSL V2.B16, V1.B16, V3.B16"}}, "pair 0 of Out is not computed as others are", ""},
	{"alike", []edit{{"VBIT V0.B16, V2.B16, V1.B16", "VBIF V0.B16, V2.B16, V1.B16"}}, "pair 0 of Out is not computed as others are", ""},
	{"alike", []edit{{"VORR V3.B16, V4.B16, V3.B16", "VAND V3.B16, V4.B16, V3.B16"}}, "pair 0 of Out is not computed as others are", ""},
	{"alike", []edit{{"WORD $0x6E22FC02                     // fdiv v2.4s, v0.4s, v2.4s", "WORD $0x6E20FC42                     // fdiv v2.4s, v2.4s, v0.4s"}}, "pair 0 of Out is not computed as others are", ""},

	// The loop computes from the wrong registers.
	{"pairs", []edit{{"VDIVPS Y5, Y1, Y5", "VDIVPS Y4, Y1, Y5"}}, "comes from pairs [0 8] of X, want [8]", ""},
	{"pairs", []edit{{"KORW K4, K6, K4", "KORW K4, K5, K4"}}, "comes from pairs [0 16] of X, want [16]", ""},
	{"pairs", []edit{{"VBLENDMPS Z5, Z3, K4, Z5", "VBLENDMPS Z5, Z3, K3, Z5"}}, "comes from pairs [0 16] of X, want [16]", ""},
	{"pairs", []edit{{"VBSL V5.B16, V9.B16, V13.B16", "VBSL V5.B16, V8.B16, V13.B16"}}, "comes from pairs [0 4] of X, want [4]", ""},
	{"constants", []edit{{"VCMPPS $0, Z29, Z1, K4", "VCMPPS $0, Z29, Z1, K4\n\tVMOVAPS Z28, Z29"}}, "VMOVAPS Z28, Z29: V29 is a constant", "alike"},
}
