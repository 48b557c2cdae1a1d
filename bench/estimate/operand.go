package main

import (
	"fmt"
	"reflect"
	"regexp"
	"strconv"
	"strings"
)

var (
	registerForm = regexp.MustCompile(`^R\d+$`)
	shiftedForm  = regexp.MustCompile(`^(R\d+)<<(\d+)$`)
	fieldForm    = regexp.MustCompile(`^Args_(\w+)\(R0\)$`) // R0 is the address of the arguments
)

// value returns the value of an operand: a register, a shifted register, a constant, a field of the arguments, or
// the address of the arguments.
func (m *machine) value(operand string) (int64, error) {
	if registerForm.MatchString(operand) {
		if v, ok := m.registers[operand]; ok {
			return v, nil
		}
		return 0, fmt.Errorf("nothing is known of %s", operand)
	}
	if s := shiftedForm.FindStringSubmatch(operand); s != nil {
		v, err := m.value(s[1])
		shift, _ := strconv.Atoi(s[2])
		return v << shift, err
	}
	if constant, ok := strings.CutPrefix(operand, "$"); ok {
		if v, err := strconv.ParseInt(constant, 0, 64); err == nil {
			return v, nil
		}
	}
	if f := fieldForm.FindStringSubmatch(operand); f != nil {
		return m.field(f[1])
	}
	if operand == "a+0(FP)" {
		return int64(m.args.Addr().Pointer()), nil
	}
	return 0, fmt.Errorf("an operand of another kind: %q", operand)
}

// field returns the value of a field of the arguments.
func (m *machine) field(name string) (int64, error) {
	f := m.args.FieldByName(name)
	switch f.Kind() {
	case reflect.Pointer, reflect.UnsafePointer:
		return int64(f.Pointer()), nil
	case reflect.Int:
		return f.Int(), nil
	}
	return 0, fmt.Errorf("no pointer and no integer: field %q", name)
}

// set changes a register.
func (m *machine) set(operand string, v int64) error {
	if !registerForm.MatchString(operand) {
		return fmt.Errorf("no register: %q", operand)
	}
	m.registers[operand] = v
	return nil
}
