package assembly

import (
	"fmt"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// amd64 fills in what both instruction sets of amd64 share. Arrays are indexed by
// pairs: one register counts for all of them, whatever the size of their elements.
func amd64(a Arch) *Arch {
	// R14 is g and R15 the GOT in some modes: neither is here.
	a.Pointers = []string{"DI", "SI", "DX", "BX", "R8", "R9", "R10", "R11", "R12", "R13"}
	a.Index, a.Count = "AX", "CX"

	a.Arg = "MOVQ %[1]s, %[2]s"
	a.ZeroIndex = "XORL AX, AX"
	a.SkipIfNil = "TESTQ %[1]s, %[1]s\nJZ %[2]s"
	a.MoveLanes = "ADDQ $%[2]d, %[1]s"
	a.NextGroup = "TESTQ $%[1]d, AX\nJNZ loop"
	a.NextChunk = "CMPQ AX, CX\nJLT loop"
	a.BeforeExit = "VZEROUPPER"
	a.Advance = func(f *Func, pairs int) { f.printf("ADDQ $%d, AX", pairs) }
	return &a
}

// amd64Mem is the operand for m: displacement, base, index, scale.
func amd64Mem(m Mem) string {
	if m.Offset == 0 {
		return fmt.Sprintf("(%s)(AX*%d)", m.Ptr, m.Elem.Bytes)
	}
	return fmt.Sprintf("%d(%s)(AX*%d)", m.Bytes(), m.Ptr, m.Elem.Bytes)
}

// packed is the suffix of packed instructions on values of precision p.
func packed(p cat.Float) string { return [...]string{"PS", "PD"}[p] }

// precision is that of the kernel's arithmetic.
func (f *Func) precision() cat.Float { return f.Kernel.DType.Compute }

// Immediates of the comparison and conversion instructions.
const (
	greaterEqual = 29 // ordered and quiet: false for NaN
	unordered    = 3  // either is NaN
	nearestEven  = 0  // round to nearest, ties to even
)
