package isa

import (
	"fmt"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

var avx2Registers = amd64{
	full: y, half: x,
	and: "VPAND", xor: "VXORPS",
	ones: "VPCMPEQD %[1]s, %[1]s, %[1]s",
	cut: func(f *Func, t Reg) {
		upper := f.Temp()
		f.Printf("VPSRLD $16, %[1]s, %[1]s", y(t))
		f.Printf("VEXTRACTI128 $1, %s, %s", y(t), x(upper))
		f.Printf("VPACKUSDW %[1]s, %[2]s, %[2]s", x(upper), x(t))
		f.Free(upper)
	},
	part: avx2Part,
}

// AVX2 needs the features AVX, AVX2 and F16C. Its masks are vectors.
var AVX2 = avx2Registers.complete(&Set{
	Tier:    cat.AVX2,
	Vectors: 16,
	Abreast: 4,

	ScratchMask: None,
	Spills:      true,

	FromMemory: []cat.Float{cat.Float32, cat.Float64},

	Part: func(f *Func) {
		f.Mask = f.Temp()
		avx2Mask(f, f.Mask)
	},
	Without: (*Func).IsNarrow, // narrow elements are moved by halves
	Keep: func(f *Func, v Reg) {
		f.Printf("VAND%s %s, %s, %[3]s", packed(f.Precision()), y(f.Mask), y(v))
	},
	Blank: func(f *Func, v Reg) {
		f.Printf("VBLENDV%s %s, %s, %s, %[3]s", packed(f.Precision()), y(f.Mask), y(v), y(f.Constant("ones")))
	},
	KeepMask: func(f *Func, mask Reg) {
		f.Printf("VAND%s %s, %s, %[3]s", packed(f.Precision()), y(f.Mask), y(mask))
	},

	AtLeast: func(f *Func, within, a, b, dst Reg) {
		f.Printf("VCMP%s $%d, %s, %s, %s", packed(f.Precision()), greaterEqual, avx2Registers.operand(f, b), y(a), y(dst))
		avx2Within(f, within, dst)
	},
	Above: func(f *Func, within, a, b, dst Reg) {
		f.Printf("VCMP%s $%d, %s, %s, %s", packed(f.Precision()), greater, avx2Registers.operand(f, b), y(a), y(dst))
		avx2Within(f, within, dst)
	},
	Equal: func(f *Func, within, a, b, dst Reg) {
		f.Printf("VCMP%s $%d, %s, %s, %s", packed(f.Precision()), equal, avx2Registers.operand(f, b), y(a), y(dst))
		avx2Within(f, within, dst)
	},
	NotZero: func(f *Func, v, dst Reg) {
		f.Printf("VCMP%s $%d, %s, %s, %s", packed(f.Precision()), notEqual, y(f.Constant("zero")), y(v), y(dst))
	},
	And: func(f *Func, a, b, dst Reg) {
		f.Printf("VAND%s %s, %s, %s", packed(f.Precision()), y(a), y(b), y(dst))
	},
	Or: func(f *Func, a, b, dst Reg) {
		f.Printf("VOR%s %s, %s, %s", packed(f.Precision()), y(a), y(b), y(dst))
	},
	Select: func(f *Func, mask, a, b, dst Reg) {
		f.Printf("VBLENDV%s %s, %s, %s, %s", packed(f.Precision()), y(mask), y(a), y(b), y(dst))
	},
	Where: func(f *Func, mask, v, dst Reg) {
		f.Printf("VAND%s %s, %s, %s", packed(f.Precision()), avx2Registers.operand(f, v), y(mask), y(dst))
	},
	ChooseNarrow: func(f *Func, mask, elements, dst Reg) {
		f.Printf("VEXTRACTI128 $1, %s, %s", y(mask), x(dst))
		f.Printf("VPACKSSDW %[1]s, %[2]s, %[1]s", x(dst), x(mask))
		f.Printf("VPAND %[1]s, %[2]s, %[2]s", x(elements), x(dst))
	},
	Paired: []*cat.DType{cat.BF16},
	LoadPair: func(f *Func, m Mem, even, odd Reg) {
		if m.Elem == cat.Int8 {
			f.Printf("VPMOVSXBW %s, %s", amd64Mem(m), y(odd))
		} else {
			f.Printf("VMOVUPS %s, %s", amd64Mem(m), y(odd))
		}
		f.Printf("VPSLLD $16, %s, %s", y(odd), y(even))
		if m.Elem == cat.Int8 {
			for _, r := range []Reg{even, odd} {
				f.Printf("VPSRAD $16, %[1]s, %[1]s", y(r))
				f.Printf("VCVTDQ2PS %[1]s, %[1]s", y(r))
			}
		} else {
			f.Printf("VANDPS %[1]s, %[2]s, %[2]s", avx2Registers.operand(f, f.Operand("upper halves")), y(odd))
		}
	},
	NarrowPair: func(f *Func, even, odd, dst Reg) {
		t := f.Temp()
		avx2Registers.round(f, even, dst)
		avx2Registers.round(f, odd, t)
		f.Printf("VPSRLD $16, %[1]s, %[1]s", y(dst))
		f.Printf("VPBLENDW $0xAA, %s, %[2]s, %[2]s", y(t), y(dst))
		f.Free(t)
	},
	ChoosePair: func(f *Func, even, odd, elements, dst Reg) {
		f.Printf("VPBLENDW $0xAA, %s, %s, %s", y(odd), y(even), y(dst))
		f.Printf("VPAND %s, %[2]s, %[2]s", y(elements), y(dst))
	},
	Unzip: func(f *Func, first, second Reg) {
		t := f.Temp()
		f.Printf("VSHUFPS $0x88, %s, %s, %s", y(second), y(first), y(t))
		f.Printf("VSHUFPS $0xDD, %[1]s, %[2]s, %[1]s", y(second), y(first))
		f.Printf("VPERMPD $0xD8, %s, %s", y(t), y(first))
		f.Printf("VPERMPD $0xD8, %[1]s, %[1]s", y(second))
		f.Free(t)
	},
	Tally: func(f *Func, mask, counts Reg) { // a mask is -1 where it is true
		f.Printf("VPSUB%s %s, %[3]s, %[3]s", integer(f.Precision()), y(mask), y(counts))
	},
	TallySigns: func(f *Func, within, v, both, _ Reg) { // halves of float64 have 32 bits, others 16
		below, above := f.Temp(), f.Temp()
		f.Printf("VCMP%s $%d, %s, %s, %s", packed(f.Precision()), less, y(f.Constant("zero")), y(v), y(below))
		f.Printf("VCMP%s $%d, %s, %s, %s", packed(f.Precision()), greater, y(f.Constant("zero")), y(v), y(above))
		f.Printf("VPBLENDW $%s, %s, %[3]s, %[3]s", [...]string{"0xAA", "0xCC"}[f.Precision()], y(above), y(below))
		f.Free(above)
		avx2Within(f, within, below)
		f.Printf("VPSUB%s %s, %[3]s, %[3]s", [...]string{"W", "D"}[f.Precision()], y(below), y(both))
		f.Free(below)
	},
	Halves: func(f *Func, both, upper Reg) {
		if f.Precision() == cat.Float64 {
			f.Odd(f, both, upper)
			return
		}
		f.Printf("VPSRLD $16, %s, %s", y(both), y(upper))
		f.Printf("VPSLLD $16, %[1]s, %[1]s", y(both))
		f.Printf("VPSRLD $16, %[1]s, %[1]s", y(both))
	},
	// VMAX returns its second source, here u, if either is NaN.
	Clamp: func(f *Func, u, dst Reg) { f.Arith(f, f.Precision(), "MAX", f.Constant("zero"), u, dst) },
	IfNaN: func(f *Func, values []Reg, label string) {
		var found []Reg
		for i := 0; i < len(values); i += 2 {
			found = append(found, f.Temp())
			f.Printf("VCMP%s $%d, %s, %s, %s", packed(f.Precision()), unordered, y(values[i]), y(values[min(i+1, len(values)-1)]), y(found[i/2]))
		}
		for _, r := range found[1:] {
			f.Printf("VOR%s %s, %[3]s, %[3]s", packed(f.Precision()), y(r), y(found[0]))
			f.Free(r)
		}
		f.Printf("VMOVMSK%s %s, R12", packed(f.Precision()), y(found[0]))
		f.Free(found[0])
		f.Printf(f.IfSet, "R12", label)
	},
	Quiet: func(f *Func, v, dst Reg) {
		nan := f.Temp()
		f.Printf("VCMP%s $%d, %s, %s, %s", packed(f.Precision()), unordered, y(v), y(v), y(nan))
		if f.DType == cat.BF16 {
			upper := f.Temp()
			f.Printf("VPSLLD $16, %s, %s", y(nan), y(upper))
			f.Printf("VBLENDVPS %s, %s, %s, %s", y(nan), y(upper), y(v), y(dst))
			f.Free(upper)
		} else {
			f.Printf("VOR%s %s, %s, %s", packed(f.Precision()), y(nan), y(v), y(dst))
		}
		f.Free(nan)
	},
	Widen: func(f *Func, v, dst Reg) { f.Printf("VCVTPS2PD %s, %s", x(v), y(dst)) },
	WidenUpper: func(f *Func, v, dst Reg) {
		f.Printf("VEXTRACTF128 $1, %s, %s", y(v), x(dst))
		f.Printf("VCVTPS2PD %s, %s", x(dst), y(dst))
	},
	Fill: func(f *Func, pattern uint64, dst Reg) {
		f.Printf("MOVQ $%#x, R12", pattern)
		f.Printf("VMOVQ R12, %s", x(dst))
		f.Printf("VPBROADCASTQ %s, %s", x(dst), y(dst))
	},
	Constants: map[string]func(*Func, Reg){"numbers": avx2Numbers},
})

// avx2Part moves values of compute precision by a mask. Stores by a mask are slow, so a part that is a whole
// vector is stored without. There are no moves of narrower elements by a mask, so these are moved by halves.
var avx2Part = partMoves{
	load: func(f *Func, dst Reg, m Mem) {
		f.Printf("VMASKMOV%s %s, %s, %s", packed(f.Precision()), amd64Mem(m), y(f.Mask), y(dst))
	},
	store: func(f *Func, v Reg, m Mem) {
		f.wholeOrPart(m, func() {
			f.Printf("VMOVU%s %s, %s", packed(f.Precision()), y(v), amd64Mem(m))
		}, func() {
			f.Printf("VMASKMOV%s %s, %s, %s", packed(f.Precision()), y(v), y(f.Mask), amd64Mem(m))
		})
	},
	source: func(f *Func, m Mem, dst Reg) string {
		whole := map[int]string{16: "VMOVUPS", 8: "VMOVQ", 4: "VMOVD"}
		f.wholeOrPart(m, func() {
			f.Printf("%s %s, %s", whole[f.Width()*m.Elem.Bytes], amd64Mem(m), x(dst))
		}, func() { f.loadHalves(m, dst) })
		return x(dst)
	},
	put: func(f *Func, v Reg, m Mem) {
		f.wholeOrPart(m, func() {
			f.Printf("VMOVUPS %s, %s", x(v), amd64Mem(m))
		}, func() { f.storeHalves(v, m) })
	},
}

// wholeOrPart emits code that runs the code of whole if the part has all pairs of a vector, and otherwise the
// code of part.
func (f *Func) wholeOrPart(m Mem, whole, part func()) {
	if f.Uneven || f.Fewer {
		part()
		return
	}
	some, end := "some_"+m.Name, "end_"+m.Name
	f.Printf("CMPQ CX, $%d", f.Width())
	f.Printf("JLT %s", some)
	whole()
	f.Printf("JMP %s", end)
	f.Label(some)
	part()
	f.Label(end)
}

// A part with fewer elements than a vector consists of a half of a vector, a quarter, an eighth and so on, as the
// bits of the count say. The largest of these has the first elements. They are put together from the last one on,
// and taken apart from the first one on.

// loadHalves fills the lower bytes of dst with the elements of a part, and the rest with zeros.
func (f *Func) loadHalves(m Mem, dst Reg) {
	f.Printf("VPXOR %[1]s, %[1]s, %[1]s", x(dst))
	for n := 1; n < f.Width(); n *= 2 {
		next := fmt.Sprintf("load_%s_%d", m.Name, n)
		f.Printf("TESTQ $%d, CX", n)
		f.Printf("JZ %s", next)
		byteCount := n * m.Elem.Bytes
		if n > 1 {
			f.Printf("VPSLLDQ $%d, %[2]s, %[2]s", byteCount, x(dst))
		}
		at := f.behindHalves(m, 2*n)
		f.Printf("%s $0, %s, %[3]s, %[3]s", map[int]string{1: "VPINSRB", 2: "VPINSRW", 4: "VPINSRD", 8: "VPINSRQ"}[byteCount], at, x(dst))
		f.Label(next)
	}
}

// storeHalves stores the elements of a part, which are in the lower half of v.
func (f *Func) storeHalves(v Reg, m Mem) {
	t := f.Temp() // v must not change, since other outputs may store it, too
	defer f.Free(t)
	f.Printf("VMOVAPS %s, %s", x(v), x(t))
	for n := f.Width() / 2; n > 0; n /= 2 {
		next := fmt.Sprintf("store_%s_%d", m.Name, n)
		f.Printf("TESTQ $%d, CX", n)
		f.Printf("JZ %s", next)
		byteCount := n * m.Elem.Bytes
		at := f.behindHalves(m, 2*n)
		f.Printf("%s $0, %s, %s", map[int]string{2: "VPEXTRW", 4: "VPEXTRD", 8: "VPEXTRQ"}[byteCount], x(t), at)
		if n > 1 {
			f.Printf("VPSRLDQ $%d, %[2]s, %[2]s", byteCount, x(t))
		}
		f.Label(next)
	}
}

// behindHalves returns the place after those halves of a part that have at least n elements.
func (f *Func) behindHalves(m Mem, n int) string {
	if n >= f.Width() {
		return amd64Mem(m)
	}
	base := m.Base
	scratch := "R12"
	if base == scratch {
		scratch = "R13"
	}
	f.Printf("MOVQ CX, %s", scratch)
	f.Printf("ANDQ $%d, %s", f.Width()-n, scratch)
	f.Printf("ADDQ AX, %s", scratch)
	return fmt.Sprintf("(%s)(%s*%d)", base, scratch, m.Elem.Bytes)
}

// avx2Mask makes the mask of the values that belong to a pair: those whose number is less than the count of
// pairs.
func avx2Mask(f *Func, mask Reg) {
	numbers, free := f.numbers()
	defer free()
	d := integer(f.Precision())
	f.Printf("VMOVQ CX, %s", x(mask))
	f.Printf("VPBROADCAST%s %s, %s", d, x(mask), y(mask))
	f.Printf("VPCMPGT%s %s, %[3]s, %[3]s", d, y(numbers), y(mask))
	f.Comment("the " + f.Row + "s of the part")
}

// avx2Numbers fills dst with the numbers of a vector's values: 0, 1, and so on.
func avx2Numbers(f *Func, dst Reg) {
	f.Printf("MOVQ $0x%X, R12", uint64(0x0706050403020100)&(1<<(8*f.Width())-1))
	f.Printf("VMOVQ R12, %s", x(dst))
	f.Printf("VPMOVZXB%s %s, %s", integer(f.Precision()), x(dst), y(dst))
	f.Comment(fmt.Sprintf("0 to %d", f.Width()-1))
}

// avx2Within makes mask false where within is false. If within is None, it does nothing.
func avx2Within(f *Func, within, mask Reg) {
	if within != None {
		f.Printf("VAND%s %s, %s, %[3]s", packed(f.Precision()), y(within), y(mask))
	}
}
