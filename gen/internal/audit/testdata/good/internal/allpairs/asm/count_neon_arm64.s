//go:build !purego

#include "go_asm.h"
#include "textflag.h"

// func CountNEON(a *List)
TEXT ·CountNEON(SB), NOSPLIT, $0-8
	MOVD a+0(FP), R0
	MOVD List_Scores(R0), R1
	MOVD List_Relevance(R0), R2
	MOVD List_Low(R0), R3
	MOVD List_High(R0), R4
	MOVD List_Lower(R0), R5
	MOVD List_N(R0), R11
	FMOVS List_Margin(R0), F31
	MOVD $0, R10

loop:
	FMOVS (R1)(R10<<2), F0
	FMOVS (R2)(R10<<2), F1
	VEOR V2.B16, V2.B16, V2.B16
	VEOR V3.B16, V3.B16, V3.B16
	VEOR V4.B16, V4.B16, V4.B16
	MOVD $0, R6

item:
	FMOVS (R1)(R6<<2), F5
	FMOVS (R2)(R6<<2), F6
	WORD $0x6EA6E427                     // fcmgt v7.4s, v1.4s, v6.4s; j is the higher one of a pair
	VSUB V7.S4, V4.S4, V4.S4
	WORD $0x4EA5D408                     // fsub v8.4s, v0.4s, v5.4s
	WORD $0x6E28E7E9                     // fcmge v9.4s, v31.4s, v8.4s; inside the margin
	VAND V7.B16, V9.B16, V9.B16
	VSUB V9.S4, V3.S4, V3.S4
	WORD $0x6EA1E4C7                     // fcmgt v7.4s, v6.4s, v1.4s; j is the lower one of a pair
	WORD $0x4EA0D4A8                     // fsub v8.4s, v5.4s, v0.4s
	WORD $0x6E28E7E9                     // fcmge v9.4s, v31.4s, v8.4s; inside the margin
	VAND V7.B16, V9.B16, V9.B16
	VSUB V9.S4, V2.S4, V2.S4
	ADD $1, R6
	CMP R11, R6
	BLT item
	FMOVS F2, (R3)(R10<<2)
	FMOVS F3, (R4)(R10<<2)
	FMOVS F4, (R5)(R10<<2)
	ADD $1, R10
	CMP R11, R10
	BLT loop
	RET
