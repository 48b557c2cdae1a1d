package audit_test

import "slices"

// A badExample is the good program with some edits.
type badExample struct {
	check string
	edits []edit
	want  string // a part of the finding
	also  string // other checks that also find it
}

var badExamples = slices.Concat(badLines, badFunctions, badGo, badCalls, badContents)

// in returns an edit that adds a line to the loop of a kernel.
func in(k kernel, line string) edit { return after(string(k), line) }

// after returns an edit that adds a line after another line.
func after(old, line string) edit { return edit{old, old + "\n\t" + line} }

// A kernel is a kernel of the good program. It is named by a line of its loop.
type kernel string

const (
	avx2     kernel = "VSUBPS Y1, Y15, Y1"
	avx512   kernel = "VCMPPS $29, Z30, Z2, K1"
	counting kernel = "VSUBPS Z7, Z28, Z7"
	neon     kernel = "WORD $0x4EA0D7C0                     // fsub v0.4s, v30.4s, v0.4s; margin - x1"
)

// without returns an edit by which the tier AVX512 does not require a feature.
func without(feature string) edit { return edit{", cpu.X86.Has" + feature, ""} }

// These are the build tag, and the texts after it in the files of the kernels for NEON.
const (
	tag      = "//go:build !purego\n\n"
	neonText = "#include \"go_asm.h\"\n#include \"textflag.h\"\n\n// func HingeEachF16"
	neonGo   = "package asm\n\n//go:noescape\nfunc HingeSumF32NEON"
	neonFunc = "//go:noescape\nfunc HingeEachF16NEON(a *Args)"
)

func untagged(rest string) edit { return edit{tag + rest, rest} }

// goodExamples has examples that look bad but have no fault.
var goodExamples = [][]edit{
	{in(avx512, "VPXORD X15, X15, X15")}, // X15 must be zero only in Go's own functions
	{{"VMOVAPS.Z Z2, K1, Z2", "VPTERNLOGD $255, Z2, Z2, K1, Z2"}, {"VMOVAPS.Z Z3, K1, Z3", "VPTERNLOGD $255, Z3, Z3, K1, Z3"},
		{"VMOVAPS.Z Z5, K1, Z5", "VPTERNLOGD $255, Z5, Z5, K1, Z5"}}, // NaN where the mask is true
	{{"done:\n\tSFENCE", "done:\n\tTESTQ R9, R9\n\tJNZ more\n\tSFENCE\n\tVZEROUPPER\n\tRET\n\nmore:\n\tSFENCE"}},
}
