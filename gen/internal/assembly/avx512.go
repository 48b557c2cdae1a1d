package assembly

import cat "github.com/marginrank/marginrank/gen/internal/catalogue"

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
// has a bit in R13 for each pair left, and K2 has those of one vector. K3 has those whose
// weight is not 0.
var avx512 = avx512Registers.complete(Arch{
	Tier:    cat.AVX512,
	Vectors: 32,

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
	NotZero: func(f *Func, v, _ Reg) {
		f.printf("VCMP%s $%d, %s, %s, K3", packed(f.precision()), notEqual, z(f.Constant("zero")), z(v))
	},
	Where: func(f *Func, _, v, dst Reg) {
		f.printf("VMOVA%s.Z %s, K3, %s", packed(f.precision()), z(v), z(dst))
	},
	CountPairs: func(f *Func, c cat.Count, _, v, counts Reg) {
		f.printf("VCMP%s $%d, %s, %s, K3, K1", packed(f.precision()), counted[c], z(f.Constant("zero")), z(v))
		f.printf("VPADD%s %s, %[3]s, K1, %[3]s", integer(f.precision()), z(f.Constant("one "+c.String())), z(counts))
	},
	Quiet: func(f *Func, v, dst Reg) {
		if dst != v {
			f.printf("VMOVA%s %s, %s", packed(f.precision()), z(v), z(dst))
		}
		onesWhereNaN(f, dst, dst)
	},
})

// onesWhereNaN sets all bits of dst where v is NaN.
func onesWhereNaN(f *Func, v, dst Reg) {
	f.printf("VCMP%[1]s $%[2]d, %[3]s, %[3]s, K1", packed(f.precision()), unordered, z(v))
	f.printf("VPTERNLOG%[1]s $255, %[2]s, %[2]s, K1, %[2]s", integer(f.precision()), z(dst))
}
