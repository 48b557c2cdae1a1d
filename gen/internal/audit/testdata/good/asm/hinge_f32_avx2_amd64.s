//go:build !purego

#include "go_asm.h"
#include "textflag.h"

// func HingeEachGradF32AVX2(a *Args)
TEXT ·HingeEachGradF32AVX2(SB), NOSPLIT, $0-8
	MOVQ a+0(FP), DI
	MOVQ Args_X1(DI), SI
	MOVQ Args_Out(DI), R8
	MOVQ Args_GX1(DI), R9
	MOVQ Args_Upstream(DI), DX
	MOVQ Args_N(DI), CX
	MOVBLZX Args_Stream(DI), R13
	XORL AX, AX
	VBROADCASTSS Args_Margin(DI), Y15
	SUBQ $16, CX
	JLT tail

loop:
	VMOVUPS (SI)(AX*4), Y0
	VMOVUPS 32(SI)(AX*4), Y1
	VMOVUPS (DX)(AX*4), Y2
	VMOVUPS 32(DX)(AX*4), Y3
	VSUBPS Y0, Y15, Y0
	VSUBPS Y1, Y15, Y1
	VCMPPS $3, Y0, Y1, Y8
	VMOVMSKPS Y8, R12
	TESTQ R12, R12
	JNZ nan_out

quiet_out:
	TESTQ R13, R13
	JNZ stream_out
	VMOVUPS Y0, (R8)(AX*4)
	VMOVUPS Y1, 32(R8)(AX*4)

stored_out:
	TESTQ R9, R9
	JNZ want_gx1

skip_gx1:
	ADDQ $16, AX
	CMPQ AX, CX
	JLE loop

tail:
	ADDQ $16, CX
	SUBQ AX, CX
	JZ done

part:
	MOVQ $0x0706050403020100, R12
	VMOVQ R12, X4
	VPMOVZXBD X4, Y4
	VMOVQ CX, X5
	VPBROADCASTD X5, Y5
	VPCMPGTD Y4, Y5, Y5
	VMASKMOVPS (SI)(AX*4), Y5, Y6
	VMASKMOVPS (DX)(AX*4), Y5, Y7
	VSUBPS Y6, Y15, Y6
	VCMPPS $3, Y6, Y6, Y8
	VMOVMSKPS Y8, R12
	TESTQ R12, R12
	JNZ tail_nan_out

tail_quiet_out:
	VMASKMOVPS Y6, Y5, (R8)(AX*4)
	TESTQ R9, R9
	JZ tail_skip_gx1
	VMULPS Y6, Y7, Y7
	VMASKMOVPS Y7, Y5, (R9)(AX*4)

tail_skip_gx1:
	ADDQ $8, AX
	SUBQ $8, CX
	JGT part

done:
	SFENCE
	VZEROUPPER
	RET

nan_out:
	VCMPPS $3, Y0, Y0, Y8
	VORPS Y8, Y0, Y0
	VCMPPS $3, Y1, Y1, Y8
	VORPS Y8, Y1, Y1
	JMP quiet_out

tail_nan_out:
	VCMPPS $3, Y6, Y6, Y8
	VORPS Y8, Y6, Y6
	JMP tail_quiet_out

stream_out:
	VMOVNTPS Y0, (R8)(AX*4)
	VMOVNTPS Y1, 32(R8)(AX*4)
	JMP stored_out

stream_gx1:
	VMOVNTPS Y2, (R9)(AX*4)
	VMOVNTPS Y3, 32(R9)(AX*4)
	JMP stored_gx1

want_gx1:
	VMULPS Y0, Y2, Y2
	VMULPS Y1, Y3, Y3
	TESTQ R13, R13
	JNZ stream_gx1
	VMOVUPS Y2, (R9)(AX*4)
	VMOVUPS Y3, 32(R9)(AX*4)

stored_gx1:
	JMP skip_gx1
