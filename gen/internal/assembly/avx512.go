package assembly

import (
	"github.com/marginrank/marginrank/gen/internal/arithmetic"
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

var avx512Registers = amd64{
	full: z, half: y,
	upper: "VEXTRACTF64X4",
	and:   "VPANDD", xor: "VPXORD",
	ones: "VPTERNLOGD $255, %[1]s, %[1]s, %[1]s",
	cut: func(f *Func, v, t Reg) {
		onesWhereNaN(f, v, t)
		f.printf("VPSRLD $16, %[1]s, %[1]s", z(t))
		f.printf("VPMOVDW %s, %s", z(t), y(t))
	},
	allOnes: func(f *Func, v, t Reg) {
		f.printf("VPCMPEQW %s, %s, K1", y(v), y(f.Constant("ones")))
		f.printf("VPMOVM2W K1, %s", y(t))
	},
	part: partMoves{
		load: func(f *Func, dst Reg, m Mem) {
			f.printf("VMOVU%s.Z %s, K2, %s", packed(f.precision()), amd64Mem(m), z(dst))
		},
		store: func(f *Func, v Reg, m Mem) {
			f.printf("VMOVU%s %s, K2, %s", packed(f.precision()), z(v), amd64Mem(m))
		},
		source: func(f *Func, m Mem, _ Reg) string { return amd64Mem(m) + ", K2" },
		put:    func(f *Func, v Reg, m Mem) { f.printf("VMOVDQU16 %s, K2, %s", y(v), amd64Mem(m)) },
	},
}

// avx512 needs AVX-512 F, BW, DQ and VL, and AVX2. Comparisons give bits of K1. A part
// has a bit in R13 for each pair left, and K2 has those of one vector. K3 and those
// behind it have the pairs whose weight is not 0.
var avx512 = avx512Registers.complete(Arch{
	Tier:    cat.AVX512,
	Vectors: 32,
	Abreast: 4,

	FromMemory: []cat.Float{cat.Float32}, // float64 is slower for it in the second-level cache

	PartStart: "MOVQ $1, R13\nSHLQ CX, R13\nSUBQ $1, R13",
	PartEmpty: "TESTQ R13, R13\nJZ %[1]s",
	PartSkip:  "SHRQ $%[1]d, R13\nJZ %[2]s",
	PartNext:  "SHRQ $%[1]d, R13\nJNZ %[2]s",
	Part:      func(f *Func) { f.printf("KMOVW R13, K2") },
	Keep: func(f *Func, v Reg) {
		f.printf("VMOVA%s.Z %[2]s, K2, %[2]s", packed(f.precision()), z(v))
	},

	Gate: func(f *Func, u, g, dst Reg) {
		f.printf("VCMP%s $%d, %s, %s, K1", packed(f.precision()), greaterEqual, z(f.Constant("zero")), z(u))
		f.printf("VMOVA%s.Z %s, K1, %s", packed(f.precision()), z(g), z(dst))
	},
	MaskRegisters: true,
	NotZero: func(f *Func, v, dst Reg) {
		f.printf("VCMP%s $%d, %s, %s, %s", packed(f.precision()), notEqual, z(f.Constant("zero")), z(v), k(dst))
	},
	Where: func(f *Func, mask, v, dst Reg) {
		f.printf("VMOVA%s.Z %s, %s, %s", packed(f.precision()), z(v), k(mask), z(dst))
	},
	CountPairs: func(f *Func, mask, u, ahead, counts Reg) {
		count := func(c cat.Count, compare int, v Reg) {
			f.printf("VCMP%s $%d, %s, %s, %s, K1", packed(f.precision()), compare, z(f.Constant("zero")), z(v), k(mask))
			f.printf("VPADD%s %s, %[3]s, K1, %[3]s", integer(f.precision()), z(f.Constant("one "+c.String())), z(counts))
			f.comment("counts " + c.String())
		}
		count(cat.Active, greaterEqual, u)
		count(cat.Wrong, less, ahead)
	},
	Clamp: func(f *Func, u, dst Reg) {
		if dst != u {
			f.printf("VMOVA%s %s, %s", packed(f.precision()), z(u), z(dst))
		}
		f.printf("VFIXUPIMM%s $0, %s, %[3]s, %[3]s", packed(f.precision()), z(f.Constant("0 for negative")), z(dst))
	},
	Quiet: func(f *Func, v, dst Reg) {
		f.printf("VMOVA%s %s, %s", packed(f.precision()), z(f.Constant("ones")), z(dst))
		f.printf("VFIXUPIMM%s $0, %s, %s, %s", packed(f.precision()), z(f.Constant("kept for NaN")), z(v), z(dst))
	},
	Apart: []arithmetic.Kind{arithmetic.Quiet},
	Constants: map[string]func(*Func, Reg){
		"ones": func(f *Func, dst Reg) { f.printf(avx512Registers.ones, z(dst)) },
		// VFIXUPIMM looks the class of a value up in digits, the last for a quiet NaN, then
		// signaling NaN, 0, 1, -Inf, Inf, other negative values, others: 0 keeps what is in
		// the destination, 1 takes the value, 8 is +0.
		"0 for negative": func(f *Func, dst Reg) { classes(f, 0x18181111, dst) },
		"kept for NaN":   func(f *Func, dst Reg) { classes(f, 0x11111100, dst) },
	},
})

// classes fills dst with a table for VFIXUPIMM.
func classes(f *Func, table int, dst Reg) {
	f.printf("MOVQ $0x%x, R12", table)
	f.printf("VPBROADCAST%s R12, %s", integer(f.precision()), z(dst))
}

// onesWhereNaN sets all bits of dst where v is NaN.
func onesWhereNaN(f *Func, v, dst Reg) {
	f.printf("VCMP%[1]s $%[2]d, %[3]s, %[3]s, K1", packed(f.precision()), unordered, z(v))
	f.printf("VPTERNLOG%[1]s $255, %[2]s, %[2]s, K1, %[2]s", integer(f.precision()), z(dst))
}
