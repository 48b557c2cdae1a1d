//go:build !purego

#include "go_asm.h"
#include "textflag.h"

// func mixF32NEON(a *args)
TEXT ·mixF32NEON(SB), NOSPLIT, $0-8
	MOVD a+0(FP), R0
	MOVD args_Out(R0), R1
	MOVD args_X(R0), R2
	MOVD args_Same(R0), R3
	MOVD args_Y(R0), R4
	MOVD args_N(R0), R11
	MOVD $0, R10
	FMOVS args_YDefault(R0), F31
	VDUP V31.S[0], V31.S4                // yDefault
	MOVD $0x3f0000003f000000, R12
	VDUP R12, V30.D2                     // 0.5
	FMOVS args_Least(R0), F29
	VDUP V29.S[0], V29.S4                // least
	SUBS $16, R11
	BLT tail

loop:
	// pairs 0 to 3, 4 to 7, 8 to 11, 12 to 15
	FMOVQ 0(R2), F0                      // xHere = x
	FMOVQ 16(R2), F1                     // xHere = x
	FMOVQ 32(R2), F2                     // xHere = x
	FMOVQ 48(R2), F3                     // xHere = x
	VORR V31.B16, V31.B16, V4.B16        // yHere = yDefault
	VORR V31.B16, V31.B16, V5.B16        // yHere = yDefault
	VORR V31.B16, V31.B16, V6.B16        // yHere = yDefault
	VORR V31.B16, V31.B16, V7.B16        // yHere = yDefault
	CBZ R4, loaded_yHere_0
	ADD R10<<2, R4, R12
	FMOVQ 0(R12), F4                     // yHere = y
	FMOVQ 16(R12), F5                    // yHere = y
	FMOVQ 32(R12), F6                    // yHere = y
	FMOVQ 48(R12), F7                    // yHere = y

loaded_yHere_0:
	WORD $0x4EA0F888                     // fabs v8.4s, v4.4s; |yHere|
	WORD $0x4EA0F8A9                     // fabs v9.4s, v5.4s; |yHere|
	WORD $0x4EA0F8CA                     // fabs v10.4s, v6.4s; |yHere|
	WORD $0x4EA0F8EB                     // fabs v11.4s, v7.4s; |yHere|
	WORD $0x6E28FC08                     // fdiv v8.4s, v0.4s, v8.4s; q = xHere/|yHere|
	WORD $0x6E29FC29                     // fdiv v9.4s, v1.4s, v9.4s; q = xHere/|yHere|
	WORD $0x6E2AFC4A                     // fdiv v10.4s, v2.4s, v10.4s; q = xHere/|yHere|
	WORD $0x6E2BFC6B                     // fdiv v11.4s, v3.4s, v11.4s; q = xHere/|yHere|
	WORD $0x4E3EE40C                     // fcmeq v12.4s, v0.4s, v30.4s; xHere == 0.5
	WORD $0x4E3EE42D                     // fcmeq v13.4s, v1.4s, v30.4s; xHere == 0.5
	WORD $0x4E3EE44E                     // fcmeq v14.4s, v2.4s, v30.4s; xHere == 0.5
	WORD $0x4E3EE46F                     // fcmeq v15.4s, v3.4s, v30.4s; xHere == 0.5
	WORD $0x6EA0E7B0                     // fcmgt v16.4s, v29.4s, v0.4s; least > xHere
	WORD $0x6EA1E7B1                     // fcmgt v17.4s, v29.4s, v1.4s; least > xHere
	WORD $0x6EA2E7B2                     // fcmgt v18.4s, v29.4s, v2.4s; least > xHere
	WORD $0x6EA3E7B3                     // fcmgt v19.4s, v29.4s, v3.4s; least > xHere
	VORR V12.B16, V16.B16, V12.B16       // small = xHere == 0.5 or least > xHere
	VORR V13.B16, V17.B16, V13.B16       // small = xHere == 0.5 or least > xHere
	VORR V14.B16, V18.B16, V14.B16       // small = xHere == 0.5 or least > xHere
	VORR V15.B16, V19.B16, V15.B16       // small = xHere == 0.5 or least > xHere
	CBZ R3, skip_same_0
	WORD $0x4E20E410                     // fcmeq v16.4s, v0.4s, v0.4s
	WORD $0x4EF01C00                     // orn v0.16b, v0.16b, v16.16b; xHere
	WORD $0x4E21E430                     // fcmeq v16.4s, v1.4s, v1.4s
	WORD $0x4EF01C21                     // orn v1.16b, v1.16b, v16.16b; xHere
	WORD $0x4E22E450                     // fcmeq v16.4s, v2.4s, v2.4s
	WORD $0x4EF01C42                     // orn v2.16b, v2.16b, v16.16b; xHere
	WORD $0x4E23E470                     // fcmeq v16.4s, v3.4s, v3.4s
	WORD $0x4EF01C63                     // orn v3.16b, v3.16b, v16.16b; xHere
	ADD R10<<2, R3, R12
	FMOVQ F0, 0(R12)                     // same = xHere
	FMOVQ F1, 16(R12)                    // same = xHere
	FMOVQ F2, 32(R12)                    // same = xHere
	FMOVQ F3, 48(R12)                    // same = xHere

skip_same_0:
	WORD $0x6EA4E500                     // fcmgt v0.4s, v8.4s, v4.4s
	VBIT V0.B16, V8.B16, V4.B16          // max(q, yHere)
	WORD $0x6EA5E520                     // fcmgt v0.4s, v9.4s, v5.4s
	VBIT V0.B16, V9.B16, V5.B16          // max(q, yHere)
	WORD $0x6EA6E540                     // fcmgt v0.4s, v10.4s, v6.4s
	VBIT V0.B16, V10.B16, V6.B16         // max(q, yHere)
	WORD $0x6EA7E560                     // fcmgt v0.4s, v11.4s, v7.4s
	VBIT V0.B16, V11.B16, V7.B16         // max(q, yHere)
	VBSL V4.B16, V8.B16, V12.B16         // q where small, otherwise max(q, yHere)
	VBSL V5.B16, V9.B16, V13.B16         // q where small, otherwise max(q, yHere)
	VBSL V6.B16, V10.B16, V14.B16        // q where small, otherwise max(q, yHere)
	VBSL V7.B16, V11.B16, V15.B16        // q where small, otherwise max(q, yHere)
	WORD $0x4E2CE580                     // fcmeq v0.4s, v12.4s, v12.4s
	WORD $0x4EE01D8C                     // orn v12.16b, v12.16b, v0.16b; q where small, otherwise max(q, yHere)
	WORD $0x4E2DE5A0                     // fcmeq v0.4s, v13.4s, v13.4s
	WORD $0x4EE01DAD                     // orn v13.16b, v13.16b, v0.16b; q where small, otherwise max(q, yHere)
	WORD $0x4E2EE5C0                     // fcmeq v0.4s, v14.4s, v14.4s
	WORD $0x4EE01DCE                     // orn v14.16b, v14.16b, v0.16b; q where small, otherwise max(q, yHere)
	WORD $0x4E2FE5E0                     // fcmeq v0.4s, v15.4s, v15.4s
	WORD $0x4EE01DEF                     // orn v15.16b, v15.16b, v0.16b; q where small, otherwise max(q, yHere)
	FMOVQ F12, 0(R1)                     // out = q where small, otherwise max(q, yHere)
	FMOVQ F13, 16(R1)                    // out = q where small, otherwise max(q, yHere)
	FMOVQ F14, 32(R1)                    // out = q where small, otherwise max(q, yHere)
	FMOVQ F15, 48(R1)                    // out = q where small, otherwise max(q, yHere)
	ADD $64, R1
	ADD $64, R2
	ADD $16, R10
	CMP R11, R10
	BLE loop

tail:
	ADD $16, R11
	SUBS R10, R11
	BEQ done

part:
	// pairs 0 to 3, or fewer
	VEOR V0.B16, V0.B16, V0.B16
	ADD $0, R2, R12
	VLD1.P 4(R12), V0.S[0]
	CMP $1, R11
	BLE load_x
	VLD1.P 4(R12), V0.S[1]
	CMP $2, R11
	BLE load_x
	VLD1.P 4(R12), V0.S[2]
	CMP $3, R11
	BLE load_x
	VLD1.P 4(R12), V0.S[3]

load_x:
	VORR V31.B16, V31.B16, V1.B16        // yHere = yDefault
	CBZ R4, tail_loaded_yHere
	ADD R10<<2, R4, R12
	VEOR V1.B16, V1.B16, V1.B16
	VLD1.P 4(R12), V1.S[0]
	CMP $1, R11
	BLE load_y
	VLD1.P 4(R12), V1.S[1]
	CMP $2, R11
	BLE load_y
	VLD1.P 4(R12), V1.S[2]
	CMP $3, R11
	BLE load_y
	VLD1.P 4(R12), V1.S[3]

load_y:
tail_loaded_yHere:
	WORD $0x4EA0F822                     // fabs v2.4s, v1.4s; |yHere|
	WORD $0x6E22FC02                     // fdiv v2.4s, v0.4s, v2.4s; q = xHere/|yHere|
	WORD $0x4E3EE403                     // fcmeq v3.4s, v0.4s, v30.4s; xHere == 0.5
	WORD $0x6EA0E7A4                     // fcmgt v4.4s, v29.4s, v0.4s; least > xHere
	VORR V3.B16, V4.B16, V3.B16          // small = xHere == 0.5 or least > xHere
	CBZ R3, tail_skip_same
	WORD $0x4E20E404                     // fcmeq v4.4s, v0.4s, v0.4s
	WORD $0x4EE41C00                     // orn v0.16b, v0.16b, v4.16b; xHere
	ADD R10<<2, R3, R12
	VST1.P V0.S[0], 4(R12)
	CMP $1, R11
	BLE store_same
	VST1.P V0.S[1], 4(R12)
	CMP $2, R11
	BLE store_same
	VST1.P V0.S[2], 4(R12)
	CMP $3, R11
	BLE store_same
	VST1.P V0.S[3], 4(R12)

store_same:
tail_skip_same:
	WORD $0x6EA1E440                     // fcmgt v0.4s, v2.4s, v1.4s
	VBIT V0.B16, V2.B16, V1.B16          // max(q, yHere)
	VBSL V1.B16, V2.B16, V3.B16          // q where small, otherwise max(q, yHere)
	WORD $0x4E23E460                     // fcmeq v0.4s, v3.4s, v3.4s
	WORD $0x4EE01C63                     // orn v3.16b, v3.16b, v0.16b; q where small, otherwise max(q, yHere)
	ADD $0, R1, R12
	VST1.P V3.S[0], 4(R12)
	CMP $1, R11
	BLE store_out
	VST1.P V3.S[1], 4(R12)
	CMP $2, R11
	BLE store_out
	VST1.P V3.S[2], 4(R12)
	CMP $3, R11
	BLE store_out
	VST1.P V3.S[3], 4(R12)

store_out:
	ADD $16, R1
	ADD $16, R2
	ADD $4, R10
	SUBS $4, R11
	BGT part

done:
	RET
