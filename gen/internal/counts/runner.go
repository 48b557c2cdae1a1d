package counts

import "fmt"

// A runner is the instructions of an isa for runs.
type runner struct {
	*isa
	register, half string // letters of registers: of vectors, and of half as long ones
	upperHalf      string // its instruction
	locals         int    // bytes
	zeros, signs   int    // registers of zeros and of sign bits

	enter     string // loads the arguments
	constants string // bits in registers ones and signs, and the rounder
	load      string // the list's items from AX on, none beyond the last: their scores, and their relevance, NaN where there is none
	flip      string // changes the sign of distance where levels is negative
	differ    string // paired = levels is neither 0 nor NaN, which it is for equal infinities
	inside    string // active = paired and distance <= margin
	tallyLow  string // adds 1 to low where active is set and levels is negative
	store     string // counts of these items

	place func(total) string // the operand
}

// A total is of all lists.
type total int

const (
	activeTwice total = iota // active pairs: each twice, as those in register pairs
	least
	greatest
	coarse
	fine
	rounder // 1.5·2^52 times the grid: added and subtracted, it rounds to that
	pairsTwice
)

// runners lists them.
var runners = []*runner{run512, run2}

const roundingBits = (1023+52+grid)<<52 | 1<<51

const runEnter = `MOVQ run+0(FP), R13
MOVQ counts+8(FP), DI
MOVQ scores+16(FP), BX
MOVQ relevance+24(FP), R8
MOVQ offsets+32(FP), DX
MOVQ items+48(FP), R12
XORL R11, R11
XORL SI, SI
VBROADCASTSS margin+56(FP), %s0`

func newRunner(a *isa, register, half string) *runner {
	return &runner{
		isa: a, register: register, half: half,
		enter: fmt.Sprintf(runEnter, register),
	}
}

// run512 has totals in registers.
var run512 = func() *runner {
	r := newRunner(avx512, "Z", "Y")
	r.upperHalf = "VEXTRACTF64X4"
	r.zeros, r.signs = 23, 22
	r.place = func(t total) string {
		if t == pairsTwice {
			return fmt.Sprintf("Z%d", pairs)
		}
		return fmt.Sprintf("Z%d", 16+t)
	}
	r.constants = fmt.Sprintf(`VPTERNLOGD $255, Z1, Z1, Z1
VPSLLD $31, Z1, Z%d
MOVQ $%#x, CX // 1.5·2^52 times the grid's 2^%d
VPBROADCASTQ CX, %s`, r.signs, uint64(roundingBits), grid, r.place(rounder))
	r.load = `MOVL $1, R9
SHLL CX, R9
DECL R9
KMOVW R9, K3
VMOVUPS.Z (BX)(AX*4), K3, Z2
VMOVDQA32 Z1, Z3 // NaN where there is no item: it makes no pair
VMOVUPS (R8)(AX*4), K3, Z3`
	r.flip = fmt.Sprintf("VPTERNLOGD $0x78, Z%d, Z8, Z7", r.signs)
	r.differ = fmt.Sprintf("VCMPPS $%d, Z%d, Z8, K1", notEqual, r.zeros)
	r.inside = fmt.Sprintf("VCMPPS $%d, Z0, Z7, K1, K2", lessEqual)
	r.tallyLow = "VPSRAD $31, Z8, Z8\nVPSUBD Z8, Z4, K2, Z4"
	r.store = "VMOVDQU32 Z4, K3, (DI)(AX*4)"
	return r
}()

// run2 has all totals but the pairs on the stack.
var run2 = func() *runner {
	r := newRunner(avx2, "Y", "X")
	r.upperHalf = "VEXTRACTF128"
	r.zeros, r.signs = 9, 14
	r.locals = 32 * int(pairsTwice)
	r.place = func(t total) string {
		if t == pairsTwice {
			return fmt.Sprintf("Y%d", pairs)
		}
		return fmt.Sprintf("%d(SP)", 32*int(t))
	}
	r.enter += `
MOVQ $0x0706050403020100, CX
VMOVQ CX, X12
VPMOVZXBD X12, Y12 // 0 to 7`
	r.constants = fmt.Sprintf(`VPCMPEQD Y1, Y1, Y1
VPSLLD $31, Y1, Y%d
MOVQ $%#x, CX // 1.5·2^52 times the grid's 2^%d
VMOVQ CX, X7
VPBROADCASTQ X7, Y7
%s`, r.signs, uint64(roundingBits), grid, r.set(7, rounder))
	r.load = `MOVQ R10, CX
SUBQ AX, CX // items left
VMOVQ CX, X13
VPBROADCASTD X13, Y13
VPCMPGTD Y12, Y13, Y13
VMASKMOVPS (BX)(AX*4), Y13, Y2
VMASKMOVPS (R8)(AX*4), Y13, Y3
VBLENDVPS Y13, Y3, Y1, Y3 // NaN where there is no item: it makes no pair`
	r.flip = fmt.Sprintf("VPAND Y%d, Y8, Y10\nVPXOR Y10, Y7, Y7", r.signs)
	r.differ = fmt.Sprintf("VCMPPS $%d, Y%d, Y8, Y10", notEqual, r.zeros)
	r.inside = fmt.Sprintf("VCMPPS $%d, Y0, Y7, Y11\nVPAND Y10, Y11, Y11", lessEqual)
	r.tallyLow = "VPSRAD $31, Y8, Y8\nVPAND Y11, Y8, Y8\nVPSUBD Y8, Y4, Y4"
	r.store = "VPMASKMOVD Y4, Y13, (DI)(AX*4)"
	return r
}()

// notEqual is the predicate of a comparison: ordered and quiet.
const notEqual = 12

// minus is dst = x - y.
func (r *runner) minus(x, y, dst int) string {
	return fmt.Sprintf("VSUBPS %[1]s%[3]d, %[1]s%[2]d, %[1]s%[4]d", r.register, x, y, dst)
}

// set makes t what the register holds.
func (r *runner) set(register int, t total) string {
	return fmt.Sprintf("VMOVUPS %s%d, %s", r.register, register, r.place(t))
}

// add makes t what op says of t and the register.
func (r *runner) add(op string, register int, t total) string {
	to := r.place(t)
	if r.locals == 0 {
		return fmt.Sprintf("%s %s%d, %s, %s", op, r.register, register, to, to)
	}
	return fmt.Sprintf("%[1]s %[4]s, %[2]s%[3]d, %[2]s11\nVMOVUPS %[2]s11, %[4]s", op, r.register, register, to)
}

// lower makes Y9 what op says of the lanes of t, if it has more than Y9.
func (r *runner) lower(op string, t total) string {
	from := r.place(t)
	if r.half == "X" {
		return fmt.Sprintf("VMOVUPS %s, Y9", from)
	}
	return fmt.Sprintf("VEXTRACTI64X4 $1, %s, Y9\n%s Y%s, Y9, Y9", from, op, from[1:])
}
