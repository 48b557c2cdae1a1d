//go:build !purego

#include "go_asm.h"
#include "textflag.h"

// func mixF32AVX2(a *args)
TEXT ·mixF32AVX2(SB), NOSPLIT, $0-8
	MOVQ a+0(FP), DI
	MOVQ args_Out(DI), SI
	MOVQ args_X(DI), DX
	MOVQ args_Same(DI), BX
	MOVQ args_Y(DI), R8
	MOVQ args_N(DI), CX
	XORL AX, AX
	VPCMPEQD Y15, Y15, Y15
	VPSRLD $1, Y15, Y15                  // magnitude
	MOVQ $0x3f0000003f000000, R12
	VMOVQ R12, X14
	VPBROADCASTQ X14, Y14                // 0.5
	VBROADCASTSS args_Least(DI), Y13     // least
	SUBQ $16, CX
	JLT tail
	PCALIGN $64

loop:
	// pairs 0 to 7, 8 to 15
	VMOVUPS (DX)(AX*4), Y0               // xHere = x
	VMOVUPS 32(DX)(AX*4), Y1             // xHere = x
	VBROADCASTSS args_YDefault(DI), Y2   // yHere = yDefault
	VMOVAPS Y2, Y3                       // yHere = yDefault
	TESTQ R8, R8
	JZ loaded_yHere_0
	VMOVUPS (R8)(AX*4), Y2               // yHere = y
	VMOVUPS 32(R8)(AX*4), Y3             // yHere = y

loaded_yHere_0:
	VANDPS Y15, Y2, Y4                   // |yHere|
	VANDPS Y15, Y3, Y5                   // |yHere|
	VDIVPS Y4, Y0, Y4                    // q = xHere/|yHere|
	VDIVPS Y5, Y1, Y5                    // q = xHere/|yHere|
	VCMPPS $0, Y14, Y0, Y6               // xHere == 0.5
	VCMPPS $0, Y14, Y1, Y7               // xHere == 0.5
	VCMPPS $30, Y0, Y13, Y8              // least > xHere
	VCMPPS $30, Y1, Y13, Y9              // least > xHere
	VORPS Y6, Y8, Y6                     // small = xHere == 0.5 or least > xHere
	VORPS Y7, Y9, Y7                     // small = xHere == 0.5 or least > xHere
	TESTQ BX, BX
	JZ skip_same_0
	VCMPPS $3, Y0, Y1, Y8
	VMOVMSKPS Y8, R12
	TESTQ R12, R12
	JNZ nan_same_0

quiet_same_0:
	VMOVUPS Y0, (BX)(AX*4)               // same = xHere
	VMOVUPS Y1, 32(BX)(AX*4)             // same = xHere

skip_same_0:
	VMAXPS Y2, Y4, Y2                    // max(q, yHere)
	VMAXPS Y3, Y5, Y3                    // max(q, yHere)
	VBLENDVPS Y6, Y4, Y2, Y6             // q where small, otherwise max(q, yHere)
	VBLENDVPS Y7, Y5, Y3, Y7             // q where small, otherwise max(q, yHere)
	VCMPPS $3, Y6, Y7, Y0
	VMOVMSKPS Y0, R12
	TESTQ R12, R12
	JNZ nan_out_0

quiet_out_0:
	VMOVUPS Y6, (SI)(AX*4)               // out = q where small, otherwise max(q, yHere)
	VMOVUPS Y7, 32(SI)(AX*4)             // out = q where small, otherwise max(q, yHere)
	ADDQ $16, AX
	CMPQ AX, CX
	JLE loop

tail:
	ADDQ $16, CX
	SUBQ AX, CX
	JZ done
	MOVQ $0x706050403020100, R12
	VMOVQ R12, X0
	VPMOVZXBD X0, Y0                     // 0 to 7

part:
	VMOVQ CX, X1
	VPBROADCASTD X1, Y1
	VPCMPGTD Y0, Y1, Y1                  // the pairs of the part

	// pairs 0 to 7, or fewer
	VMASKMOVPS (DX)(AX*4), Y1, Y2        // xHere = x
	VBROADCASTSS args_YDefault(DI), Y3   // yHere = yDefault
	TESTQ R8, R8
	JZ tail_loaded_yHere
	VMASKMOVPS (R8)(AX*4), Y1, Y3        // yHere = y

tail_loaded_yHere:
	VANDPS Y15, Y3, Y4                   // |yHere|
	VDIVPS Y4, Y2, Y4                    // q = xHere/|yHere|
	VCMPPS $0, Y14, Y2, Y5               // xHere == 0.5
	VCMPPS $30, Y2, Y13, Y6              // least > xHere
	VORPS Y5, Y6, Y5                     // small = xHere == 0.5 or least > xHere
	TESTQ BX, BX
	JZ tail_skip_same
	VCMPPS $3, Y2, Y2, Y6
	VMOVMSKPS Y6, R12
	TESTQ R12, R12
	JNZ tail_nan_same

tail_quiet_same:
	CMPQ CX, $8
	JLT some_same
	VMOVUPS Y2, (BX)(AX*4)
	JMP end_same

some_same:
	VMASKMOVPS Y2, Y1, (BX)(AX*4)

end_same:
tail_skip_same:
	VMAXPS Y3, Y4, Y3                    // max(q, yHere)
	VBLENDVPS Y5, Y4, Y3, Y5             // q where small, otherwise max(q, yHere)
	VCMPPS $3, Y5, Y5, Y2
	VMOVMSKPS Y2, R12
	TESTQ R12, R12
	JNZ tail_nan_out

tail_quiet_out:
	CMPQ CX, $8
	JLT some_out
	VMOVUPS Y5, (SI)(AX*4)
	JMP end_out

some_out:
	VMASKMOVPS Y5, Y1, (SI)(AX*4)

end_out:
	ADDQ $8, AX
	SUBQ $8, CX
	JGT part

done:
	VZEROUPPER
	RET

nan_same_0:
	VCMPPS $3, Y0, Y0, Y8
	VORPS Y8, Y0, Y0                     // xHere
	VCMPPS $3, Y1, Y1, Y8
	VORPS Y8, Y1, Y1                     // xHere
	JMP quiet_same_0

nan_out_0:
	VCMPPS $3, Y6, Y6, Y0
	VORPS Y0, Y6, Y6                     // q where small, otherwise max(q, yHere)
	VCMPPS $3, Y7, Y7, Y0
	VORPS Y0, Y7, Y7                     // q where small, otherwise max(q, yHere)
	JMP quiet_out_0

tail_nan_same:
	VCMPPS $3, Y2, Y2, Y6
	VORPS Y6, Y2, Y2                     // xHere
	JMP tail_quiet_same

tail_nan_out:
	VCMPPS $3, Y5, Y5, Y2
	VORPS Y2, Y5, Y5                     // q where small, otherwise max(q, yHere)
	JMP tail_quiet_out
