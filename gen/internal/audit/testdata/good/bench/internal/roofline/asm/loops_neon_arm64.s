//go:build !purego

#include "go_asm.h"
#include "textflag.h"

// func Read2HalfWrite1NEON(a *Streams)
TEXT ·Read2HalfWrite1NEON(SB), NOSPLIT, $0-8
	MOVD a+0(FP), R0
	MOVD Streams_In+0(R0), R1
	MOVD Streams_In+8(R0), R2
	MOVD Streams_Narrow(R0), R3
	MOVD Streams_Out+0(R0), R4
	MOVD Streams_To(R0), R11
	MOVD Streams_From(R0), R10
	ADD R10<<1, R1
	ADD R10<<1, R2
	ADD R10<<0, R3
	ADD R10<<1, R4

loop:
	FLDPQ 0(R1), (F0, F1)
	FSTPQ (F0, F1), 0(R4)
	FLDPQ 0(R2), (F2, F3)
	FMOVQ 0(R3), F4
	ADD $32, R1
	ADD $32, R2
	ADD $16, R3
	ADD $32, R4
	ADD $16, R10
	CMP R11, R10
	BLT loop
	RET
