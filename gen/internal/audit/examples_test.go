package audit_test

import "slices"

// A bad example is the good program but for some edits.
type badExample struct {
	check string
	edits []edit
	want  string // part of a finding
	also  string // other checks that find it
}

var badExamples = slices.Concat(badLines, badFunctions, badGo, badCalls, badContents)

// in adds a line to the loop of a kernel.
func in(k kernel, line string) edit { return after(string(k), line) }

// after adds a line after another.
func after(old, line string) edit { return edit{old, old + "\n\t" + line} }

// A kernel of the good program, named by a line of its loop.
type kernel string

const (
	avx2     kernel = "VSUBPS Y1, Y15, Y1"
	avx512   kernel = "VCMPPS $29, Z30, Z2, K1"
	counting kernel = "VSUBPS Z7, Z28, Z7"
	neon     kernel = "WORD $0x4EA0D7C0                     // fsub v0.4s, v30.4s, v0.4s; margin - x1"
)

// without makes tier AVX512 not ask for a feature.
func without(feature string) edit { return edit{", cpu.X86.Has" + feature, ""} }

// What follows the build tag in the two files of the kernel for NEON.
const (
	tag      = "//go:build !purego\n\n"
	neonText = "#include \"go_asm.h\"\n#include \"textflag.h\"\n\n// func HingeEachF16"
	neonGo   = "package asm\n\n//go:noescape\nfunc HingeSumF32NEON"
	neonFunc = "//go:noescape\nfunc HingeEachF16NEON(a *Args)"
)

func untagged(rest string) edit { return edit{tag + rest, rest} }

// goodExamples look like bad ones.
var goodExamples = [][]edit{
	{in(avx512, "VPXORD X15, X15, X15")}, // X15 is zero in Go's own functions only
	{{"VMOVAPS.Z Z2, K1, Z2", "VPTERNLOGD $255, Z2, Z2, K1, Z2"}, {"VMOVAPS.Z Z3, K1, Z3", "VPTERNLOGD $255, Z3, Z3, K1, Z3"},
		{"VMOVAPS.Z Z5, K1, Z5", "VPTERNLOGD $255, Z5, Z5, K1, Z5"}}, // NaN where the mask says
	{{"done:\n\tSFENCE", "done:\n\tTESTQ R9, R9\n\tJNZ more\n\tSFENCE\n\tVZEROUPPER\n\tRET\n\nmore:\n\tSFENCE"}},
}
