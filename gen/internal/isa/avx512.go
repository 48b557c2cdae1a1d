package isa

import (
	"github.com/marginrank/marginrank/gen/internal/arithmetic"
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

var avx512Registers = amd64{
	full: z, half: y,
	and: "VPANDD", xor: "VPXORD",
	ones: "VPTERNLOGD $255, %[1]s, %[1]s, %[1]s",
	cut: func(f *Func, t Reg) {
		f.Printf("VPSRLD $16, %[1]s, %[1]s", z(t))
		f.Printf("VPMOVDW %s, %s", z(t), y(t))
	},
	part: partMoves{
		load: func(f *Func, dst Reg, m Mem) {
			f.Printf("VMOVU%s.Z %s, K2, %s", packed(f.Precision()), amd64Mem(m), z(dst))
		},
		store: func(f *Func, v Reg, m Mem) {
			f.Printf("VMOVU%s %s, K2, %s", packed(f.Precision()), z(v), amd64Mem(m))
		},
		source: func(f *Func, m Mem, _ Reg) string { return amd64Mem(m) + ", K2" },
		put:    func(f *Func, v Reg, m Mem) { f.Printf("VMOVDQU16 %s, K2, %s", y(v), amd64Mem(m)) },
	},
}

// AVX512 needs AVX-512 F, BW, DQ and VL, and AVX2. K1 is a scratch register, K2 has a bit for each pair of a
// part, and the other mask registers hold masks.
var AVX512 = avx512Registers.complete(&Set{
	Tier:    cat.AVX512,
	Vectors: 32,
	Masks:   []Reg{3, 4, 5, 6, 7},
	Abreast: 4,

	ScratchMask: 1,
	Spills:      true,

	FromMemory: []cat.Float{cat.Float32}, // float64 operands from memory are slower in L2

	Part: func(f *Func) {
		f.Printf("MOVQ $1, R12")
		f.Printf("SHLQ CX, R12") // CX is never above 63
		f.Printf("SUBQ $1, R12")
		f.Printf("KMOVW R12, K2")
		f.Comment("the " + f.Row + "s of the part")
	},
	Keep: func(f *Func, v Reg) {
		f.Printf("VMOVA%s.Z %[2]s, K2, %[2]s", packed(f.Precision()), z(v))
	},
	Blank: func(f *Func, v Reg) {
		f.Printf("VBLENDM%s %[2]s, %s, K2, %[2]s", packed(f.Precision()), z(v), z(f.Constant("ones")))
	},
	KeepMask: func(f *Func, mask Reg) { f.Printf("KANDW K2, %[1]s, %[1]s", k(mask)) },

	AtLeast: func(f *Func, within, a, b, dst Reg) {
		f.Printf("VCMP%s $%d, %s, %s, %s", packed(f.Precision()), greaterEqual, avx512Registers.operand(f, b), z(a), maskedTo(within, dst))
	},
	Above: func(f *Func, within, a, b, dst Reg) {
		f.Printf("VCMP%s $%d, %s, %s, %s", packed(f.Precision()), greater, avx512Registers.operand(f, b), z(a), maskedTo(within, dst))
	},
	Equal: func(f *Func, within, a, b, dst Reg) {
		f.Printf("VCMP%s $%d, %s, %s, %s", packed(f.Precision()), equal, avx512Registers.operand(f, b), z(a), maskedTo(within, dst))
	},
	NotZero: func(f *Func, v, dst Reg) {
		f.Printf("VCMP%s $%d, %s, %s, %s", packed(f.Precision()), notEqual, z(f.Constant("zero")), z(v), k(dst))
	},
	And: func(f *Func, a, b, dst Reg) { f.Printf("KANDW %s, %s, %s", k(a), k(b), k(dst)) },
	Or:  func(f *Func, a, b, dst Reg) { f.Printf("KORW %s, %s, %s", k(a), k(b), k(dst)) },
	Where: func(f *Func, mask, v, dst Reg) {
		move := "VMOVA"
		if v.IsLocal() {
			move = "VMOVU" // the frame is not aligned
		}
		f.Printf("%s%s.Z %s, %s, %s", move, packed(f.Precision()), avx512Registers.operand(f, v), k(mask), z(dst))
	},
	Select: func(f *Func, mask, a, b, dst Reg) {
		f.Printf("VBLENDM%s %s, %s, %s, %s", packed(f.Precision()), z(a), z(b), k(mask), z(dst))
	},
	ChooseNarrow: func(f *Func, mask, elements, dst Reg) {
		f.Printf("VMOVDQU16.Z %s, %s, %s", y(elements), k(mask), y(dst))
	},
	Tally: func(f *Func, mask, counts Reg) {
		f.Printf("VPADD%s %s, %[3]s, %[4]s, %[3]s", integer(f.Precision()), z(f.Constant("one")), z(counts), k(mask))
	},
	TallySigns: func(f *Func, within, v, below, above Reg) {
		for _, c := range []struct {
			predicate int
			counts    Reg
		}{{less, below}, {greater, above}} {
			f.Printf("VCMP%s $%d, %s, %s, %s", packed(f.Precision()), c.predicate, z(f.Constant("zero")), z(v), maskedTo(within, f.ScratchMask))
			f.Tally(f, f.ScratchMask, c.counts)
		}
	},
	Unequal: func(f *Func, a, b, dst Reg) {
		f.Printf("VCMP%s $%d, %s, %s, %s", packed(f.Precision()), orderedNotEqual, z(b), z(a), k(dst))
	},
	Flip: func(f *Func, by, v Reg) { // v xor by and sign
		f.Printf("VPTERNLOG%s $0x78, %s, %s, %s", integer(f.Precision()), z(f.Constant("sign")), z(by), z(v))
	},
	Signs: func(f *Func, v, dst Reg) { f.Printf("VPSRAD $31, %s, %s", z(v), z(dst)) },
	Deduct: func(f *Func, mask, signs, counts Reg) {
		f.Printf("VPSUBD %s, %[3]s, %[2]s, %[3]s", z(signs), k(mask), z(counts))
	},
	WhereAtLeast: func(f *Func, u Reg, bound *cat.Scalar, v, dst Reg) {
		if dst != v {
			f.Move(f, v, dst)
		}
		f.Printf("VFIXUPIMM%s $0, %s, %s, %s", packed(f.Precision()), z(f.keptFrom(bound)), z(u), z(dst))
	},
	// VMAX returns its second source, here u, if either is NaN.
	Clamp: func(f *Func, u, dst Reg) { f.Arith(f, f.Precision(), "MAX", f.Constant("zero"), u, dst) },
	ClampOnly: func(f *Func, u, dst Reg) {
		if dst != u {
			f.Move(f, u, dst)
		}
		f.Printf("VFIXUPIMM%s $0, %s, %[3]s, %[3]s", packed(f.Precision()), z(f.Constant("0 for negative")), z(dst))
	},
	Quiet: func(f *Func, v, dst Reg) {
		nan := "ones"
		if f.DType == cat.BF16 {
			nan = "upper halves"
		}
		f.Move(f, f.Constant(nan), dst)
		f.Printf("VFIXUPIMM%s $0, %s, %s, %s", packed(f.Precision()), z(f.Constant("kept for NaN")), z(v), z(dst))
	},
	Apart: []arithmetic.Kind{arithmetic.Quiet},
	AddUpper: func(f *Func, v Reg) {
		t := f.Temp()
		f.Printf("VEXTRACTF64X4 $1, %s, %s", z(v), y(t))
		f.Printf("VADDPS %s, %[2]s, %[2]s", y(t), y(v))
		f.Free(t)
	},
	Widen: func(f *Func, v, dst Reg) { f.Printf("VCVTPS2PD %s, %s", y(v), z(dst)) },
	Fill:  func(f *Func, pattern uint64, dst Reg) { fill(f, pattern, "Q", dst) },
	Constants: map[string]func(*Func, Reg){
		// VFIXUPIMM looks up the class of a value in hexadecimal digits. From the last digit on, the classes are:
		// quiet NaN, signaling NaN, 0, 1, -Inf, Inf, other negative values, other positive values. The digit 0
		// keeps the destination, 1 takes the value, and 8 is +0.
		"0 for negative": func(f *Func, dst Reg) { fill(f, 0x18181111, integer(f.Precision()), dst) },
		"kept for NaN":   func(f *Func, dst Reg) { fill(f, 0x11111100, integer(f.Precision()), dst) },
	},
})

// keptFrom returns the register with digits for VFIXUPIMM that keep values that are not below a scalar. They keep
// +0 if the scalar is +0.
func (f *Func) keptFrom(bound *cat.Scalar) Reg {
	return f.reserve("kept from "+bound.Name, func(f *Func, dst Reg) {
		d, digits := integer(f.Precision()), f.Temp()
		f.Broadcast(f, f.Field(f, bound.Field), dst)
		f.Printf("VPSLL%s $11, %[2]s, %[2]s", d, z(dst))
		fill(f, 0x08080088, d, digits)
		f.Printf("VPADD%s %s, %[3]s, %[3]s", d, z(digits), z(dst))
		f.Free(digits)
	}, false)
}

// fill repeats a pattern of bits throughout dst, 32 or 64 of them as the suffix says.
func fill(f *Func, pattern uint64, suffix string, dst Reg) {
	f.Printf("MOVQ $%#x, R12", pattern)
	f.Printf("VPBROADCAST%s R12, %s", suffix, z(dst))
}

// maskedTo returns the last operands of a comparison within a mask.
func maskedTo(within, dst Reg) string {
	if within == None {
		return k(dst)
	}
	return k(within) + ", " + k(dst)
}
