package assembly_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// Dirty upper halves slow down all SSE code of the program until they are cleared.
func TestVZEROUPPER(t *testing.T) {
	for _, f := range functions(t) {
		var clears []int
		for i, l := range f.lines {
			if l.op == "VZEROUPPER" {
				clears = append(clears, i)
			}
		}
		if f.arch == "amd64" {
			assert.Equal(t, []int{len(f.lines) - 2}, clears, "%s: once, before the last instruction", f.name)
		} else {
			assert.Empty(t, clears, f.name)
		}
	}
}

// Behind a RET in the middle there would be no VZEROUPPER; without one at the end
// the next function runs.
func TestReturns(t *testing.T) {
	for _, f := range functions(t) {
		for i, l := range f.lines {
			assert.Equal(t, i == len(f.lines)-1, l.op == "RET", "%s: %v at line %d of %d", f.name, l, i+1, len(f.lines))
		}
	}
}

var jumps = []string{"JZ", "JNZ", "JLT", "CBZ", "BNE", "BLT"}

// A loop is the only way back, and its condition is at its end. CALL and JMP are no
// jumps of a kernel: TestFeatures and TestGeneral leave no room for them.
func TestJumps(t *testing.T) {
	for _, f := range functions(t) {
		labels, used := map[string]int{}, map[string]bool{}
		for i, l := range f.lines {
			if l.label != "" {
				assert.NotContains(t, labels, l.label, "%s: label twice", f.name)
				labels[l.label] = i
			}
		}
		for i, l := range f.lines {
			if !slices.Contains(jumps, l.op) {
				continue
			}
			target := l.operands[len(l.operands)-1]
			used[target] = true
			at, ok := labels[target]
			assert.True(t, ok, "%s: %v to no label", f.name, l)
			assert.Equal(t, target == "loop", at < i, "%s: %v", f.name, l)
		}
		for label := range labels {
			assert.True(t, used[label], "%s: nothing jumps to %s", f.name, label)
		}
	}
}

// general lists the instructions without vector registers. All others must be of
// the vector extensions: on amd64 a V comes first, or it is legacy SSE, which
// costs hundreds of cycles between VEX instructions.
var general = map[string][]string{
	"amd64": {"MOVQ", "XORL", "ADDQ", "TESTQ", "CMPQ", "JLT", "JNZ", "JZ", "RET"},
	"arm64": {"MOVD", "MOVW", "ADD", "CMP", "TST", "CBZ", "BLT", "BNE", "RET"},
}

var vectorOperand = regexp.MustCompile(`^(?:[XYZKVF]\d+|V\d+\..*)$`)

func TestGeneral(t *testing.T) {
	vector := map[string]*regexp.Regexp{
		"amd64": regexp.MustCompile(`^V`),
		"arm64": regexp.MustCompile(`^(?:V|FMOV[SDQ]$|WORD$)`),
	}
	for _, f := range functions(t) {
		for _, l := range f.lines {
			if l.label != "" {
				continue
			}
			if slices.Contains(general[f.arch], l.op) {
				assert.False(t, slices.ContainsFunc(l.operands, vectorOperand.MatchString), "%s: %v", f.name, l)
			} else {
				assert.Regexp(t, vector[f.arch], l.op, "%s: %v", f.name, l)
			}
		}
	}
}

// reserved registers: stack and frame pointers, g, and those of the linker, the
// assembler and the operating system.
var reserved = map[string][]string{
	"amd64": {"SP", "BP", "R14", "R15", "g"},
	"arm64": {"RSP", "SP", "R18", "R18_PLATFORM", "R26", "R27", "R28", "R29", "R30", "g",
		"x18", "x26", "x27", "x28", "x29", "x30", "sp"},
}

var word = regexp.MustCompile(`\w+`)

func TestReservedRegisters(t *testing.T) {
	for _, f := range functions(t) {
		for _, l := range f.lines {
			text := strings.Join(l.operands, " ")
			if l.op == "WORD" {
				text = l.disassembly()
			}
			for _, name := range word.FindAllString(text, -1) {
				assert.NotContains(t, reserved[f.arch], name, "%s: %v", f.name, l)
			}
		}
	}
}

// A masked move that doesn't zero leaves behind what the register held.
func TestMaskedMoves(t *testing.T) {
	for _, f := range functions(t) {
		for _, l := range f.lines {
			if strings.HasPrefix(l.op, "VMOV") && len(l.operands) > 2 {
				assert.True(t, strings.HasSuffix(l.op, ".Z"), "%s: %v", f.name, l)
			}
		}
	}
}

// A fused product is rounded once instead of twice: other bits than everywhere else.
func TestNothingFused(t *testing.T) {
	fused := regexp.MustCompile(`^(?:VFN?M|VFMADDSUB|FN?M(?:ADD|SUB|LA|LS)|VDP|V?BFMLA|VFML|FCMLA)`)
	for _, f := range functions(t) {
		for _, l := range f.lines {
			op := l.op
			if op == "WORD" {
				op, _, _ = strings.Cut(strings.ToUpper(l.disassembly()), " ")
			}
			assert.NotRegexp(t, fused, op, "%s: %v", f.name, l)
		}
	}
}

// Words may be of the first arm64 only: no half precision arithmetic, no bfloat16.
func TestBaselineWords(t *testing.T) {
	known := []string{"fadd", "fsub", "fmul", "fmax", "fcmeq", "fcmge", "fneg", "scvtf", "orn",
		"fcvtl", "fcvtl2", "fcvtn", "sxtl", "shll", "shrn", "ldr"}
	halves := regexp.MustCompile(`^f.* v\d+\.[48]h, v\d+\.[48]h`)
	for _, f := range functions(t) {
		for _, l := range f.lines {
			if l.op == "WORD" {
				op, _, _ := strings.Cut(l.disassembly(), " ")
				assert.Contains(t, known, op, "%s: %v", f.name, l)
				assert.NotRegexp(t, halves, l.disassembly(), f.name)
			}
		}
	}
}
