package assembly

import (
	"fmt"
	"maps"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// An amd64 is what the instruction sets of amd64 don't share: names of registers,
// a few instructions, and how a part of a vector is moved.
type amd64 struct {
	full, half func(Reg) string        // names of a register and of its lower half
	upper      string                  // extracts the upper half of a vector of float32
	and, xor   string                  // on vectors of 32-bit integers
	ones       string                  // sets all bits of register %[1]s
	cut        func(f *Func, v, t Reg) // the upper halves of t's values to its lower half, ones where v is NaN
	allOnes    func(f *Func, v, t Reg) // sets those 16 bits of t's lower half that are all set in v
	part       partMoves
}

// partMoves bring a part of a vector to a register and back.
type partMoves struct {
	load, store func(f *Func, v Reg, m Mem) // of elements of compute precision
	// source loads narrower elements and returns the operand to widen them from.
	source func(f *Func, m Mem, dst Reg) string
	// put stores narrower elements, which are in the lower half of v.
	put func(f *Func, v Reg, m Mem)
}

// complete fills in what they share. Arrays are indexed by pairs: one register
// counts for all of them, whatever the size of their elements.
func (r amd64) complete(a Arch) *Arch {
	// R12 is for a moment, R13 for the rest; R14 is g, and R15 the GOT in some modes.
	a.Pointers = []string{"DI", "SI", "DX", "BX", "R8", "R9", "R10", "R11"}
	a.Late = "R12"
	a.Count = "CX"

	a.Arg = "MOVQ %[1]s, %[2]s"
	a.ZeroIndex = "XORL AX, AX"
	a.SkipIfNil = "TESTQ %[1]s, %[1]s\nJZ %[2]s"
	a.MoveLanes = "ADDQ $%[2]d, %[1]s"
	a.NextGroup = "TESTQ $%[1]d, AX\nJNZ %[2]s"
	a.FirstTurn = "SUBQ $%[1]d, CX\nJLT rest"
	a.Align = "PCALIGN $64" // a line of the cache, and what is fetched at once
	a.NextTurn = "CMPQ AX, CX\nJLE loop"
	a.Rest = "ADDQ $%[1]d, CX\nSUBQ AX, CX\nJZ %[2]s"
	a.RestLess = "SUBQ $%[1]d, CX"
	a.Result = "VMOVSD X%[1]d, %[2]s"
	a.CountsResult = "VMOVSS X%[1]d, %[2]s"
	a.Fence = "SFENCE"
	a.BeforeExit = "VZEROUPPER"
	a.Advance = func(f *Func, pairs int) { f.printf("ADDQ $%d, AX", pairs) }

	a.Load = r.load
	a.Store = r.store
	a.Narrow, a.NegNarrow, a.PutNarrow = r.narrow, r.negNarrow, r.putNarrow
	a.LoadLanes = func(f *Func, ptr string, bytes int, dst Reg) {
		f.printf("VMOVUPD %d(%s), %s", bytes, ptr, r.full(dst))
	}
	a.StoreLanes = func(f *Func, v Reg, ptr string, bytes int) {
		f.printf("VMOVUPD %s, %d(%s)", r.full(v), bytes, ptr)
	}
	a.Arith = func(f *Func, p cat.Float, op string, x, y, dst Reg) {
		f.printf("V%s%s %s, %s, %s", op, packed(p), r.full(y), r.full(x), r.full(dst))
	}
	a.ArithMem = func(f *Func, p cat.Float, op string, x Reg, y Mem, dst Reg) {
		f.printf("V%s%s %s, %s, %s", op, packed(p), amd64Mem(y), r.full(x), r.full(dst))
	}
	a.Neg = func(f *Func, v, dst Reg) { a.Arith(f, f.precision(), "XOR", v, f.Constant("sign"), dst) }
	a.Move = func(f *Func, v, dst Reg) { f.printf("VMOVAPD %s, %s", r.full(v), r.full(dst)) }
	a.Halves = func(f *Func, v, lower, upper Reg) {
		f.printf("VCVTPS2PD %s, %s", r.half(v), r.full(lower))
		f.printf("%s $1, %s, %s", r.upper, r.full(v), r.half(upper))
		f.printf("VCVTPS2PD %s, %s", r.half(upper), r.full(upper))
	}
	a.Upper = func(f *Func, v Reg, lanes int, dst Reg) {
		switch lanes {
		case 8:
			f.printf("VEXTRACTF64X4 $1, %s, %s", z(v), y(dst))
		case 4:
			f.printf("VEXTRACTF128 $1, %s, %s", y(v), x(dst))
		case 2:
			f.printf("VPERMILPD $1, %s, %s", x(v), x(dst))
		}
	}
	a.AddCounts = func(f *Func, a, b Reg) { f.printf("VPADDD %[2]s, %[1]s, %[1]s", r.full(a), r.full(b)) }
	a.OddCounts = func(f *Func, a, b Reg) { f.printf("VPSRLQ $32, %s, %s", r.full(a), r.full(b)) }
	a.Broadcast = func(f *Func, arg string, dst Reg) {
		f.printf("VBROADCAST%s %s, %s", [...]string{"SS", "SD"}[f.precision()], arg, r.full(dst))
	}
	constants := map[string]func(*Func, Reg){
		"zero": func(f *Func, dst Reg) { f.printf("%[1]s %[2]s, %[2]s, %[2]s", r.xor, r.full(dst)) },
		"sign": func(f *Func, dst Reg) { // the sign bit of each value
			r.shiftedOnes(f, "VPSLL"+integer(f.precision()), 8*f.precision().Bytes()-1, dst)
		},
		"sign of 16 bits": func(f *Func, dst Reg) { r.shiftedOnes(f, "VPSLLW", 15, dst) },
		"one":             func(f *Func, dst Reg) { r.shiftedOnes(f, "VPSRLD", 31, dst) }, // in each 32 bits
		"below half":      func(f *Func, dst Reg) { r.shiftedOnes(f, "VPSRLD", 17, dst) }, // 0x7fff in each 32 bits
	}
	for _, c := range []cat.Count{cat.Active, cat.Wrong} {
		constants["one "+c.String()] = func(f *Func, dst Reg) { // the unit of a count, in each value
			r.shiftedOnes(f, "VPSRL"+integer(f.precision()), 8*f.precision().Bytes()-1, dst)
			if by := c.Shift(); by > 0 {
				f.printf("VPSLL%s $%d, %[3]s, %[3]s", integer(f.precision()), by, r.full(dst))
			}
		}
	}
	maps.Copy(constants, a.Constants)
	a.Constants = constants
	return &a
}

func (r amd64) shiftedOnes(f *Func, shift string, bits int, dst Reg) {
	f.printf(r.ones, r.full(dst))
	f.printf("%s $%d, %[3]s, %[3]s", shift, bits, r.full(dst))
}

func (r amd64) load(f *Func, m Mem, dst Reg) {
	if m.Elem.Bytes == f.precision().Bytes() {
		if f.inRest {
			r.part.load(f, dst, m)
		} else {
			f.printf("VMOVU%s %s, %s", packed(f.precision()), amd64Mem(m), r.full(dst))
		}
		return
	}
	source, zeroing := amd64Mem(m), ""
	if f.inRest {
		source = r.part.source(f, m, dst)
		if source[0] != 'X' {
			zeroing = ".Z" // what a mask leaves out
		}
	}
	switch m.Elem {
	case cat.F16:
		f.printf("VCVTPH2PS%s %s, %s", zeroing, source, r.full(dst))
	case cat.BF16:
		f.printf("VPMOVZXWD%s %s, %s", zeroing, source, r.full(dst))
		f.printf("VPSLLD $16, %[1]s, %[1]s", r.full(dst))
	case cat.Int8:
		from := r.full(dst)
		if f.precision() == cat.Float64 {
			from = r.half(dst)
		}
		f.printf("VPMOVSXBD%s %s, %s", zeroing, source, from)
		f.printf("VCVTDQ2%s %s, %s", packed(f.precision()), from, r.full(dst))
	}
}

func (r amd64) store(f *Func, v Reg, m Mem) {
	p := packed(f.precision())
	switch {
	case m.Elem.Bytes < f.precision().Bytes():
		t := f.Temp()
		r.narrow(f, v, t)
		r.putNarrow(f, t, m)
		f.Free(t)
	case f.inRest:
		r.part.store(f, v, m)
	case f.stream:
		f.printf("VMOVNT%s %s, %s", p, r.full(v), amd64Mem(m))
	default:
		f.printf("VMOVU%s %s, %s", p, r.full(v), amd64Mem(m))
	}
}

// narrow rounds v to elements, in the lower half of t.
func (r amd64) narrow(f *Func, v, t Reg) {
	if f.Kernel.DType == cat.BF16 {
		r.round(f, v, t)
		r.cut(f, v, t)
	} else {
		f.printf("VCVTPS2PH $%d, %s, %s", nearestEven, r.full(v), r.half(t))
	}
}

// negNarrow negates elements, but for a bfloat16 NaN: that is all ones.
func (r amd64) negNarrow(f *Func, v, dst Reg) {
	sign := f.Constant("sign of 16 bits")
	if f.Kernel.DType != cat.BF16 {
		f.printf("VXORPS %s, %s, %s", r.half(sign), r.half(v), r.half(dst))
		return
	}
	nan := f.Temp()
	r.allOnes(f, v, nan)
	f.printf("VXORPS %s, %s, %s", r.half(sign), r.half(v), r.half(dst))
	f.printf("VORPS %s, %[2]s, %[2]s", r.half(nan), r.half(dst))
	f.Free(nan)
}

// putNarrow stores elements that are in the lower half of t.
func (r amd64) putNarrow(f *Func, t Reg, m Mem) {
	switch {
	case f.inRest:
		r.part.put(f, t, m)
	case f.stream:
		f.printf("VMOVNTDQ %s, %s", r.half(t), amd64Mem(m))
	default:
		f.printf("VMOVUPS %s, %s", r.half(t), amd64Mem(m))
	}
}

// round adds to v just under half of a bfloat16's last place, or half if that is
// odd: cut off after that place, t is rounded to nearest, ties to even.
func (r amd64) round(f *Func, v, t Reg) {
	f.printf("VPSRLD $16, %s, %s", r.full(v), r.full(t))
	f.printf("%[1]s %[2]s, %[3]s, %[3]s", r.and, r.full(f.Constant("one")), r.full(t))
	f.printf("VPADDD %s, %[2]s, %[2]s", r.full(v), r.full(t))
	f.printf("VPADDD %[1]s, %[2]s, %[2]s", r.full(f.Constant("below half")), r.full(t))
}

// amd64Mem is the operand for m: displacement, base, index, scale.
func amd64Mem(m Mem) string {
	if m.Offset == 0 {
		return fmt.Sprintf("(%s)(AX*%d)", m.Ptr, m.Elem.Bytes)
	}
	return fmt.Sprintf("%d(%s)(AX*%d)", m.Bytes(), m.Ptr, m.Elem.Bytes)
}

// packed and integer are the suffixes of instructions on vectors of values of
// precision p, and of integers of that size.
func packed(p cat.Float) string  { return [...]string{"PS", "PD"}[p] }
func integer(p cat.Float) string { return [...]string{"D", "Q"}[p] }

// A register's names: 128, 256 and 512 bits of it.
func x(r Reg) string { return fmt.Sprintf("X%d", r) }
func y(r Reg) string { return fmt.Sprintf("Y%d", r) }
func z(r Reg) string { return fmt.Sprintf("Z%d", r) }

// k is the name of a register for masks of the arithmetic.
func k(r Reg) string { return fmt.Sprintf("K%d", 3+r) }

// Immediates of the comparison and conversion instructions.
const (
	greaterEqual = 29 // ordered and quiet: false for NaN
	less         = 17 // ordered and quiet: false for NaN
	notEqual     = 4  // unordered and quiet: true for NaN
	unordered    = 3  // either is NaN
	nearestEven  = 0  // round to nearest, ties to even
)
