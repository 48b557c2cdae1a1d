package assembly

import (
	"fmt"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// avx512 needs AVX-512 F, BW, DQ and VL. K1 is its one mask register.
var avx512 = amd64(Arch{
	Tier:        cat.AVX512,
	VectorBytes: 64,
	Vectors:     32,

	Load:  avx512Load,
	Store: avx512Store,
	LoadLanes: func(f *Func, ptr string, bytes int, dst Reg) {
		f.printf("VMOVUPD %d(%s), %s", bytes, ptr, z(dst))
	},
	StoreLanes: func(f *Func, v Reg, ptr string, bytes int) {
		f.printf("VMOVUPD %s, %d(%s)", z(v), bytes, ptr)
	},

	Arith: func(f *Func, p cat.Float, op string, a, b, dst Reg) {
		f.printf("V%s%s %s, %s, %s", op, packed(p), z(b), z(a), z(dst))
	},
	// VMAX returns its second source, here u, if either is NaN.
	Clamp: func(f *Func, u, dst Reg) {
		f.printf("VMAX%s %s, %s, %s", packed(f.precision()), z(u), z(f.Constant("zero")), z(dst))
	},
	Gate: func(f *Func, u, g, dst Reg) {
		f.printf("VCMP%s $%d, %s, %s, K1", packed(f.precision()), greaterEqual, z(f.Constant("zero")), z(u))
		f.printf("VMOVA%s.Z %s, K1, %s", packed(f.precision()), z(g), z(dst))
	},
	Neg: func(f *Func, v, dst Reg) {
		f.printf("VXOR%s %s, %s, %s", packed(f.precision()), z(f.Constant("sign")), z(v), z(dst))
	},
	Quiet: func(f *Func, v, dst Reg) {
		if dst != v {
			f.printf("VMOVA%s %s, %s", packed(f.precision()), z(v), z(dst))
		}
		avx512Quiet(f, dst)
	},
	Halves: func(f *Func, v, lower, upper Reg) {
		f.printf("VCVTPS2PD %s, %s", y(v), z(lower))
		f.printf("VEXTRACTF64X4 $1, %s, %s", z(v), y(upper))
		f.printf("VCVTPS2PD %s, %s", y(upper), z(upper))
	},

	Zero: func(f *Func, dst Reg) { f.printf("VPXORD %[1]s, %[1]s, %[1]s", z(dst)) },
	Broadcast: func(f *Func, arg string, dst Reg) {
		f.printf("VBROADCAST%s %s, %s", scalar(f.precision()), arg, z(dst))
	},
	Constants: map[string]func(*Func, Reg){
		"sign": func(f *Func, dst Reg) { // the sign bit of each value
			allOnes(f, dst)
			f.printf("VPSLL%s $%d, %[3]s, %[3]s", doubleOrQuad(f.precision()), 8*f.precision().Bytes()-1, z(dst))
		},
		"one": func(f *Func, dst Reg) { // 1 in each 32 bits
			allOnes(f, dst)
			f.printf("VPSRLD $31, %[1]s, %[1]s", z(dst))
		},
		"below half": func(f *Func, dst Reg) { // 0x7fff in each 32 bits
			allOnes(f, dst)
			f.printf("VPSRLD $17, %[1]s, %[1]s", z(dst))
		},
	},
})

func avx512Load(f *Func, m Mem, dst Reg) {
	mem := amd64Mem(m)
	switch m.Elem {
	case cat.F16:
		f.printf("VCVTPH2PS %s, %s", mem, z(dst))
	case cat.BF16:
		f.printf("VPMOVZXWD %s, %s", mem, z(dst))
		f.printf("VPSLLD $16, %[1]s, %[1]s", z(dst))
	case cat.Int8:
		if f.precision() == cat.Float64 {
			f.printf("VPMOVSXBD %s, %s", mem, y(dst))
			f.printf("VCVTDQ2PD %s, %s", y(dst), z(dst))
			return
		}
		f.printf("VPMOVSXBD %s, %s", mem, z(dst))
		f.printf("VCVTDQ2PS %[1]s, %[1]s", z(dst))
	default:
		f.printf("VMOVU%s %s, %s", packed(f.precision()), mem, z(dst))
	}
}

func avx512Store(f *Func, v Reg, m Mem) {
	mem := amd64Mem(m)
	switch m.Elem {
	case cat.F16:
		f.printf("VCVTPS2PH $%d, %s, %s", nearestEven, z(v), mem)
	case cat.BF16:
		// Add just under half of the last place, or half if that is odd, and cut off.
		t := f.Temp()
		f.printf("VPSRLD $16, %s, %s", z(v), z(t))
		f.printf("VPANDD %[1]s, %[2]s, %[2]s", z(f.Constant("one")), z(t))
		f.printf("VPADDD %s, %[2]s, %[2]s", z(v), z(t))
		f.printf("VPADDD %[1]s, %[2]s, %[2]s", z(f.Constant("below half")), z(t))
		f.printf("VCMPPS $%[1]d, %[2]s, %[2]s, K1", unordered, z(v))
		onesWhereMasked(f, t)
		f.printf("VPSRLD $16, %[1]s, %[1]s", z(t))
		f.printf("VPMOVDW %s, %s", z(t), mem)
		f.Free(t)
	default:
		f.printf("VMOVU%s %s, %s", packed(f.precision()), z(v), mem)
	}
}

// avx512Quiet makes every NaN of v all ones.
func avx512Quiet(f *Func, v Reg) {
	f.printf("VCMP%[1]s $%[2]d, %[3]s, %[3]s, K1", packed(f.precision()), unordered, z(v))
	onesWhereMasked(f, v)
}

func onesWhereMasked(f *Func, v Reg) {
	f.printf("VPTERNLOG%[1]s $255, %[2]s, %[2]s, K1, %[2]s", doubleOrQuad(f.precision()), z(v))
}

func allOnes(f *Func, dst Reg) {
	f.printf("VPTERNLOGD $255, %[1]s, %[1]s, %[1]s", z(dst))
}

// z is a register's name in full; y and x name its lower parts.
func z(r Reg) string { return fmt.Sprintf("Z%d", r) }
