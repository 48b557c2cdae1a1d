package isa

import (
	"fmt"
	"maps"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// An amd64 holds what differs between the instruction sets of amd64: the names of registers, a few instructions,
// and the moves of parts of vectors.
type amd64 struct {
	full, half func(Reg) string     // the names of a register and of its lower half
	and, xor   string               // instructions on vectors of 32-bit integers
	ones       string               // sets all bits of register %[1]s
	cut        func(f *Func, t Reg) // moves the upper halves of t's values to its lower half
	part       partMoves
}

// partMoves has functions that move a part of a vector to a register and back.
type partMoves struct {
	load, store func(f *Func, v Reg, m Mem) // for elements of compute precision
	// source loads narrower elements and returns the operand to widen them from.
	source func(f *Func, m Mem, dst Reg) string
	// put stores narrower elements, which are in the lower half of v.
	put func(f *Func, v Reg, m Mem)
}

// complete fills in what the instruction sets of amd64 share. Arrays are indexed by pairs, so that the same index
// register serves all arrays, whatever the size of their elements.
func (r amd64) complete(s *Set) *Set {
	// R12 is a scratch register. R13 is a flag in the loop and a scratch register in the tail. R14 is Go's g, and
	// R15 the GOT in some modes.
	s.Args = "DI"
	s.Pointers = []string{"SI", "DX", "BX", "R8", "R9", "R10", "R11"}
	s.Late = "R12"
	s.Index = "AX"
	s.Count = "CX"

	s.Enter = "MOVQ a+0(FP), DI"
	s.Load64 = "MOVQ %[1]s, %[2]s"
	s.Zero = "XORL %[1]s, %[1]s"
	s.Step = "ADDQ $%[1]d, %[2]s"
	s.Below = "CMPQ %[1]s, %[2]s\nJLT %[3]s"
	s.IfNil = "TESTQ %[1]s, %[1]s\nJZ %[2]s"
	s.IfSet = "TESTQ %[1]s, %[1]s\nJNZ %[2]s"
	s.LoadFlag = "MOVBLZX %[1]s, R13"
	s.IfFlag = "TESTQ R13, R13\nJNZ %[1]s"
	s.Jump = "JMP %[1]s"
	s.FirstTurn = "SUBQ $%[1]d, CX\nJLT tail"
	s.Align = "PCALIGN $64" // a cache line, and the block in which instructions are fetched
	s.InChunk = "TESTQ $%[1]d, AX\nJNZ %[2]s"
	s.NoChunk = "TESTQ $%[1]d, AX\nJZ %[2]s"
	s.NextTurn = "CMPQ AX, CX\nJLE loop"
	s.Left = "ADDQ $%[1]d, CX\nSUBQ AX, CX\nJZ %[2]s"
	s.NextPart = "SUBQ $%[1]d, CX\nJGT part"
	s.Prefetch = "PREFETCHNTA %[1]s"
	s.Fence = "SFENCE"
	s.Leave = "VZEROUPPER"

	s.FrameFormat = "%d(SP)"
	s.StoreTerms = func(f *Func, v, room Reg, turn int) {
		f.Printf("MOVQ AX, R12\nANDQ $%d, R12", turn-1)
		f.Printf("VMOVU%s %s, %s(R12*%d)", packed(f.Precision()), r.full(v), f.Local(room), f.Precision().Bytes())
	}
	s.Result = "VMOVSD X%[1]d, %[2]s"
	s.CountResult = "VMOVSS X%[1]d, %[2]s"

	s.Field = func(f *Func, field string) string { return f.Type + "_" + field + "(DI)" }
	s.At = amd64Mem
	s.Indexed = func(base, index string, byteCount int) string {
		return fmt.Sprintf("(%s)(%s*%d)", base, index, byteCount)
	}
	s.Address = func(f *Func, c *cat.Column) string {
		if p, ok := f.pointers[c]; ok {
			return p
		}
		f.Printf(f.Load64, f.Field(f, c.Field), f.Late)
		return f.Late
	}
	s.Advance = func(f *Func, pairs int) { f.Printf(s.Step, pairs, s.Index) }
	s.Skip = func(*Func) {}

	s.Load = r.load
	s.Store = r.store
	s.Narrow, s.NegNarrow, s.PutNarrow = r.narrow, r.negNarrow, r.putNarrow
	s.LoadWhole = func(f *Func, at string, dst Reg) {
		f.Printf("VMOVU%s %s, %s", packed(f.Precision()), at, r.full(dst))
	}
	s.StoreWhole = func(f *Func, v Reg, at string) {
		f.Printf("VMOVU%s %s, %s", packed(f.Precision()), r.full(v), at)
	}
	s.StoreAround = func(f *Func, v Reg, at string) {
		f.Printf("VMOVNT%s %s, %s", packed(f.Precision()), r.full(v), at)
	}
	s.StoreElements = func(f *Func, v Reg, at string) { f.Printf("VMOVUPS %s, %s", r.elements(f, v), at) }
	s.LoadElements = func(f *Func, at string, dst Reg) { f.Printf("VMOVUPS %s, %s", at, r.elements(f, dst)) }
	s.Arith = func(f *Func, p cat.Float, op string, x, y, dst Reg) {
		f.Printf("V%s%s %s, %s, %s", op, packed(p), r.operand(f, y), r.full(x), r.full(dst))
	}
	s.ArithMem = func(f *Func, p cat.Float, op string, x Reg, y Mem, dst Reg) {
		f.Printf("V%s%s %s, %s, %s", op, packed(p), amd64Mem(y), r.full(x), r.full(dst))
	}
	s.Max = func(f *Func, a, b, dst Reg) { s.Arith(f, f.Precision(), "MAX", a, b, dst) } // b if they are equal or NaN
	s.Abs = func(f *Func, v, dst Reg) { s.Arith(f, f.Precision(), "AND", v, f.Operand("magnitude"), dst) }
	s.Neg = func(f *Func, v, dst Reg) { s.Arith(f, f.Precision(), "XOR", v, f.Operand("sign"), dst) }
	s.Move = func(f *Func, v, dst Reg) { f.Printf("VMOVA%s %s, %s", packed(f.Precision()), r.full(v), r.full(dst)) }
	s.Upper = func(f *Func, v Reg, lanes int, dst Reg) {
		switch lanes {
		case 8:
			f.Printf("VEXTRACTF64X4 $1, %s, %s", z(v), y(dst))
		case 4:
			f.Printf("VEXTRACTF128 $1, %s, %s", y(v), x(dst))
		case 2:
			f.Printf("VPERMILPD $1, %s, %s", x(v), x(dst))
		}
	}
	s.Integer = func(f *Func, op string, x, y, dst Reg) {
		name := map[string]string{"ADD": "VPADDD", "SUB": "VPSUBD", "MIN": "VPMINUD", "MAX": "VPMAXUD"}[op]
		f.Printf("%s %s, %s, %s", name, r.operand(f, y), r.full(x), r.full(dst))
	}
	s.WidenInteger = func(f *Func, v, dst Reg) { f.Printf("VCVTDQ2PD %s, %s", r.half(v), r.full(dst)) }
	s.Odd = func(f *Func, v, dst Reg) { f.Printf("VPSRLQ $32, %s, %s", r.full(v), r.full(dst)) }
	s.Broadcast = func(f *Func, at string, dst Reg) {
		f.Printf("VBROADCAST%s %s, %s", [...]string{"SS", "SD"}[f.Precision()], at, r.full(dst))
	}
	constants := map[string]func(*Func, Reg){
		"ones": func(f *Func, dst Reg) { f.Printf(r.ones, r.full(dst)) },
		"zero": func(f *Func, dst Reg) { f.Printf("%[1]s %[2]s, %[2]s, %[2]s", r.xor, r.full(dst)) },
		"sign": func(f *Func, dst Reg) { // the sign bit in each value
			r.shiftedOnes(f, "VPSLL"+integer(f.Precision()), 8*f.Precision().Bytes()-1, dst)
		},
		"magnitude": func(f *Func, dst Reg) { // all bits but the sign
			r.shiftedOnes(f, "VPSRL"+integer(f.Precision()), 1, dst)
		},
		"sign of 16 bits": func(f *Func, dst Reg) { r.shiftedOnes(f, "VPSLLW", 15, dst) },
		"one": func(f *Func, dst Reg) {
			r.shiftedOnes(f, "VPSRL"+integer(f.Precision()), 8*f.Precision().Bytes()-1, dst)
		}, // the integer 1 in each value
		// This stands for NaN in bfloat16, whose elements are the upper halves of values.
		"upper halves": func(f *Func, dst Reg) { r.shiftedOnes(f, "VPSLLD", 16, dst) },
		"below half":   func(f *Func, dst Reg) { r.shiftedOnes(f, "VPSRLD", 17, dst) }, // 0x7fff in each 32 bits
	}
	maps.Copy(constants, s.Constants)
	s.Constants = constants
	return s
}

// elements returns the name of the register, or of its half, that holds the elements of v.
func (r amd64) elements(f *Func, v Reg) string {
	if f.IsNarrow() && !f.Pairs {
		return r.half(v)
	}
	return r.full(v)
}

// operand returns the operand for a register, or for a place in the frame.
func (r amd64) operand(f *Func, v Reg) string {
	if v.IsLocal() {
		return f.Local(v)
	}
	return r.full(v)
}

func (r amd64) shiftedOnes(f *Func, shift string, count int, dst Reg) {
	f.Printf(r.ones, r.full(dst))
	f.Printf("%s $%d, %[3]s, %[3]s", shift, count, r.full(dst))
}

func (r amd64) load(f *Func, m Mem, dst Reg) {
	if m.Elem.Bytes == f.Precision().Bytes() {
		if f.InTail {
			r.part.load(f, dst, m)
		} else {
			f.Printf("VMOVU%s %s, %s", packed(f.Precision()), amd64Mem(m), r.full(dst))
		}
		return
	}
	source, zeroing := amd64Mem(m), ""
	if f.InTail {
		source = r.part.source(f, m, dst)
		if source[0] != 'X' {
			zeroing = ".Z" // sets the elements that the mask leaves out to 0
		}
	}
	switch m.Elem {
	case cat.F16:
		f.Printf("VCVTPH2PS%s %s, %s", zeroing, source, r.full(dst))
	case cat.BF16:
		f.Printf("VPMOVZXWD%s %s, %s", zeroing, source, r.full(dst))
		f.Printf("VPSLLD $16, %[1]s, %[1]s", r.full(dst))
	case cat.Int8:
		from := r.full(dst)
		if f.Precision() == cat.Float64 {
			from = r.half(dst)
		}
		f.Printf("VPMOVSXBD%s %s, %s", zeroing, source, from)
		f.Printf("VCVTDQ2%s %s, %s", packed(f.Precision()), from, r.full(dst))
	}
}

func (r amd64) store(f *Func, v Reg, m Mem) {
	switch {
	case m.Elem.Bytes < f.Precision().Bytes():
		t := f.Temp()
		r.narrow(f, v, t)
		r.putNarrow(f, t, m)
		f.Free(t)
	case f.InTail:
		r.part.store(f, v, m)
	case f.Stream:
		f.StoreAround(f, v, amd64Mem(m))
	default:
		f.StoreWhole(f, v, amd64Mem(m))
	}
}

// narrow rounds v to elements, in the lower half of t.
func (r amd64) narrow(f *Func, v, t Reg) {
	if f.DType == cat.BF16 {
		r.round(f, v, t)
		r.cut(f, t)
	} else {
		f.Printf("VCVTPS2PH $%d, %s, %s", nearestEven, r.full(v), r.half(t))
	}
}

// negNarrow negates elements.
func (r amd64) negNarrow(f *Func, v, dst Reg) {
	f.Printf("VXORPS %s, %s, %s", r.elements(f, f.Constant("sign of 16 bits")), r.elements(f, v), r.elements(f, dst))
}

// putNarrow stores elements that are in t.
func (r amd64) putNarrow(f *Func, t Reg, m Mem) {
	switch {
	case f.InTail:
		r.part.put(f, t, m)
	case f.Stream:
		f.Printf("VMOVNTDQ %s, %s", r.elements(f, t), amd64Mem(m))
	default:
		f.Printf("VMOVUPS %s, %s", r.elements(f, t), amd64Mem(m))
	}
}

// round sets t to v plus half of a bfloat16's last place, or just less if the last bit is even. Cut off after the
// last place, t is rounded to nearest, ties to even.
func (r amd64) round(f *Func, v, t Reg) {
	f.Printf("VPSRLD $16, %s, %s", r.full(v), r.full(t))
	f.Printf("%[1]s %[2]s, %[3]s, %[3]s", r.and, r.operand(f, f.Operand("one")), r.full(t))
	f.Printf("VPADDD %s, %[2]s, %[2]s", r.full(v), r.full(t))
	f.Printf("VPADDD %[1]s, %[2]s, %[2]s", r.operand(f, f.Operand("below half")), r.full(t))
}

// amd64Mem returns the operand for m: displacement, base, index, scale.
func amd64Mem(m Mem) string {
	if m.Offset == 0 {
		return fmt.Sprintf("(%s)(AX*%d)", m.Base, m.Elem.Bytes)
	}
	return fmt.Sprintf("%d(%s)(AX*%d)", m.Bytes(), m.Base, m.Elem.Bytes)
}

// packed and integer return the suffixes of instructions on vectors of values of precision p, and on vectors of
// integers of the same size.
func packed(p cat.Float) string  { return [...]string{"PS", "PD"}[p] }
func integer(p cat.Float) string { return [...]string{"D", "Q"}[p] }

// x, y and z return the names of 128, 256 and 512 bits of a register.
func x(r Reg) string { return fmt.Sprintf("X%d", r) }
func y(r Reg) string { return fmt.Sprintf("Y%d", r) }
func z(r Reg) string { return fmt.Sprintf("Z%d", r) }

// k returns the name of a mask register.
func k(r Reg) string { return fmt.Sprintf("K%d", r) }

// These are immediates of comparison and conversion instructions.
const (
	greater         = 30 // ordered and quiet: false for NaN
	greaterEqual    = 29 // ordered and quiet: false for NaN
	less            = 17 // ordered and quiet: false for NaN
	equal           = 0  // ordered and quiet: false for NaN
	notEqual        = 4  // unordered and quiet: true for NaN
	orderedNotEqual = 12 // ordered and quiet: false for NaN
	unordered       = 3  // true if either is NaN
	nearestEven     = 0  // round to nearest, ties to even
)
