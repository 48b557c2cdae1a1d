//go:build !purego

#include "textflag.h"

// func HingeSumWeightedF32AVX512(x1, weights, n, weight, margin) (sum, counts)
TEXT ·HingeSumWeightedF32AVX512(SB), NOSPLIT, $0-44
	MOVQ x1+0(FP), BX
	MOVQ n+16(FP), CX
	XORL AX, AX
	VBROADCASTSS margin+28(FP), Z28
	VPXORD Z30, Z30, Z30
	VPTERNLOGD $255, Z29, Z29, Z29
	VPSRLD $31, Z29, Z29
	VPXORD Z10, Z10, Z10                 // lanes
	VPXORD Z11, Z11, Z11                 // counts

loop:
	VMOVUPS (BX)(AX*4), Z5
	VBROADCASTSS weight+24(FP), Z6
	MOVQ weights+8(FP), R12
	TESTQ R12, R12
	JZ absent
	VMOVUPS (R12)(AX*4), Z6

absent:
	VCMPPS $4, Z30, Z6, K3
	VSUBPS Z5, Z28, Z5
	VCMPPS $29, Z30, Z5, K3, K1
	VPADDD Z29, Z11, K1, Z11
	VMULPS.Z Z5, Z6, K3, Z5
	VEXTRACTF64X4 $1, Z5, Y6
	VADDPS Y6, Y5, Y5
	VCVTPS2PD Y5, Z5
	VADDPD Z5, Z10, Z10
	ADDQ $16, AX
	CMPQ AX, CX
	JLT loop
	VMOVSD X10, sum+32(FP)
	VMOVSS X11, counts+40(FP)
	VZEROUPPER
	RET
