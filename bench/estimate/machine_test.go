package main

import (
	"strings"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/asm"
)

// Each instruction leaves the right value in R3, given 5 in R1 and 3 in R2.
func TestCompute(t *testing.T) {
	column := new(int8)
	args := &asm.Args{N: 192, Signs: column, X1: unsafe.Pointer(column)}
	for source, want := range map[string]int64{
		"MOVD R1, R3":             5,
		"MOVD $-7, R3":            -7,
		"MOVD $12884901890, R3":   12884901890,
		"MOVW $0x8000, R3":        0x8000,
		"MOVD Args_N(R0), R3":     192,
		"MOVD Args_Y(R0), R3":     0,
		"MOVD Args_X1(R0), R3":    int64(uintptr(unsafe.Pointer(column))),
		"MOVD Args_Signs(R0), R3": int64(uintptr(unsafe.Pointer(column))),
		"MOVD a+0(FP), R3":        int64(uintptr(unsafe.Pointer(args))),
		"ADD $16, R1, R3":         21,
		"ADD R1<<2, R2, R3":       23,
		"ADD R1, R3":              105,
		"AND $4, R1, R3":          4,
		"SUBS R2, R1, R3":         2,
		"SUBS R1, R3":             95,
		"CMP R1, R2":              100,
		"TST $1, R1":              100,
		"FMOVQ 0(R1), F3":         100,
		"TEXT ·Kernel(SB), 4, $0": 100,
	} {
		m := newMachine(args)
		m.registers = map[string]int64{"R1": 5, "R2": 3, "R3": 100}
		jumps, err := m.run(instruction{source: source, text: "ldr q3, [x1]"})
		require.NoError(t, err, source)
		assert.False(t, jumps, source)
		assert.Equal(t, want, m.registers["R3"], source)
	}
}

// The right jumps are taken after comparisons of 5 in R1, 3 in R2, and 0 in R3.
func TestJumps(t *testing.T) {
	for _, c := range []struct{ source, taken string }{
		{"CMP R1, R2", "BNE BLT BLE"}, // compares R2 with R1
		{"CMP R2, R1", "BNE BGT"},
		{"CMP $5, R1", "BEQ BLE"},
		{"SUBS $8, R2", "BNE BLT BLE"},
		{"SUBS R3, R1, R4", "BNE BGT"},
		{"TST $2, R1", "BEQ BLE"},
		{"TST $4, R1", "BNE BGT"},
		{"ADD $1, R1", "BEQ BLE"}, // compares nothing, so both sides are still 0
	} {
		m := newMachine(new(asm.Args))
		m.registers = map[string]int64{"R1": 5, "R2": 3, "R3": 0}
		_, err := m.run(instruction{source: c.source})
		require.NoError(t, err)
		for op := range conditions {
			jumps, err := m.run(instruction{source: op + " loop"})
			require.NoError(t, err)
			assert.Equal(t, strings.Contains(c.taken, op), jumps, "%s, %s", c.source, op)
		}
		for source, want := range map[string]bool{"JMP l": true, "CBZ R3, l": true, "CBZ R1, l": false, "CBNZ R3, l": false, "CBNZ R1, l": true} {
			jumps, err := m.run(instruction{source: source})
			require.NoError(t, err)
			assert.Equal(t, want, jumps, source)
		}
	}
}

func TestMachineErrors(t *testing.T) {
	for source, want := range map[string]string{
		"ADD R4, R1":             "nothing is known of R4",
		"ADD R1, R4":             "nothing is known of R4",
		"ADD R4<<2, R1":          "nothing is known of R4",
		"CBZ R4, l":              "nothing is known of R4",
		"MOVD $8(RSP), R1":       `an operand of another kind: "$8(RSP)"`,
		"MOVD 8(R1), R2":         `an operand of another kind: "8(R1)"`,
		"MOVD R1, 8(RSP)":        `no register: "8(RSP)"`,
		"MOVD Args_None(R0), R1": `no pointer and no integer: field "None"`,
		"MOVD Args_Sum(R0), R1":  `no pointer and no integer: field "Sum"`,
		"SDIV R1, R1":            `an instruction of another kind: "sdiv x1, x1, x1"`,
	} {
		m := newMachine(new(asm.Args))
		m.registers["R1"] = 5
		_, err := m.run(instruction{source: source, text: "sdiv x1, x1, x1"})
		assert.EqualError(t, err, source+": "+want)
	}
}

// An instruction may be skipped only if it changes no integer register and no flags.
func TestVectorOnly(t *testing.T) {
	for text, want := range map[string]bool{
		"ldr q0, [x3]":              true,
		"stur q8, [sp,#72]":         true,
		"dup v8.4s, w11":            true,
		"mov v9.d[0], x12":          true,
		"fcmge v4.4s, v0.4s, v0.4s": true,
		"dup v8.2d, v0.d[1]":        true,
		"ldr q0, [sp,#16]!":         false,
		"ld1 {v9.s}[0], [x12]":      true,
		"ld1 {v9.s}[0], [x12], #4":  false,
		"ld1 {v9.s}[0], [x12], x1":  false,
		"str q0, [x1,#16]!":         false,
		"fcmp s0, s1":               false,
		"fccmpe s0, s1, #0x0, eq":   false,
		"fmov x1, d0":               false,
		"mov w0, v0.s[1]":           false,
		"bl .+0x40":                 false,
		"ret":                       false,
	} {
		assert.Equal(t, want, vectorOnly(text), text)
	}
}
