package assembly

import (
	"math/bits"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// neon needs Advanced SIMD, which every arm64 of Go has. Its loads take no index
// register: the arrays' addresses move on instead.
var neon = &Arch{
	Tier:    cat.NEON,
	Vectors: 32,
	Abreast: 1,

	// R10 counts pairs, R12 is free for a hook, R13 counts the pairs of a part and beyond. R18 is the platform's, R26 and R27
	// the linker's, R28 g, R29 the frame pointer.
	Pointers: []string{"R0", "R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9"},
	Count:    "R11",

	Arg:          "MOVD %[1]s, %[2]s",
	ZeroIndex:    "MOVD $0, R10",
	SkipIfNil:    "CBZ %[1]s, %[2]s",
	MoveLanes:    "ADD $%[2]d, %[1]s",
	NextGroup:    "TST $%[1]d, R10\nBNE %[2]s",
	FirstTurn:    "SUBS $%[1]d, R11\nBLT rest",
	NextTurn:     "CMP R11, R10\nBLE loop",
	Rest:         "ADD $%[1]d, R11\nSUBS R10, R11\nBEQ %[2]s",
	RestLess:     "SUB $%[1]d, R11",
	CountsResult: "FMOVS F%[1]d, %[2]s",
	Result:       "FMOVD F%[1]d, %[2]s",
	Advance:      neonAdvance,

	PartStart: "MOVD R11, R13",
	PartEmpty: "CMP $0, R13\nBLE %[1]s",
	PartSkip:  "SUBS $%[1]d, R13\nBLE %[2]s",
	PartNext:  "SUBS $%[1]d, R13\nBGT %[2]s",
	Part:      func(*Func) {},
	Keep:      neonKeep,

	Load:  neonLoad,
	Store: neonStore,
	LoadLanes: func(f *Func, ptr string, bytes int, dst Reg) {
		f.printf("FMOVQ %d(%s), F%d", bytes, ptr, dst)
	},
	StoreLanes: func(f *Func, v Reg, ptr string, bytes int) {
		f.printf("FMOVQ F%d, %d(%s)", v, bytes, ptr)
	},

	Arith: func(f *Func, p cat.Float, op string, a, b, dst Reg) { f.word("F"+op, p, dst, a, b) },
	Clamp: func(f *Func, u, dst Reg) { f.word("FMAX", f.precision(), dst, u, f.Constant("zero")) },
	Gate: func(f *Func, u, g, dst Reg) {
		mask := f.Temp()
		f.word("FCMGE", f.precision(), mask, u)
		f.printf("VAND V%d.B16, V%d.B16, V%d.B16", g, mask, dst)
		f.Free(mask)
	},
	NotZero: func(f *Func, v, dst Reg) {
		f.word("FCMEQ", f.precision(), dst, v, f.Constant("zero"))
		f.fixedWord("NOT", dst, dst)
	},
	Where: func(f *Func, mask, v, dst Reg) { f.printf("VAND V%d.B16, V%d.B16, V%d.B16", v, mask, dst) },
	CountPairs: func(f *Func, mask, u, ahead, counts Reg) {
		active, wrong := f.Temp(), f.Temp()
		f.word("FCMGE", f.precision(), active, u)
		f.word("FCMLT", f.precision(), wrong, ahead)
		f.printf("VSLI $16, V%d.S4, V%d.S4", wrong, active)
		f.printf("VAND V%[1]d.B16, V%[2]d.B16, V%[2]d.B16", mask, active)
		f.printf("VSUB V%[1]d.H8, V%[2]d.H8, V%[2]d.H8", active, counts) // a mask is -1
		f.comment("counts")
		f.Free(active)
		f.Free(wrong)
	},
	AddCounts: func(f *Func, a, b Reg) { f.printf("VADD V%[2]d.S4, V%[1]d.S4, V%[1]d.S4", a, b) },
	OddCounts: func(f *Func, a, b Reg) { f.printf("VUSHR $32, V%d.D2, V%d.D2", a, b) },
	Neg:       func(f *Func, v, dst Reg) { f.word("FNEG", f.precision(), dst, v) },
	Quiet: func(f *Func, v, dst Reg) {
		number := f.Temp()
		f.word("FCMEQ", f.precision(), number, v, v)
		f.fixedWord("ORN", dst, v, number)
		f.Free(number)
	},
	Move: func(f *Func, v, dst Reg) { f.printf("VORR V%[1]d.B16, V%[1]d.B16, V%[2]d.B16", v, dst) },
	Halves: func(f *Func, v, lower, upper Reg) {
		f.fixedWord("FCVTL64", lower, v)
		f.fixedWord("FCVTL2", upper, v)
	},
	Upper: func(f *Func, v Reg, _ int, dst Reg) { f.printf("VDUP V%d.D[1], V%d.D2", v, dst) },

	Broadcast: func(f *Func, arg string, dst Reg) {
		one, all := [...]string{"S", "D"}[f.precision()], [...]string{"S4", "D2"}[f.precision()]
		f.printf("FMOV%s %s, F%d", one, arg, dst)
		f.printf("VDUP V%[1]d.%[2]s[0], V%[1]d.%[3]s", dst, one, all)
	},
	Constants: map[string]func(*Func, Reg){
		"zero": func(f *Func, dst Reg) { f.printf("VEOR V%[1]d.B16, V%[1]d.B16, V%[1]d.B16", dst) },
		"one":  func(f *Func, dst Reg) { neonWord32(f, 1, dst) },
		// 0x7fff in each 32 bits.
		"below half": func(f *Func, dst Reg) { neonWord32(f, 0x7fff, dst) },
	},
}

// neonAdvance moves the arrays' addresses. That of the lanes has its own pace,
// and one that may be nil must stay so: neonMem adds the index instead.
func neonAdvance(f *Func, pairs int) {
	for _, a := range f.Kernel.Arrays() {
		if !a.Optional() {
			f.printf("ADD $%d, %s", pairs*f.Kernel.ElementOf(a).Bytes, f.pointers[a.String()])
		}
	}
	f.printf("ADD $%d, R10", pairs)
}

// neonMem is the base register and offset for m.
func neonMem(f *Func, m Mem) (base string, offset int) {
	if m.Array.Optional() {
		f.printf("ADD R10<<%d, %s, R12", bits.TrailingZeros(uint(m.Elem.Bytes)), m.Ptr)
		return "R12", m.Bytes()
	}
	return m.Ptr, m.Bytes()
}

func neonLoad(f *Func, m Mem, dst Reg) {
	if f.inRest {
		neonLoadPart(f, m, dst)
	} else {
		neonLoadWhole(f, m, dst)
	}
	neonWiden(f, m, dst)
}

// neonLoadWhole loads a vector of elements.
func neonLoadWhole(f *Func, m Mem, dst Reg) {
	base, offset := neonMem(f, m)
	if bytes := f.width() * m.Elem.Bytes; bytes == 2 {
		f.loadH(base, offset, dst)
	} else {
		f.printf("FMOV%s %d(%s), F%d", map[int]string{4: "S", 8: "D", 16: "Q"}[bytes], offset, base, dst)
	}
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
		if f.precision() == cat.Float64 {
			f.fixedWord("SXTL32", dst, dst)
		}
		f.word("SCVTF", f.precision(), dst, dst)
	}
}

func neonStore(f *Func, v Reg, m Mem) {
	switch m.Elem {
	case cat.F16:
		t := f.Temp()
		f.fixedWord("FCVTN", t, v)
		neonStoreAll(f, t, m)
		f.Free(t)
	case cat.BF16:
		// Add just under half of the last place, or half if that is odd, and cut off.
		t, number := f.Temp(), f.Temp()
		f.printf("VUSHR $16, V%d.S4, V%d.S4", v, t)
		f.printf("VAND V%[1]d.B16, V%[2]d.B16, V%[2]d.B16", f.Constant("one"), t)
		f.printf("VADD V%[1]d.S4, V%[2]d.S4, V%[2]d.S4", v, t)
		f.printf("VADD V%[1]d.S4, V%[2]d.S4, V%[2]d.S4", f.Constant("below half"), t)
		f.word("FCMEQ", cat.Float32, number, v, v)
		f.fixedWord("ORN", t, t, number)
		f.fixedWord("SHRN16", t, t)
		neonStoreAll(f, t, m)
		f.Free(t)
		f.Free(number)
	default:
		neonStoreAll(f, v, m)
	}
}

// neonStoreAll stores a vector of elements, or the part.
func neonStoreAll(f *Func, v Reg, m Mem) {
	if f.inRest {
		neonStorePart(f, v, m)
		return
	}
	base, offset := neonMem(f, m)
	f.printf("FMOV%s F%d, %d(%s)", map[int]string{8: "D", 16: "Q"}[f.width()*m.Elem.Bytes], v, offset, base)
}

// neonWord32 fills each 32 bits of dst with v.
func neonWord32(f *Func, v int, dst Reg) {
	f.printf("MOVW $%d, R12", v)
	f.printf("VDUP R12, V%d.S4", dst)
}
