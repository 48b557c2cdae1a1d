//go:build !purego

#include "textflag.h"

// func HingeEachF16NEON(out, x1, n, margin)
TEXT ·HingeEachF16NEON(SB), NOSPLIT, $0-28
	MOVD out+0(FP), R0
	MOVD x1+8(FP), R1
	MOVD n+16(FP), R11
	MOVD $0, R10
	FMOVS margin+24(FP), F30
	VDUP V30.S[0], V30.S4

loop:
	FMOVD 0(R1), F0
	WORD $0x0E217800                     // fcvtl v0.4s, v0.4h; x1
	WORD $0x4EA0D7C0                     // fsub v0.4s, v30.4s, v0.4s; margin - x1
	WORD $0x0E216800                     // fcvtn v0.4h, v0.4s
	FMOVD F0, 0(R0)
	ADD $8, R0
	ADD $8, R1
	ADD $4, R10
	CMP R11, R10
	BLT loop
	RET
