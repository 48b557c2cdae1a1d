package counts

import "fmt"

// An isa is an instruction set: texts of instructions, some of which are formats.
type isa struct {
	tier, goarch string
	lanes        int // items in a vector

	enter      string                     // loads the arguments
	load       string                     // the scores and the relevance of a vector of items, none beyond the last
	zero       string                     // clears register %[1]d
	firstItem  string                     // begins with item 0
	item       string                     // broadcasts its score and its relevance
	less       func(x, y int) string      // paired = x < y, lane by lane
	subtract   func(x, y int) string      // difference = x - y
	atMost     string                     // active = paired and difference <= margin
	tally      func(acc, mask int) string // adds 1 where the mask is set, which is paired or active
	nextItem   string                     // jumps to item if there is another
	store      string                     // low, high and lower
	nextVector string                     // jumps to vector if there is another; what the caller needs before RET
}

// isas lists them, best first.
var isas = []*isa{avx512, avx2, neon}

// amd64Enter loads the arguments; AX counts items j, R9 items i, and R10 is n.
const amd64Enter = `MOVQ low+0(FP), DI
MOVQ high+8(FP), SI
MOVQ lower+16(FP), DX
MOVQ scores+24(FP), BX
MOVQ relevance+32(FP), R8
MOVQ n+40(FP), R10
XORL AX, AX
VBROADCASTSS margin+48(FP), %[1]s0`

func amd64(tier, register string, lanes int) isa {
	in := func(format string) string { return fmt.Sprintf(format, register, lanes) }
	return isa{
		tier: tier, goarch: "amd64", lanes: lanes,
		enter:      in(amd64Enter),
		firstItem:  "XORL R9, R9",
		item:       in("VBROADCASTSS (BX)(R9*4), %[1]s7\nVBROADCASTSS (R8)(R9*4), %[1]s8"),
		subtract:   func(x, y int) string { return fmt.Sprintf(in("VSUBPS %[1]s%%d, %[1]s%%d, %[1]s9"), y, x) },
		nextItem:   "INCQ R9\nCMPQ R9, R10\nJLT item",
		store:      in("VMOVUPS %[1]s4, (DI)(AX*4)\nVMOVUPS %[1]s5, (SI)(AX*4)\nVMOVUPS %[1]s6, (DX)(AX*4)"),
		nextVector: in("ADDQ $%[2]d, AX\nCMPQ AX, R10\nJLT vector\nVZEROUPPER"),
	}
}

// Predicates of comparisons: ordered and quiet, false for NaN.
const lessThan, lessEqual = 17, 18

// avx512 has masks in K1 and K2.
var avx512 = func() *isa {
	a := amd64("AVX512", "Z", 16)
	a.enter += "\nVPTERNLOGD $255, Z1, Z1, Z1"
	a.load = `MOVQ R10, CX
SUBQ AX, CX
MOVL $16, R11
CMPQ CX, R11
CMOVQGT R11, CX // items of the vector
MOVL $1, R11
SHLL CX, R11
DECL R11
KMOVW R11, K3
VMOVUPS.Z (BX)(AX*4), K3, Z2
VMOVUPS.Z (R8)(AX*4), K3, Z3`
	a.zero = "VPXORD Z%[1]d, Z%[1]d, Z%[1]d"
	a.less = func(x, y int) string { return fmt.Sprintf("VCMPPS $%d, Z%d, Z%d, K1", lessThan, y, x) }
	a.atMost = fmt.Sprintf("VCMPPS $%d, Z0, Z9, K1, K2", lessEqual)
	a.tally = func(acc, mask int) string {
		return fmt.Sprintf("VPSUBD Z1, Z%[1]d, K%[2]d, Z%[1]d", acc, 1+mask-paired)
	}
	return &a
}()

// avx2 has masks of all bits: -1 as integers.
var avx2 = func() *isa {
	a := amd64("AVX2", "Y", 8)
	a.enter += `
MOVQ $0x0706050403020100, R11
VMOVQ R11, X12
VPMOVZXBD X12, Y12 // 0 to 7`
	a.load = `MOVQ R10, CX
SUBQ AX, CX // items left
VMOVQ CX, X13
VPBROADCASTD X13, Y13
VPCMPGTD Y12, Y13, Y13
VMASKMOVPS (BX)(AX*4), Y13, Y2
VMASKMOVPS (R8)(AX*4), Y13, Y3`
	a.zero = "VPXOR Y%[1]d, Y%[1]d, Y%[1]d"
	a.less = func(x, y int) string { return fmt.Sprintf("VCMPPS $%d, Y%d, Y%d, Y10", lessThan, y, x) }
	a.atMost = fmt.Sprintf("VCMPPS $%d, Y0, Y9, Y11\nVANDPS Y10, Y11, Y11", lessEqual)
	a.tally = func(acc, mask int) string { return fmt.Sprintf("VPSUBD Y%[2]d, Y%[1]d, Y%[1]d", acc, mask) }
	return &a
}()

// neon has such masks too. Its addresses move on: R3 and R4 are those of items j, R8 and R9 of items i;
// R5 and R10 count what is left of them.
var neon = &isa{
	tier: "NEON", goarch: "arm64", lanes: 4,
	enter: `MOVD low+0(FP), R0
MOVD high+8(FP), R1
MOVD lower+16(FP), R2
MOVD scores+24(FP), R3
MOVD relevance+32(FP), R4
MOVD n+40(FP), R5
MOVD R3, R6
MOVD R4, R7
MOVD R5, R11
FMOVS margin+48(FP), F0
VDUP V0.S[0], V0.S4`,
	load: `CMP $4, R5
BLT some
VLD1.P 16(R3), [V2.S4]
VLD1.P 16(R4), [V3.S4]
JMP loaded
some:
VLD1.P 4(R3), V2.S[0]
VLD1.P 4(R4), V3.S[0]
CMP $2, R5
BLT loaded
VLD1.P 4(R3), V2.S[1]
VLD1.P 4(R4), V3.S[1]
BEQ loaded
VLD1.P 4(R3), V2.S[2]
VLD1.P 4(R4), V3.S[2]
loaded:`,
	zero:      "VEOR V%[1]d.B16, V%[1]d.B16, V%[1]d.B16",
	firstItem: "MOVD R6, R8\nMOVD R7, R9\nMOVD R11, R10",
	item:      "VLD1R.P 4(R8), [V7.S4]\nVLD1R.P 4(R9), [V8.S4]",
	less:      func(x, y int) string { return word("fcmgt", 0x6EA0E400, paired, y, x) },
	subtract:  func(x, y int) string { return word("fsub", 0x4EA0D400, difference, x, y) },
	atMost:    word("fcmge", 0x6E20E400, active, margin, difference) + "\nVAND V10.B16, V11.B16, V11.B16",
	tally: func(acc, mask int) string {
		return fmt.Sprintf("VSUB V%[2]d.S4, V%[1]d.S4, V%[1]d.S4", acc, mask)
	},
	nextItem:   "SUBS $1, R10\nBNE item",
	store:      "VST1.P [V4.S4], 16(R0)\nVST1.P [V5.S4], 16(R1)\nVST1.P [V6.S4], 16(R2)",
	nextVector: "SUBS $4, R5\nBGT vector",
}

// word is an instruction that Go's assembler doesn't know, on 4 values of 32 bits, with its disassembly
// (Arm Architecture Reference Manual, C4.1, Advanced SIMD).
func word(name string, code uint32, dst, x, y int) string {
	return fmt.Sprintf("WORD $0x%08X // %s v%d.4s, v%d.4s, v%d.4s", code|uint32(dst)|uint32(x)<<5|uint32(y)<<16, name, dst, x, y)
}
