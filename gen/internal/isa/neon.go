package isa

import (
	"fmt"
	"math/bits"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// NEON needs Advanced SIMD, which Go requires of every arm64. Its loads have no index register, so the addresses
// of arrays move on instead.
var NEON = &Set{
	Tier:    cat.NEON,
	Vectors: 32,
	Abreast: 4,

	ScratchMask: None,

	// R10 counts pairs, and R12 and R13 are scratch registers. R16, R17, R26 and R27 belong to the linker, and
	// R18 to the platform. R28 is Go's g, and R29 the frame pointer.
	Args:     "R0",
	Pointers: []string{"R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9", "R14", "R15", "R19", "R20"},
	Index:    "R10",
	Count:    "R11",

	Enter:     "MOVD a+0(FP), R0",
	Load64:    "MOVD %[1]s, %[2]s",
	Zero:      "MOVD $0, %[1]s",
	Step:      "ADD $%[1]d, %[2]s",
	Below:     "CMP %[2]s, %[1]s\nBLT %[3]s",
	IfNil:     "CBZ %[1]s, %[2]s",
	IfSet:     "CBNZ %[1]s, %[2]s",
	Jump:      "JMP %[1]s",
	FirstTurn: "SUBS $%[1]d, R11\nBLT tail",
	InChunk:   "TST $%[1]d, R10\nBNE %[2]s",
	NoChunk:   "TST $%[1]d, R10\nBEQ %[2]s",
	NextTurn:  "CMP R11, R10\nBLE loop",
	Left:      "ADD $%[1]d, R11\nSUBS R10, R11\nBEQ %[2]s",
	NextPart:  "SUBS $%[1]d, R11\nBGT part",

	FirstLocal:  8,
	FrameFormat: "%d(RSP)",
	StoreTerms: func(f *Func, v, room Reg, turn int) {
		f.Printf("AND $%d, R10, R12", turn-1)
		f.Printf("MOVD $%s, R13", f.Local(room))
		f.Printf("ADD R12<<%d, R13, R13", log2(f.Precision().Bytes()))
		f.StoreWhole(f, v, "(R13)")
	},
	CountResult: "FMOVS F%[1]d, %[2]s",
	Result:      "FMOVD F%[1]d, %[2]s",

	Field: func(f *Func, field string) string { return f.Type + "_" + field + "(R0)" },
	At:    func(m Mem) string { return fmt.Sprintf("%d(%s)", m.Bytes(), m.Base) },
	Indexed: func(base, index string, byteCount int) string {
		return fmt.Sprintf("(%s)(%s<<%d)", base, index, log2(byteCount))
	},
	// An address that may be nil does not move on, because nil must stay nil.
	Address: func(f *Func, c *cat.Column) string {
		p := f.pointers[c]
		if !c.Optional {
			return p
		}
		f.Printf("ADD R10<<%d, %s, R12", log2(c.ElementOf(f.DType).Bytes), p)
		return "R12"
	},
	Advance: func(f *Func, pairs int) {
		f.eachMoving(func(p string, byteCount int) { f.Printf("ADD $%d, %s", pairs*byteCount, p) })
		f.Printf("ADD $%d, R10", pairs)
	},
	Skip: func(f *Func) {
		f.eachMoving(func(p string, byteCount int) { f.Printf("ADD R10<<%d, %s", log2(byteCount), p) })
	},

	Part: func(f *Func) {
		f.Mask = f.Temp()
		lanes := neonLanes[f.Precision()]
		numbers, free := f.numbers()
		defer free()
		f.Printf("VDUP R11, V%d.%s", f.Mask, lanes)
		f.Word("CMGT", f.Precision(), f.Mask, f.Mask, numbers)
		f.Comment("the " + f.Row + "s of the part")
	},
	Without:  func(*Func) bool { return true },
	Keep:     func(f *Func, v Reg) { f.Printf("VAND V%d.B16, V%d.B16, V%[2]d.B16", f.Mask, v) },
	KeepMask: func(f *Func, v Reg) { f.Printf("VAND V%d.B16, V%d.B16, V%[2]d.B16", f.Mask, v) },

	Load:  neonLoad,
	Store: neonStore,

	RoundsNaN: true,
	Narrow:    neonNarrow, NegNarrow: neonNegNarrow, PutNarrow: neonStoreAll,

	LoadWhole: func(f *Func, at string, dst Reg) {
		f.Printf("FMOVQ %s, F%d", at, dst)
	},
	StoreWhole: func(f *Func, v Reg, at string) {
		f.Printf("FMOVQ F%d, %s", v, at)
	},
	LoadTwo:  func(f *Func, at string, dst Reg) { f.Printf("FLDPQ %s, (F%d, F%d)", at, dst, dst+1) },
	StoreTwo: func(f *Func, v Reg, at string) { f.Printf("FSTPQ (F%d, F%d), %s", v, v+1, at) },

	Arith: func(f *Func, p cat.Float, op string, a, b, dst Reg) { f.Word("F"+op, p, dst, a, b) },
	Max: func(f *Func, a, b, dst Reg) { // FMAX would be NaN if a is
		mask := f.Temp()
		f.Word("FCMGT", f.Precision(), mask, a, b)
		f.Select(f, mask, a, b, dst)
		f.Free(mask)
	},
	Abs:   func(f *Func, v, dst Reg) { f.Word("FABS", f.Precision(), dst, v) },
	Clamp: func(f *Func, u, dst Reg) { f.Word("FMAX", f.Precision(), dst, u, f.Constant("zero")) },
	AtLeast: func(f *Func, within, a, b, dst Reg) {
		f.Word("FCMGE", f.Precision(), dst, a, b)
		neonWithin(f, within, dst)
	},
	Above: func(f *Func, within, a, b, dst Reg) {
		f.Word("FCMGT", f.Precision(), dst, a, b)
		neonWithin(f, within, dst)
	},
	Equal: func(f *Func, within, a, b, dst Reg) {
		f.Word("FCMEQ", f.Precision(), dst, a, b)
		neonWithin(f, within, dst)
	},
	NotZero: func(f *Func, v, dst Reg) {
		f.Word("FCMEQ", f.Precision(), dst, v, f.Constant("zero"))
		f.fixedWord("NOT", dst, dst)
	},
	And:   func(f *Func, a, b, dst Reg) { f.Printf("VAND V%d.B16, V%d.B16, V%d.B16", a, b, dst) },
	Or:    func(f *Func, a, b, dst Reg) { f.Printf("VORR V%d.B16, V%d.B16, V%d.B16", a, b, dst) },
	Where: func(f *Func, mask, v, dst Reg) { f.Printf("VAND V%d.B16, V%d.B16, V%d.B16", v, mask, dst) },
	Select: func(f *Func, mask, a, b, dst Reg) {
		switch dst {
		case mask:
			f.Printf("VBSL V%d.B16, V%d.B16, V%d.B16", b, a, dst)
		case a:
			f.Printf("VBIF V%d.B16, V%d.B16, V%d.B16", mask, b, dst)
		default:
			if dst != b {
				f.Move(f, b, dst)
			}
			f.Printf("VBIT V%d.B16, V%d.B16, V%d.B16", mask, a, dst)
		}
	},
	ChooseNarrow: func(f *Func, mask, elements, dst Reg) {
		f.fixedWord("XTN", dst, mask)
		f.Printf("VAND V%[1]d.B16, V%[2]d.B16, V%[2]d.B16", elements, dst)
	},
	Tally: func(f *Func, mask, counts Reg) { // a mask is -1 where it is true
		f.Printf("VSUB V%[1]d.%[3]s, V%[2]d.%[3]s, V%[2]d.%[3]s", mask, counts, neonLanes[f.Precision()])
	},
	TallySigns: func(f *Func, within, v, below, above Reg) {
		mask := f.Temp()
		f.Word("FCMLT", f.Precision(), mask, v)
		neonWithin(f, within, mask)
		f.Tally(f, mask, below)
		f.Above(f, within, v, f.Constant("zero"), mask)
		f.Tally(f, mask, above)
		f.Free(mask)
	},
	Integer: func(f *Func, op string, x, y, dst Reg) { f.Printf("V%s V%d.S4, V%d.S4, V%d.S4", op, y, x, dst) },
	Odd:     func(f *Func, v, dst Reg) { f.Printf("VUSHR $32, V%d.D2, V%d.D2", v, dst) },
	Neg:     func(f *Func, v, dst Reg) { f.Word("FNEG", f.Precision(), dst, v) },
	Quiet: func(f *Func, v, dst Reg) {
		number := f.Temp()
		f.Word("FCMEQ", f.Precision(), number, v, v)
		f.fixedWord("ORN", dst, v, number)
		f.Free(number)
	},
	Move:       func(f *Func, v, dst Reg) { f.Printf("VORR V%[1]d.B16, V%[1]d.B16, V%[2]d.B16", v, dst) },
	Widen:      func(f *Func, v, dst Reg) { f.fixedWord("FCVTL64", dst, v) },
	WidenUpper: func(f *Func, v, dst Reg) { f.fixedWord("FCVTL2", dst, v) },
	Upper:      func(f *Func, v Reg, _ int, dst Reg) { f.Printf("VDUP V%d.D[1], V%d.D2", v, dst) },

	Broadcast: func(f *Func, at string, dst Reg) {
		one := [...]string{"S", "D"}[f.Precision()]
		f.Printf("FMOV%s %s, F%d", one, at, dst)
		f.Printf("VDUP V%[1]d.%[2]s[0], V%[1]d.%[3]s", dst, one, neonLanes[f.Precision()])
	},
	Fill: func(f *Func, pattern uint64, dst Reg) {
		f.Printf("MOVD $%#x, R12", pattern)
		f.Printf("VDUP R12, V%d.D2", dst)
	},
	Constants: map[string]func(*Func, Reg){
		"zero": func(f *Func, dst Reg) { f.Printf("VEOR V%[1]d.B16, V%[1]d.B16, V%[1]d.B16", dst) },
		"one":  func(f *Func, dst Reg) { neonWord32(f, 1, dst) },
		"numbers": func(f *Func, dst Reg) {
			first, second := uint64(1)<<32, uint64(3)<<32|2
			if f.Precision() == cat.Float64 {
				first, second = 0, 1
			}
			for i, v := range []uint64{first, second} {
				f.Printf("MOVD $%d, R12", v)
				f.Printf("VMOV R12, V%d.D[%d]", dst, i)
			}
			f.Comment(fmt.Sprintf("0 to %d", f.Width()-1))
		},
		// 0x7fff in each 32 bits.
		"below half": func(f *Func, dst Reg) { neonWord32(f, 0x7fff, dst) },
		"ones":       func(f *Func, dst Reg) { f.Printf("VCMEQ V%[1]d.B16, V%[1]d.B16, V%[1]d.B16", dst) },
		"sign of 16 bits": func(f *Func, dst Reg) {
			f.Printf("MOVW $0x8000, R12")
			f.Printf("VDUP R12, V%d.H8", dst)
		},
	},
}

// neonLanes has the arrangement of a vector of values.
var neonLanes = map[cat.Float]string{cat.Float32: "S4", cat.Float64: "D2"}

// eachMoving visits the registers whose addresses move on, with the size of an element.
func (f *Func) eachMoving(visit func(p string, byteCount int)) {
	for _, r := range f.Pointers {
		for c, p := range f.pointers {
			if p == r && !c.Optional {
				visit(p, c.ElementOf(f.DType).Bytes)
			}
		}
	}
}

// log2 returns the shift that multiplies by n.
func log2(n int) int { return bits.TrailingZeros(uint(n)) }

func neonLoad(f *Func, m Mem, dst Reg) {
	if f.InTail {
		neonLoadPart(f, m, dst)
	} else if byteCount := f.Width() * m.Elem.Bytes; byteCount == 2 {
		f.loadH(m.Base, m.Bytes(), dst)
	} else {
		f.Printf("FMOV%s %s, F%d", map[int]string{4: "S", 8: "D", 16: "Q"}[byteCount], f.At(m), dst)
	}
	neonWiden(f, m, dst)
}

// neonWiden widens the elements that were loaded.
func neonWiden(f *Func, m Mem, dst Reg) {
	switch m.Elem {
	case cat.F16:
		f.fixedWord("FCVTL32", dst, dst)
	case cat.BF16:
		f.fixedWord("SHLL16", dst, dst)
	case cat.Int8:
		f.fixedWord("SXTL8", dst, dst)
		f.fixedWord("SXTL16", dst, dst)
		if f.Precision() == cat.Float64 {
			f.fixedWord("SXTL32", dst, dst)
		}
		f.Word("SCVTF", f.Precision(), dst, dst)
	}
}

func neonStore(f *Func, v Reg, m Mem) {
	if m.Elem.Bytes == f.Precision().Bytes() {
		neonStoreAll(f, v, m)
		return
	}
	t := f.Temp()
	neonNarrow(f, v, t)
	neonStoreAll(f, t, m)
	f.Free(t)
}

// neonNarrow rounds v to elements, in the lower half of t.
func neonNarrow(f *Func, v, t Reg) {
	if f.DType != cat.BF16 {
		f.fixedWord("FCVTN", t, v)
		return
	}
	// Add half of the last place, or just less if the last bit is even, and cut off.
	number := f.Temp()
	f.Printf("VUSHR $16, V%d.S4, V%d.S4", v, t)
	f.Printf("VAND V%[1]d.B16, V%[2]d.B16, V%[2]d.B16", f.Constant("one"), t)
	f.Printf("VADD V%[1]d.S4, V%[2]d.S4, V%[2]d.S4", v, t)
	f.Printf("VADD V%[1]d.S4, V%[2]d.S4, V%[2]d.S4", f.Constant("below half"), t)
	f.Word("FCMEQ", cat.Float32, number, v, v)
	f.fixedWord("ORN", t, t, number)
	f.fixedWord("SHRN16", t, t)
	f.Free(number)
}

// neonNegNarrow negates elements.
func neonNegNarrow(f *Func, v, dst Reg) {
	f.Printf("VEOR V%d.B16, V%d.B16, V%d.B16", f.Constant("sign of 16 bits"), v, dst)
}

// neonStoreAll stores a vector of elements or, in the tail, the elements of the part.
func neonStoreAll(f *Func, v Reg, m Mem) {
	if f.InTail {
		neonStorePart(f, v, m)
		return
	}
	f.Printf("FMOV%s F%d, %s", map[int]string{8: "D", 16: "Q"}[f.Width()*m.Elem.Bytes], v, f.At(m))
}

// neonWord32 fills each 32 bits of dst with v.
func neonWord32(f *Func, v int, dst Reg) {
	f.Printf("MOVW $%d, R12", v)
	f.Printf("VDUP R12, V%d.S4", dst)
}

// neonWithin makes mask false where within is false. If within is None, it does nothing.
func neonWithin(f *Func, within, mask Reg) {
	if within != None {
		f.Printf("VAND V%d.B16, V%d.B16, V%[2]d.B16", within, mask)
	}
}
