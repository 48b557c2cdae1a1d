package isa

import (
	"fmt"
	"strings"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// neonWords has instructions that Go's assembler lacks on arm64, such as all floating-point arithmetic on
// vectors. They are emitted as words, each with its disassembly as a comment.
//
// A code stands for 4 values of 32 bits, with V0 for every register. With bit 22 set, it stands for 2 values of
// 64 bits (Arm Architecture Reference Manual, C4.1, Advanced SIMD).
var neonWords = map[string]struct {
	code    uint32
	operand string // the disassembly of the operands after the registers
}{
	"FADD":  {code: 0x4E20D400},
	"FSUB":  {code: 0x4EA0D400},
	"FMUL":  {code: 0x6E20DC00},
	"FDIV":  {code: 0x6E20FC00},
	"FMAX":  {code: 0x4E20F400}, // NaN if either is NaN
	"FCMEQ": {code: 0x4E20E400},
	"FCMGE": {code: 0x6E20E400},
	"FCMGT": {code: 0x6EA0E400},
	"FCMLT": {code: 0x4EA0E800, operand: ", #0.0"},
	"FNEG":  {code: 0x6EA0F800},
	"FABS":  {code: 0x4EA0F800},
	"SCVTF": {code: 0x4E21D800},
	"CMGT":  {code: 0x4EA03400}, // for signed integers
}

// Word emits dst = op(sources...) for vectors of values of precision p.
func (f *Func) Word(op string, p cat.Float, dst Reg, sources ...Reg) {
	w := neonWords[op]
	lanes := [...]string{"4s", "2d"}[p]
	text := fmt.Sprintf("%s v%d.%s", strings.ToLower(op), dst, lanes)
	for _, s := range sources {
		text += fmt.Sprintf(", v%d.%s", s, lanes)
	}
	f.emitWord(w.code|uint32(p)<<22, text+w.operand, dst, sources)
}

// neonFixed has instructions whose operands have fixed arrangements, with their disassembly. In it %[1]d is the
// destination, and the others are the sources.
var neonFixed = map[string]struct {
	code uint32
	text string
}{
	"NOT":     {0x6E205800, "mvn v%[1]d.16b, v%[2]d.16b"},
	"ORN":     {0x4EE01C00, "orn v%[1]d.16b, v%[2]d.16b, v%[3]d.16b"},
	"FCVTL32": {0x0E217800, "fcvtl v%[1]d.4s, v%[2]d.4h"},
	"FCVTL64": {0x0E617800, "fcvtl v%[1]d.2d, v%[2]d.2s"},
	"FCVTL2":  {0x4E617800, "fcvtl2 v%[1]d.2d, v%[2]d.4s"},
	"FCVTN":   {0x0E216800, "fcvtn v%[1]d.4h, v%[2]d.4s"},
	"SXTL8":   {0x0F08A400, "sxtl v%[1]d.8h, v%[2]d.8b"},
	"SXTL16":  {0x0F10A400, "sxtl v%[1]d.4s, v%[2]d.4h"},
	"SXTL32":  {0x0F20A400, "sxtl v%[1]d.2d, v%[2]d.2s"},
	"SHLL16":  {0x2E613800, "shll v%[1]d.4s, v%[2]d.4h, #16"},
	"XTN":     {0x0E612800, "xtn v%[1]d.4h, v%[2]d.4s"},
	"SHRN16":  {0x0F108400, "shrn v%[1]d.4h, v%[2]d.4s, #16"},
}

// fixedWord emits dst = op(sources...).
func (f *Func) fixedWord(op string, dst Reg, sources ...Reg) {
	w := neonFixed[op]
	args := []any{dst}
	for _, s := range sources {
		args = append(args, s)
	}
	f.emitWord(w.code, fmt.Sprintf(w.text, args...), dst, sources)
}

// emitWord fills in the registers of a code and emits it. The destination is in bits 0 to 4, the first source in
// bits 5 to 9, and the second one in bits 16 to 20.
func (f *Func) emitWord(code uint32, text string, dst Reg, sources []Reg) {
	code |= uint32(dst)
	for i, s := range sources {
		code |= uint32(s) << [...]int{5, 16}[i]
	}
	f.Printf("WORD $0x%08X", code)
	f.Comment(text)
}

// loadH loads 16 bits at base+offset. base is one of R0 to R30.
func (f *Func) loadH(base string, offset int, dst Reg) {
	var n uint32
	if _, err := fmt.Sscanf(base, "R%d", &n); err != nil || offset%2 != 0 {
		panic("no such address for 16 bits")
	}
	f.Printf("WORD $0x%08X", 0x7D400000|uint32(offset/2)<<10|n<<5|uint32(dst))
	text := fmt.Sprintf("ldr h%d, [x%d", dst, n)
	if offset != 0 {
		text += fmt.Sprintf(", #%d", offset)
	}
	f.Comment(text + "]")
}
