package audit_test

// badCalls has examples of calls that go wrong in memory.
var badCalls = []badExample{
	{"runs", []edit{in(avx2, "ADDQ R10, AX")}, "ADDQ R10, AX: R10 is read before it is written", ""},
	{"runs", []edit{in(avx2, "ADDQ DI, AX")}, "ADDQ DI, AX: adds an address", ""},
	{"runs", []edit{{"\tTESTQ R12, R12\n\tJZ loaded\n", "\tTESTQ R12, R12\n"}},
		"VMOVUPS (R12)(AX*4), Z8: R12 is no address [17 elements without Weights]", "jumps"},
	{"runs", []edit{{"VBROADCASTSS Args_Weight(DI), Z8\n\tMOVQ Args_Weights(DI), R12\n", "VBROADCASTSS Args_Weight(DI), Z8\n"}}, "R12 is read before it is written", ""},
	{"runs", []edit{{"skip_gx1:\n\tADDQ $16, AX\n", "skip_gx1:\n"}}, "does not end", ""},
	{"runs", []edit{in(avx2, "VPERMQ $0, (SI)(AX*4), Y9")}, "an access to memory of unknown size", "features"},
	{"runs", []edit{in(avx2, "VMOVUPS (AX), Y9")}, "VMOVUPS (AX), Y9: AX is no address", ""},
	{"runs", []edit{{"\tJZ tail_skip_gx1\n", ""}},
		"VMASKMOVPS Y7, Y5, (R9)(AX*4): R9 is no address [1 elements without GX1]", "jumps"},
	{"runs", []edit{in(avx2, "MOVLQSX (SI)(AX*4), R10\n\tTESTQ R10, R10\n\tJZ skip_gx1")}, "JZ skip_gx1: jumps by data", ""},
	{"runs", []edit{{"JNZ tail_nan_out\n\ntail_quiet_out:", "JNZ done\n\ntail_quiet_out:"}}, "JNZ done: jumps by data", "jumps detours"},
	{"runs", []edit{in(avx2, "MOVQ (DI), R10")}, "MOVQ (DI), R10: DI is the address of Args", ""},
	{"runs", []edit{{"VPCMPGTD Y4, Y5, Y5\n\tVMASKMOVPS (SI)(AX*4), Y5, Y6", "VPCMPGTD Y4, Y5, Y5\n\tVMASKMOVPS (SI)(AX*4), Y15, Y6"}}, "a mask that was not made of a count", ""},
	{"runs", []edit{{"SHLQ CX, R12\n\tSUBQ $1, R12\n\tKMOVW R12, K2\n\tVMOVUPS.Z (SI)", "SHLQ CX, R12\n\tKMOVW R12, K2\n\tVMOVUPS.Z (SI)"}}, "a mask with gaps", ""},

	{"covered", []edit{{"\tJGT part\n\ndone:\n\tSFENCE", "\tJGT part\n\tJMP done\n\tXORL R10, R10\n\ndone:\n\tSFENCE"}}, "XORL R10, R10: no call runs it", ""},
	{"covered", []edit{{"done:\n\tSFENCE", "done:\n\tCMPQ CX, $100\n\tJGT more\n\tSFENCE\n\tVZEROUPPER\n\tRET\n\nmore:\n\tSFENCE"}}, "no call runs it", ""},

	{"memory", []edit{in(avx2, "VMOVUPS (SI)(AX*4), Y9")}, "VMOVUPS (SI)(AX*4), Y9: loads byte 0 of X1 again", ""},
	{"memory", []edit{in(avx2, "VMOVUPS 256(SI)(AX*4), Y9")},
		"loads bytes 256 to 287 of X1, which has 68 [17 elements]", ""},
	{"memory", []edit{in(avx2, "VMOVUPS (R8)(AX*4), Y9")}, "VMOVUPS (R8)(AX*4), Y9: loads Out", ""},
	{"memory", []edit{in(avx2, "VMOVUPS Y1, (SI)(AX*4)")}, "VMOVUPS Y1, (SI)(AX*4): stores X1", ""},
	{"memory", []edit{{"FMOVD 0(R1), F0", "FMOVS 0(R1), F0"}}, "never loads byte 4 of X1", "written"},
	{"memory", []edit{{"FMOVD F0, 0(R2)", "FMOVS F0, 0(R2)"}}, "never stores byte 4 of Out", ""},
	{"memory", []edit{after("VMOVUPS (R12)(AX*4), Z8", "VMOVUPS (R12)(AX*4), Z8")}, "loads byte 0 of Weights again", ""},
	{"memory", []edit{{"VMOVUPS (R12)(AX*4), Z8", "VMOVUPS (R12)(AX*4), Y8"}}, "never loads byte 32 of Weights", "written"},
	{"memory", []edit{{"\tJZ loaded\n", "\tJZ loaded\n\tADDQ $4, R12\n"}},
		"of Weights again", "pairs"},

	{"memory", []edit{{"FMOVS F2, (R3)(R10<<2)", "ADD $64, R3, R12\n\tFMOVS F2, (R12)(R10<<2)"}}, "stores bytes 64 to 67 of Low, which has 64 [1 elements]", ""},
	{"memory", []edit{{"FLDPQ 0(R2), (F2, F3)", "FMOVQ 0(R2), F2"}}, "never loads byte 16 of In+8 [64 elements]", ""},
	{"memory", []edit{{"FMOVQ 0(R3), F4", "FLDPQ 0(R3), (F4, F5)"}}, "loads byte 16 of Narrow again", ""},
	{"memory", []edit{{"ADD R10<<1, R4", "ADD R10<<0, R4"}}, "stores bytes 1024 to 1055 of Out", "pairs"},

	{"locals", []edit{{"\tVMOVUPS Z5, 64(SP)\n", ""}}, "VMOVUPS 64(SP), Z6: loads byte 64 of the frame, which was never stored [1 elements]", "alike"},
	{"locals", []edit{{"VMOVUPS Z5, 64(SP)", "VMOVUPS Z5, 72(SP)"}}, "stores bytes 72 to 135 of a frame from 0 to 127", "alike"},
	{"locals", []edit{{"ANDQ $31, R12", "ANDQ $63, R12"}}, "of a frame from 0 to 127", "pairs"},
	{"locals", []edit{in(avx2, "MOVQ 0(SP), R12")}, "MOVQ 0(SP), R12: loads bytes 0 to 7 of a frame from 0 to -1", ""},
	{"locals", []edit{{"FMOVQ F29, 8(RSP)", "FMOVQ F29, 0(RSP)"}}, "FMOVQ F29, 0(RSP): stores bytes 0 to 15 of a frame from 8 to 23", "pairs alike"},
	{"locals", []edit{{"·HingeSumF32NEON(SB), NOSPLIT, $16-8", "·HingeSumF32NEON(SB), NOSPLIT, $8-8"}}, "of a frame from 8 to 15", "lanes pairs alike"},

	{"lanes", []edit{after("VMOVUPS Z5, 0(SP)(R12*4)", "VMOVUPS Z5, 0(SP)(R12*4)")},
		"stores byte 0 of the frame before it is loaded", ""},
	{"lanes", []edit{{"ANDQ $31, R12", "ANDQ $15, R12"}}, "stores byte 0 of the frame before it is loaded", "pairs"},
	{"lanes", []edit{{"\tVMOVUPS 64(SP), Z6\n\tVADDPS Z6, Z5, Z5\n", ""}}, "nothing loads byte 64 of the frame [17 elements]", "pairs"},
	{"lanes", []edit{{"FMOVQ 8(RSP), F4", "FMOVD 8(RSP), F4"}}, "nothing loads byte 16 of the frame", "written"},

	{"inplace", []edit{{"VMOVUPS (DX)(AX*4), Y2\n\t", ""}, {"stored_out:\n", "stored_out:\n\tVMOVUPS (DX)(AX*4), Y2\n"}},
		"VMOVUPS (DX)(AX*4), Y2: loads pair 0 of Upstream after an output of that pair", ""},

	{"results", []edit{{"VMOVSD X0, Args_Sum(DI)", "TESTQ AX, AX\n\tJZ nothing\n\tVMOVSD X0, Args_Sum(DI)\n\nnothing:"}}, "does not write Sum [0 elements]", ""},
	{"results", []edit{{"VMOVSS X11, Args_Active(DI)", "MOVQ $2, R12\n\nlist:\n\tVMOVSS X11, Args_Active(DI)\n\tSUBQ $1, R12\n\tJGT list"}}, "Args_Active(DI): writes Active again", "twice"},

	{"around", []edit{{"JNZ stream_out", "JZ stream_out"}}, "VMOVNTPS Y0, (R8)(AX*4): a store around the caches that was not asked for", ""},
	{"around", []edit{{"TESTQ R13, R13\n\tJNZ stream_gx1", "TESTQ AX, AX\n\tJNZ stream_gx1"}}, "that was not asked for", ""},
	{"around", []edit{{"SUBQ $16, CX\n\tJLT tail\n\nloop:\n\tVMOVUPS (SI)(AX*4), Y0", "TESTQ R13, R13\n\tJNZ skip_start\n\nskip_start:\n\tSUBQ $16, CX\n\tJLT tail\n\nloop:\n\tVMOVUPS (SI)(AX*4), Y0"},
		{"done:\n\tSFENCE", "done:\n\tTESTQ R13, R13\n\tJNZ more\n\tSFENCE\n\tVZEROUPPER\n\tRET\n\nmore:"}}, "RET: no SFENCE since stores around the caches", ""},
	{"around", []edit{{"VMOVNTPS Y0, (R8)(AX*4)\n\tVMOVNTPS Y1, 32(R8)(AX*4)", "VMOVNTPS Y0, 8(R8)(AX*4)\n\tVMOVNTPS Y1, 40(R8)(AX*4)"}}, "not aligned: byte 8 of Out", "lines memory pairs inplace"},
	{"around", []edit{{"VMOVNTPS Y2, (R9)(AX*4)", "VMOVUPS Y2, (R9)(AX*4)"}}, "a store through the caches where one around them was asked for", "lines"},

	{"lines", []edit{{"VMOVNTPS Y0, (R8)(AX*4)\n\tVMOVNTPS Y1, 32(R8)(AX*4)", "VMOVNTPS Y1, 32(R8)(AX*4)"}, {"VMOVNTPS Y2, (R9)(AX*4)", "VMOVNTPS Y2, (R9)(AX*4)\n\tVMOVNTPS Y0, (R8)(AX*4)"}},
		"VMOVNTPS Y2, (R9)(AX*4): begins a line where another has 32 of 64 bytes", "memory"},
	{"lines", []edit{{"VMOVNTPS Y3, 32(R9)(AX*4)\n", "CMPQ AX, CX\n\tJZ last_gx1\n\tVMOVNTPS Y3, 32(R9)(AX*4)\n\nlast_gx1:\n"}}, "leaves a line with 32 of 64 bytes", "memory"},

	{"chunks", []edit{{"ADD $8, R2\n\tADD $4, R10\n\tCMP R11, R10\n", "ADD $8, R2\n\tADD $4, R10\n"}}, "part: pairs of whole chunks are left to the tail [64 elements]", ""},
	{"chunks", []edit{{"SUBQ $16, CX\n\tJLT tail\n\nloop:\n\tVMOVUPS (BX)", "SUBQ $16, CX\n\tJLE tail\n\nloop:\n\tVMOVUPS (BX)"}, {"\tCMPQ AX, CX\n\tJLE loop\n\ntail:\n\tADDQ $16, CX\n\tSUBQ AX, CX\n\tJZ fold", "\tCMPQ AX, CX\n\tJLT loop\n\ntail:\n\tADDQ $16, CX\n\tSUBQ AX, CX\n\tJZ fold"}}, "pairs of whole chunks are left to the tail [64 elements]", ""},

	{"twice", []edit{{"VSUBPS Y6, Y15, Y6", "CMPQ CX, $1\n\tJNZ several\n\tVSUBPS Y6, Y15, Y6\n\tJMP computed\n\nseveral:\n\tVSUBPS Y6, Y15, Y6\n\ncomputed:"}},
		"VSUBPS Y6, Y15, Y6: arithmetic that a call with everything does without", ""},
	{"twice", []edit{{"SUBS $1, R11\n\tBGT part\n\ndone:\n\tRET", "SUBS $1, R11\n\tBGT part\n\nlist:\n\tSUBS $1, R10\n\tBGT list\n\ndone:\n\tRET"}}, "HingeEachF16NEON: 3 loops, one behind the other", ""},
	{"twice", []edit{{"\tBEQ fold\n\tFMOVQ F29, 8(RSP)", "\tBEQ fold\n\tFMOVS 0(R1), F4\n\tFMOVQ F29, 8(RSP)"}}, "FMOVS 0(R1), F4: an array outside of the loops", "memory"},
}
