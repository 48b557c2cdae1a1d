package main

import (
	"fmt"
	"reflect"
	"regexp"
	"strings"

	"github.com/marginrank/marginrank/asm"
)

// A machine runs the integer instructions of a kernel, which decide where its jumps lead. It reads them in Go's syntax.
// It has no vector registers and no memory but the kernel's arguments.
type machine struct {
	args      reflect.Value // an asm.Args
	registers map[string]int64
	// Conditions compare left with right: the operands of the last CMP or SUBS, or the result of the last TST
	// with 0.
	left, right int64
}

func newMachine(args *asm.Args) *machine {
	return &machine{args: reflect.ValueOf(args).Elem(), registers: map[string]int64{}}
}

// run runs one instruction, and reports whether it jumps. It skips vector instructions, which change no integer
// register, and returns an error for any other instruction that it does not know.
func (m *machine) run(in instruction) (jumps bool, err error) {
	op, rest, _ := strings.Cut(in.source, " ")
	operands := strings.Split(rest, ", ")
	switch op {
	case "TEXT": // makes the frame
		return false, nil
	case "MOVD", "MOVW", "ADD", "AND", "SUBS", "CMP", "TST":
		err = m.compute(op, operands)
	case "CBZ", "CBNZ":
		var value int64
		value, err = m.value(operands[0])
		jumps = (value == 0) == (op == "CBZ")
	case "JMP":
		jumps = true
	default:
		if condition, ok := conditions[op]; ok {
			jumps = condition(m.left, m.right)
		} else if !vectorOnly(in.text) && !temporaryForm.MatchString(in.text) {
			err = fmt.Errorf("an instruction of another kind: %q", in.text)
		}
	}
	if err != nil {
		err = fmt.Errorf("%s: %w", in.source, err)
	}
	return jumps, err
}

// conditions has the jumps that depend on the last comparison.
var conditions = map[string]func(left, right int64) bool{
	"BEQ": func(left, right int64) bool { return left == right },
	"BNE": func(left, right int64) bool { return left != right },
	"BLT": func(left, right int64) bool { return left < right },
	"BLE": func(left, right int64) bool { return left <= right },
	"BGT": func(left, right int64) bool { return left > right },
}

// compute runs an instruction that computes an integer or compares two. In Go's syntax "SUBS a, b, c" is c = b - a, and
// "SUBS a, b" is b = b - a.
func (m *machine) compute(op string, operands []string) error {
	a, err := m.value(operands[0])
	if err != nil {
		return err
	}
	last := operands[len(operands)-1]
	if op == "MOVD" || op == "MOVW" {
		return m.set(last, a)
	}
	b, err := m.value(operands[1])
	if err != nil {
		return err
	}
	switch op {
	case "ADD":
		return m.set(last, b+a)
	case "AND":
		return m.set(last, b&a)
	case "SUBS":
		m.left, m.right = b, a
		return m.set(last, b-a)
	case "CMP":
		m.left, m.right = b, a
	case "TST":
		m.left, m.right = b&a, 0
	}
	return nil
}

var (
	// Instructions whose first operand is a vector register change nothing else, except for comparisons, which
	// set flags.
	vectorForm = regexp.MustCompile(`^\w+ \{?[vqdshb]\d+\b`)
	flagsForm  = regexp.MustCompile(`^fc?cmpe? `)
	// These addresses are changed by their instruction: "[x1], #4", "[x1], x2", "[x1,#4]!".
	changedForm = regexp.MustCompile(`\[(x\d+|sp)[^\]]*\](, *[#x]|!)`)
	// The assembler itself uses x27 to address distant places in the frame.
	temporaryForm = regexp.MustCompile(`^(add|mov) x27, `)
)

// vectorOnly reports whether an instruction, in GNU's syntax, is a vector or floating-point instruction that
// changes neither an integer register nor the flags.
func vectorOnly(text string) bool {
	return vectorForm.MatchString(text) && !flagsForm.MatchString(text) && !changedForm.MatchString(text)
}
