//go:build !purego

#include "go_asm.h"
#include "textflag.h"

// func mixF32AVX512(a *args)
TEXT ·mixF32AVX512(SB), NOSPLIT, $0-8
	MOVQ a+0(FP), DI
	MOVQ args_Out(DI), SI
	MOVQ args_X(DI), DX
	MOVQ args_Same(DI), BX
	MOVQ args_Y(DI), R8
	MOVQ args_N(DI), CX
	XORL AX, AX
	VBROADCASTSS args_YDefault(DI), Z31  // yDefault
	VPTERNLOGD $255, Z30, Z30, Z30
	VPSRLD $1, Z30, Z30                  // magnitude
	MOVQ $0x3f0000003f000000, R12
	VPBROADCASTQ R12, Z29                // 0.5
	VBROADCASTSS args_Least(DI), Z28     // least
	VPTERNLOGD $255, Z27, Z27, Z27       // ones
	MOVQ $0x11111100, R12
	VPBROADCASTD R12, Z26                // kept for NaN
	SUBQ $32, CX
	JLT tail
	PCALIGN $64

loop:
	// pairs 0 to 15, 16 to 31
	VMOVUPS (DX)(AX*4), Z0               // xHere = x
	VMOVUPS 64(DX)(AX*4), Z1             // xHere = x
	VMOVAPS Z31, Z2                      // yHere = yDefault
	VMOVAPS Z31, Z3                      // yHere = yDefault
	TESTQ R8, R8
	JZ loaded_yHere_0
	VMOVUPS (R8)(AX*4), Z2               // yHere = y
	VMOVUPS 64(R8)(AX*4), Z3             // yHere = y

loaded_yHere_0:
	VANDPS Z30, Z2, Z4                   // |yHere|
	VANDPS Z30, Z3, Z5                   // |yHere|
	VDIVPS Z4, Z0, Z4                    // q = xHere/|yHere|
	VDIVPS Z5, Z1, Z5                    // q = xHere/|yHere|
	VCMPPS $0, Z29, Z0, K3               // xHere == 0.5
	VCMPPS $0, Z29, Z1, K4               // xHere == 0.5
	VCMPPS $30, Z0, Z28, K5              // least > xHere
	VCMPPS $30, Z1, Z28, K6              // least > xHere
	KORW K3, K5, K3                      // small = xHere == 0.5 or least > xHere
	KORW K4, K6, K4                      // small = xHere == 0.5 or least > xHere
	TESTQ BX, BX
	JZ skip_same_0
	VMOVAPS Z27, Z6
	VFIXUPIMMPS $0, Z26, Z0, Z6          // xHere
	VMOVAPS Z27, Z7
	VFIXUPIMMPS $0, Z26, Z1, Z7          // xHere
	VMOVUPS Z6, (BX)(AX*4)               // same = xHere
	VMOVUPS Z7, 64(BX)(AX*4)             // same = xHere

skip_same_0:
	VMAXPS Z2, Z4, Z2                    // max(q, yHere)
	VMAXPS Z3, Z5, Z3                    // max(q, yHere)
	VBLENDMPS Z4, Z2, K3, Z4             // q where small, otherwise max(q, yHere)
	VBLENDMPS Z5, Z3, K4, Z5             // q where small, otherwise max(q, yHere)
	VMOVAPS Z27, Z0
	VFIXUPIMMPS $0, Z26, Z4, Z0          // q where small, otherwise max(q, yHere)
	VMOVAPS Z27, Z1
	VFIXUPIMMPS $0, Z26, Z5, Z1          // q where small, otherwise max(q, yHere)
	VMOVUPS Z0, (SI)(AX*4)               // out = q where small, otherwise max(q, yHere)
	VMOVUPS Z1, 64(SI)(AX*4)             // out = q where small, otherwise max(q, yHere)
	ADDQ $32, AX
	CMPQ AX, CX
	JLE loop

tail:
	ADDQ $32, CX
	SUBQ AX, CX
	JZ done

part:
	MOVQ $1, R12
	SHLQ CX, R12
	SUBQ $1, R12
	KMOVW R12, K2                        // the pairs of the part

	// pairs 0 to 15, or fewer
	VMOVUPS.Z (DX)(AX*4), K2, Z0         // xHere = x
	VMOVAPS Z31, Z1                      // yHere = yDefault
	TESTQ R8, R8
	JZ tail_loaded_yHere
	VMOVUPS.Z (R8)(AX*4), K2, Z1         // yHere = y

tail_loaded_yHere:
	VANDPS Z30, Z1, Z2                   // |yHere|
	VDIVPS Z2, Z0, Z2                    // q = xHere/|yHere|
	VCMPPS $0, Z29, Z0, K3               // xHere == 0.5
	VCMPPS $30, Z0, Z28, K4              // least > xHere
	KORW K3, K4, K3                      // small = xHere == 0.5 or least > xHere
	TESTQ BX, BX
	JZ tail_skip_same
	VMOVAPS Z27, Z3
	VFIXUPIMMPS $0, Z26, Z0, Z3          // xHere
	VMOVUPS Z3, K2, (BX)(AX*4)           // same = xHere

tail_skip_same:
	VMAXPS Z1, Z2, Z1                    // max(q, yHere)
	VBLENDMPS Z2, Z1, K3, Z2             // q where small, otherwise max(q, yHere)
	VMOVAPS Z27, Z0
	VFIXUPIMMPS $0, Z26, Z2, Z0          // q where small, otherwise max(q, yHere)
	VMOVUPS Z0, K2, (SI)(AX*4)           // out = q where small, otherwise max(q, yHere)
	ADDQ $16, AX
	SUBQ $16, CX
	JGT part

done:
	VZEROUPPER
	RET
