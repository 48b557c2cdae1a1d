package assembly

import (
	"fmt"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// avx2 needs AVX, AVX2 and F16C.
var avx2 = amd64(Arch{
	Tier:        cat.AVX2,
	VectorBytes: 32,
	Vectors:     16,

	Load:  avx2Load,
	Store: avx2Store,
	LoadLanes: func(f *Func, ptr string, bytes int, dst Reg) {
		f.printf("VMOVUPD %d(%s), %s", bytes, ptr, y(dst))
	},
	StoreLanes: func(f *Func, v Reg, ptr string, bytes int) {
		f.printf("VMOVUPD %s, %d(%s)", y(v), bytes, ptr)
	},

	Arith: func(f *Func, p cat.Float, op string, a, b, dst Reg) {
		f.printf("V%s%s %s, %s, %s", op, packed(p), y(b), y(a), y(dst))
	},
	// VMAX returns its second source, here u, if either is NaN.
	Clamp: func(f *Func, u, dst Reg) {
		f.printf("VMAX%s %s, %s, %s", packed(f.precision()), y(u), y(f.Constant("zero")), y(dst))
	},
	Gate: func(f *Func, u, g, dst Reg) {
		mask := f.Temp()
		f.printf("VCMP%s $%d, %s, %s, %s", packed(f.precision()), greaterEqual, y(f.Constant("zero")), y(u), y(mask))
		f.printf("VAND%s %s, %s, %s", packed(f.precision()), y(g), y(mask), y(dst))
		f.Free(mask)
	},
	Neg: func(f *Func, v, dst Reg) {
		f.printf("VXOR%s %s, %s, %s", packed(f.precision()), y(f.Constant("sign")), y(v), y(dst))
	},
	Quiet: func(f *Func, v, dst Reg) {
		nan := f.Temp()
		f.printf("VCMP%s $%d, %s, %s, %s", packed(f.precision()), unordered, y(v), y(v), y(nan))
		f.printf("VOR%s %s, %s, %s", packed(f.precision()), y(nan), y(v), y(dst))
		f.Free(nan)
	},
	Halves: func(f *Func, v, lower, upper Reg) {
		f.printf("VCVTPS2PD %s, %s", x(v), y(lower))
		f.printf("VEXTRACTF128 $1, %s, %s", y(v), x(upper))
		f.printf("VCVTPS2PD %s, %s", x(upper), y(upper))
	},

	Zero: func(f *Func, dst Reg) { f.printf("VXORPS %[1]s, %[1]s, %[1]s", y(dst)) },
	Broadcast: func(f *Func, arg string, dst Reg) {
		f.printf("VBROADCAST%s %s, %s", scalar(f.precision()), arg, y(dst))
	},
	Constants: map[string]func(*Func, Reg){
		"sign": func(f *Func, dst Reg) { // the sign bit of each value
			f.printf("VPCMPEQD %[1]s, %[1]s, %[1]s", y(dst))
			f.printf("VPSLL%s $%d, %[3]s, %[3]s", doubleOrQuad(f.precision()), 8*f.precision().Bytes()-1, y(dst))
		},
		"one": func(f *Func, dst Reg) { // 1 in each 32 bits
			f.printf("VPCMPEQD %[1]s, %[1]s, %[1]s", y(dst))
			f.printf("VPSRLD $31, %[1]s, %[1]s", y(dst))
		},
		"below half": func(f *Func, dst Reg) { // 0x7fff in each 32 bits
			f.printf("VPCMPEQD %[1]s, %[1]s, %[1]s", y(dst))
			f.printf("VPSRLD $17, %[1]s, %[1]s", y(dst))
		},
	},
})

func avx2Load(f *Func, m Mem, dst Reg) {
	mem := amd64Mem(m)
	switch m.Elem {
	case cat.F16:
		f.printf("VCVTPH2PS %s, %s", mem, y(dst))
	case cat.BF16:
		f.printf("VPMOVZXWD %s, %s", mem, y(dst))
		f.printf("VPSLLD $16, %[1]s, %[1]s", y(dst))
	case cat.Int8:
		if f.precision() == cat.Float64 {
			f.printf("VPMOVSXBD %s, %s", mem, x(dst))
			f.printf("VCVTDQ2PD %s, %s", x(dst), y(dst))
			return
		}
		f.printf("VPMOVSXBD %s, %s", mem, y(dst))
		f.printf("VCVTDQ2PS %[1]s, %[1]s", y(dst))
	default:
		f.printf("VMOVU%s %s, %s", packed(f.precision()), mem, y(dst))
	}
}

func avx2Store(f *Func, v Reg, m Mem) {
	mem := amd64Mem(m)
	switch m.Elem {
	case cat.F16:
		f.printf("VCVTPS2PH $%d, %s, %s", nearestEven, y(v), mem)
	case cat.BF16:
		// Add just under half of the last place, or half if that is odd, and cut off.
		t, nan := f.Temp(), f.Temp()
		f.printf("VPSRLD $16, %s, %s", y(v), y(t))
		f.printf("VPAND %[1]s, %[2]s, %[2]s", y(f.Constant("one")), y(t))
		f.printf("VPADDD %s, %[2]s, %[2]s", y(v), y(t))
		f.printf("VPADDD %[1]s, %[2]s, %[2]s", y(f.Constant("below half")), y(t))
		f.printf("VCMPPS $%[1]d, %[2]s, %[2]s, %[3]s", unordered, y(v), y(nan))
		f.printf("VORPS %[1]s, %[2]s, %[2]s", y(nan), y(t))
		f.printf("VPSRLD $16, %[1]s, %[1]s", y(t))
		f.printf("VEXTRACTI128 $1, %s, %s", y(t), x(nan))
		f.printf("VPACKUSDW %[1]s, %[2]s, %[2]s", x(nan), x(t))
		f.printf("VMOVDQU %s, %s", x(t), mem)
		f.Free(t)
		f.Free(nan)
	default:
		f.printf("VMOVU%s %s, %s", packed(f.precision()), y(v), mem)
	}
}

// y and x are a register's names in full and its lower half.
func y(r Reg) string { return fmt.Sprintf("Y%d", r) }
func x(r Reg) string { return fmt.Sprintf("X%d", r) }

func scalar(p cat.Float) string       { return [...]string{"SS", "SD"}[p] }
func doubleOrQuad(p cat.Float) string { return [...]string{"D", "Q"}[p] }
