package assembly

import cat "github.com/marginrank/marginrank/gen/internal/catalogue"

var avx2Registers = amd64{
	full: y, half: x,
	upper: "VEXTRACTF128",
	and:   "VPAND", xor: "VXORPS",
	ones: "VPCMPEQD %[1]s, %[1]s, %[1]s",
}

// avx2 needs AVX, AVX2 and F16C. Comparisons give vectors of masks.
var avx2 = avx2Registers.complete(Arch{
	Tier:        cat.AVX2,
	VectorBytes: 32,
	Vectors:     16,

	Gate: func(f *Func, u, g, dst Reg) {
		mask := f.Temp()
		f.printf("VCMP%s $%d, %s, %s, %s", packed(f.precision()), greaterEqual, y(f.Constant("zero")), y(u), y(mask))
		f.printf("VAND%s %s, %s, %s", packed(f.precision()), y(g), y(mask), y(dst))
		f.Free(mask)
	},
	Quiet: func(f *Func, v, dst Reg) {
		nan := f.Temp()
		f.printf("VCMP%s $%d, %s, %s, %s", packed(f.precision()), unordered, y(v), y(v), y(nan))
		f.printf("VOR%s %s, %s, %s", packed(f.precision()), y(nan), y(v), y(dst))
		f.Free(nan)
	},
	Store: func(f *Func, v Reg, m Mem) {
		if m.Elem != cat.BF16 {
			avx2Registers.store(f, v, m)
			return
		}
		t, nan := f.Temp(), f.Temp()
		avx2Registers.round(f, v, t)
		f.printf("VCMPPS $%[1]d, %[2]s, %[2]s, %[3]s", unordered, y(v), y(nan))
		f.printf("VORPS %[1]s, %[2]s, %[2]s", y(nan), y(t))
		f.printf("VPSRLD $16, %[1]s, %[1]s", y(t))
		f.printf("VEXTRACTI128 $1, %s, %s", y(t), x(nan))
		f.printf("VPACKUSDW %[1]s, %[2]s, %[2]s", x(nan), x(t))
		f.printf("VMOVDQU %s, %s", x(t), amd64Mem(m))
		f.Free(t)
		f.Free(nan)
	},
})
