//go:build !purego

#include "textflag.h"

// func HingeEachGradF32AVX2(out, gx1, x1, upstream, n, margin)
TEXT ·HingeEachGradF32AVX2(SB), NOSPLIT, $0-44
	MOVQ out+0(FP), DI
	MOVQ gx1+8(FP), SI
	MOVQ x1+16(FP), R8
	MOVQ upstream+24(FP), R9
	MOVQ n+32(FP), CX
	XORL AX, AX
	VBROADCASTSS margin+40(FP), Y15

loop:
	VMOVUPS (R8)(AX*4), Y0
	VMOVUPS (R9)(AX*4), Y1
	VSUBPS Y0, Y15, Y0
	VMOVUPS Y0, (DI)(AX*4)
	TESTQ SI, SI
	JZ skip
	VMULPS Y0, Y1, Y1
	VMOVUPS Y1, (SI)(AX*4)

skip:
	ADDQ $8, AX
	CMPQ AX, CX
	JLT loop
	VZEROUPPER
	RET
