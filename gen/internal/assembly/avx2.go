package assembly

import (
	"fmt"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

var avx2Registers = amd64{
	full: y, half: x,
	upper: "VEXTRACTF128",
	and:   "VPAND", xor: "VXORPS",
	ones: "VPCMPEQD %[1]s, %[1]s, %[1]s",
	cut: func(f *Func, v, t Reg) {
		nan := f.Temp()
		f.printf("VCMPPS $%[1]d, %[2]s, %[2]s, %[3]s", unordered, y(v), y(nan))
		f.printf("VORPS %[1]s, %[2]s, %[2]s", y(nan), y(t))
		f.printf("VPSRLD $16, %[1]s, %[1]s", y(t))
		f.printf("VEXTRACTI128 $1, %s, %s", y(t), x(nan))
		f.printf("VPACKUSDW %[1]s, %[2]s, %[2]s", x(nan), x(t))
		f.Free(nan)
	},
	allOnes: func(f *Func, v, t Reg) {
		f.printf("VPCMPEQD %[1]s, %[1]s, %[1]s", x(t))
		f.printf("VPCMPEQW %s, %[2]s, %[2]s", x(v), x(t))
	},
	part: avx2Part,
}

// avx2 needs AVX, AVX2 and F16C. Comparisons give vectors of masks. R13 counts the
// pairs of a part and beyond.
var avx2 = avx2Registers.complete(Arch{
	Tier:    cat.AVX2,
	Vectors: 16,
	Abreast: 4,

	FromMemory: []cat.Float{cat.Float32, cat.Float64},

	PartStart: "MOVQ CX, R13",
	PartEmpty: "TESTQ R13, R13\nJLE %[1]s",
	PartSkip:  "SUBQ $%[1]d, R13\nJLE %[2]s",
	PartNext:  "SUBQ $%[1]d, R13\nJGT %[2]s",
	Part: func(f *Func) {
		if f.Kernel.DType.Bytes == f.precision().Bytes() {
			f.mask = f.Temp()
			avx2Mask(f, f.mask)
		}
	},
	Keep: func(f *Func, v Reg) {
		mask := f.mask
		if mask == none {
			mask = f.Temp()
			avx2Mask(f, mask)
			defer f.Free(mask)
		}
		f.printf("VAND%s %s, %s, %[3]s", packed(f.precision()), y(mask), y(v))
	},

	Gate: func(f *Func, u, g, dst Reg) {
		mask := dst
		if dst == g {
			mask = f.Temp()
			defer f.Free(mask)
		}
		f.printf("VCMP%s $%d, %s, %s, %s", packed(f.precision()), greaterEqual, y(f.Constant("zero")), y(u), y(mask))
		f.printf("VAND%s %s, %s, %s", packed(f.precision()), y(g), y(mask), y(dst))
	},
	NotZero: func(f *Func, v, dst Reg) {
		f.printf("VCMP%s $%d, %s, %s, %s", packed(f.precision()), notEqual, y(f.Constant("zero")), y(v), y(dst))
	},
	Where: func(f *Func, mask, v, dst Reg) {
		f.printf("VAND%s %s, %s, %s", packed(f.precision()), y(v), y(mask), y(dst))
	},
	CountPairs: func(f *Func, mask, u, ahead, counts Reg) {
		active, wrong := f.Temp(), f.Temp()
		f.printf("VCMP%s $%d, %s, %s, %s", packed(f.precision()), greaterEqual, y(f.Constant("zero")), y(u), y(active))
		f.comment("active")
		f.printf("VCMP%s $%d, %s, %s, %s", packed(f.precision()), less, y(f.Constant("zero")), y(ahead), y(wrong))
		f.comment("wrong")
		f.printf("VPBLENDW $0xAA, %s, %[2]s, %[2]s", y(wrong), y(active))
		f.printf("VPAND %s, %[2]s, %[2]s", y(mask), y(active))
		f.printf("VPSUBW %s, %[2]s, %[2]s", y(active), y(counts)) // a mask is -1
		f.comment("counts")
		f.Free(active)
		f.Free(wrong)
	},
	// VMAX returns its second source, here u, if either is NaN. It takes turns with
	// additions. A kernel with many of those has time for two instructions on integers,
	// which go anywhere: as such, all values below 0 are at most -Inf, and no NaN is.
	Clamp: func(f *Func, u, dst Reg) {
		if f.Kernel.Stores() || f.Kernel.Counts() {
			f.Arith(f, f.precision(), "MAX", f.Constant("zero"), u, dst)
			return
		}
		kept := dst
		if dst == u {
			kept = f.Temp()
			defer f.Free(kept)
		}
		f.printf("VPCMPGT%s %s, %s, %s", integer(f.precision()), y(f.Constant("-Inf")), y(u), y(kept))
		f.printf("VAND%s %s, %s, %s", packed(f.precision()), y(kept), y(u), y(dst))
	},
	Quiet: func(f *Func, v, dst Reg) {
		nan := f.Temp()
		f.printf("VCMP%s $%d, %s, %s, %s", packed(f.precision()), unordered, y(v), y(v), y(nan))
		f.printf("VOR%s %s, %s, %s", packed(f.precision()), y(nan), y(v), y(dst))
		f.Free(nan)
	},
	Constants: map[string]func(*Func, Reg){
		"-Inf": func(f *Func, dst Reg) {
			shift := map[cat.Float]int{cat.Float32: 23, cat.Float64: 52}[f.precision()]
			avx2Registers.shiftedOnes(f, "VPSLL"+integer(f.precision()), shift, dst)
		},
	},
})

// avx2Part moves values of compute precision by a mask, which is slow for stores: a
// whole vector does without. Narrower elements have no masks and go one by one.
var avx2Part = partMoves{
	load: func(f *Func, dst Reg, m Mem) {
		f.printf("VMASKMOV%s %s, %s, %s", packed(f.precision()), amd64Mem(m), y(f.mask), y(dst))
	},
	store: func(f *Func, v Reg, m Mem) {
		f.wholeOrPart(m, func() {
			f.printf("VMOVU%s %s, %s", packed(f.precision()), y(v), amd64Mem(m))
		}, func() {
			f.printf("VMASKMOV%s %s, %s, %s", packed(f.precision()), y(v), y(f.mask), amd64Mem(m))
		})
	},
	source: func(f *Func, m Mem, dst Reg) string {
		insert, whole := "VPINSRW", map[int]string{16: "VMOVUPS", 8: "VMOVQ", 4: "VMOVD"}
		if m.Elem == cat.Int8 {
			insert = "VPINSRB"
		}
		f.wholeOrPart(m, func() {
			f.printf("%s %s, %s", whole[f.width()*m.Elem.Bytes], amd64Mem(m), x(dst))
		}, func() {
			f.printf("VPXOR %[1]s, %[1]s, %[1]s", x(dst))
			f.eachOfPart(m, func(i int, at Mem) {
				f.printf("%s $%d, %s, %[4]s, %[4]s", insert, i, amd64Mem(at), x(dst))
			})
		})
		return x(dst)
	},
	put: func(f *Func, v Reg, m Mem) {
		f.wholeOrPart(m, func() {
			f.printf("VMOVUPS %s, %s", x(v), amd64Mem(m))
		}, func() {
			f.eachOfPart(m, func(i int, at Mem) { f.printf("VPEXTRW $%d, %s, %s", i, x(v), amd64Mem(at)) })
		})
	},
}

// wholeOrPart does one or the other, as the part has all pairs of a vector or not.
func (f *Func) wholeOrPart(m Mem, whole, part func()) {
	some, end := f.restLabel("some", m), f.restLabel("end", m)
	f.printf("CMPQ R13, $%d", f.width())
	f.printf("JLT %s", some)
	whole()
	f.printf("JMP %s", end)
	f.label(some)
	part()
	f.label(end)
}

// eachOfPart visits the elements of a part that has not all pairs of a vector.
func (f *Func) eachOfPart(m Mem, visit func(i int, at Mem)) {
	for i := range f.width() - 1 {
		if i > 0 {
			f.printf("CMPQ R13, $%d", i)
			f.printf("JLE %s", f.restLabel("end", m))
		}
		at := m
		at.Offset += i
		visit(i, at)
	}
}

// avx2Mask sets all bits of the values of mask that belong to a pair: those whose
// number is less than the count of pairs.
func avx2Mask(f *Func, mask Reg) {
	numbers := f.Temp()
	d := integer(f.precision())
	f.printf("MOVQ $0x%X, R12", uint64(0x0706050403020100)&(1<<(8*f.width())-1))
	f.printf("VMOVQ R12, %s", x(numbers))
	f.printf("VPMOVZXB%s %s, %s", d, x(numbers), y(numbers))
	f.comment(fmt.Sprintf("0 to %d", f.width()-1))
	f.printf("VMOVQ R13, %s", x(mask))
	f.printf("VPBROADCAST%s %s, %s", d, x(mask), y(mask))
	f.printf("VPCMPGT%s %s, %[3]s, %[3]s", d, y(numbers), y(mask))
	f.comment("the pairs of the part")
	f.Free(numbers)
}
