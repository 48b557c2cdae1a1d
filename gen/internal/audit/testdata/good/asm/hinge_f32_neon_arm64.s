//go:build !purego

#include "go_asm.h"
#include "textflag.h"

// func HingeSumF32NEON(a *Args)
TEXT ·HingeSumF32NEON(SB), NOSPLIT, $16-8
	MOVD a+0(FP), R0
	MOVD Args_X1(R0), R1
	MOVD Args_N(R0), R11
	MOVD $0, R10
	FMOVS Args_Margin(R0), F31
	VDUP V31.S[0], V31.S4
	VEOR V29.B16, V29.B16, V29.B16       // zero
	VEOR V0.B16, V0.B16, V0.B16          // lanes
	SUBS $4, R11
	BLT tail

loop:
	FMOVQ 0(R1), F1
	WORD $0x4EA1D7E1                     // fsub v1.4s, v31.4s, v1.4s; margin - x1
	WORD $0x4E3DF421                     // fmax v1.4s, v1.4s, v29.4s
	WORD $0x0E617822                     // fcvtl v2.2d, v1.2s
	WORD $0x4E617823                     // fcvtl2 v3.2d, v1.4s
	WORD $0x4E62D400                     // fadd v0.2d, v0.2d, v2.2d; lanes
	WORD $0x4E63D400                     // fadd v0.2d, v0.2d, v3.2d; lanes
	ADD $16, R1
	ADD $4, R10
	CMP R11, R10
	BLE loop

tail:
	ADD $4, R11
	SUBS R10, R11
	BEQ fold
	FMOVQ F29, 8(RSP)

part:
	FMOVS 0(R1), F4
	WORD $0x4EA4D7E4                     // fsub v4.4s, v31.4s, v4.4s; margin - x1
	WORD $0x4E3DF484                     // fmax v4.4s, v4.4s, v29.4s
	AND $3, R10, R12
	MOVD $8(RSP), R13
	ADD R12<<2, R13, R13
	FMOVS F4, (R13)                      // a term
	ADD $4, R1
	ADD $1, R10
	SUBS $1, R11
	BGT part
	FMOVQ 8(RSP), F4
	WORD $0x0E617885                     // fcvtl v5.2d, v4.2s
	WORD $0x4E617886                     // fcvtl2 v6.2d, v4.4s
	WORD $0x4E65D400                     // fadd v0.2d, v0.2d, v5.2d; lanes
	WORD $0x4E66D400                     // fadd v0.2d, v0.2d, v6.2d; lanes

fold:
	VDUP V0.D[1], V1.D2
	WORD $0x4E61D400                     // fadd v0.2d, v0.2d, v1.2d
	FMOVD F0, Args_Sum(R0)
	RET
