//go:build !purego

#include "go_asm.h"
#include "textflag.h"

// func HingeEachF16NEON(a *Args)
TEXT ·HingeEachF16NEON(SB), NOSPLIT, $0-8
	MOVD a+0(FP), R0
	MOVD Args_X1(R0), R1
	MOVD Args_Out(R0), R2
	MOVD Args_N(R0), R11
	MOVD $0, R10
	FMOVS Args_Margin(R0), F30
	VDUP V30.S[0], V30.S4
	SUBS $4, R11
	BLT tail

loop:
	FMOVD 0(R1), F0
	WORD $0x0E217800                     // fcvtl v0.4s, v0.4h; x1
	WORD $0x4EA0D7C0                     // fsub v0.4s, v30.4s, v0.4s; margin - x1
	WORD $0x0E216800                     // fcvtn v0.4h, v0.4s
	FMOVD F0, 0(R2)
	ADD $8, R1
	ADD $8, R2
	ADD $4, R10
	CMP R11, R10
	BLE loop

tail:
	ADD $4, R11
	SUBS R10, R11
	BEQ done

part:
	VEOR V1.B16, V1.B16, V1.B16
	VLD1.P 2(R1), V1.H[0]
	WORD $0x0E217821                     // fcvtl v1.4s, v1.4h; x1
	WORD $0x4EA1D7C1                     // fsub v1.4s, v30.4s, v1.4s; margin - x1
	WORD $0x0E216821                     // fcvtn v1.4h, v1.4s
	VST1.P V1.H[0], 2(R2)
	SUBS $1, R11
	BGT part

done:
	RET
