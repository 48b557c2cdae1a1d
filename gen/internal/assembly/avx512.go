package assembly

import cat "github.com/marginrank/marginrank/gen/internal/catalogue"

var avx512Registers = amd64{
	full: z, half: y,
	upper: "VEXTRACTF64X4",
	and:   "VPANDD", xor: "VPXORD",
	ones: "VPTERNLOGD $255, %[1]s, %[1]s, %[1]s",
}

// avx512 needs AVX-512 F, BW, DQ and VL, and AVX2. Comparisons give bits of K1,
// its one mask register.
var avx512 = avx512Registers.complete(Arch{
	Tier:        cat.AVX512,
	VectorBytes: 64,
	Vectors:     32,

	Gate: func(f *Func, u, g, dst Reg) {
		f.printf("VCMP%s $%d, %s, %s, K1", packed(f.precision()), greaterEqual, z(f.Constant("zero")), z(u))
		f.printf("VMOVA%s.Z %s, K1, %s", packed(f.precision()), z(g), z(dst))
	},
	Quiet: func(f *Func, v, dst Reg) {
		if dst != v {
			f.printf("VMOVA%s %s, %s", packed(f.precision()), z(v), z(dst))
		}
		onesWhereNaN(f, dst, dst)
	},
	Store: func(f *Func, v Reg, m Mem) {
		if m.Elem != cat.BF16 {
			avx512Registers.store(f, v, m)
			return
		}
		t := f.Temp()
		avx512Registers.round(f, v, t)
		onesWhereNaN(f, v, t)
		f.printf("VPSRLD $16, %[1]s, %[1]s", z(t))
		f.printf("VPMOVDW %s, %s", z(t), amd64Mem(m))
		f.Free(t)
	},
})

// onesWhereNaN sets all bits of dst where v is NaN.
func onesWhereNaN(f *Func, v, dst Reg) {
	f.printf("VCMP%[1]s $%[2]d, %[3]s, %[3]s, K1", packed(f.precision()), unordered, z(v))
	f.printf("VPTERNLOG%[1]s $255, %[2]s, %[2]s, K1, %[2]s", integer(f.precision()), z(dst))
}
