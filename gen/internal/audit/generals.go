package audit

import (
	"errors"
	"fmt"
)

// generals says what instructions do to general registers, by architecture.
var generals = map[string]map[string]func(m *machine, l *line) error{
	"amd64": {
		"MOVQ": moves(8), "MOVBLZX": moves(1), "MOVLQSX": moves(4), "XORL": clears,
		"ADDQ": adding(true), "SUBQ": subtracting(true), "ANDQ": computing(true, func(a, b int) int { return a & b }),
		"SHLQ": computing(true, func(a, b int) int { return b << (a & 63) }),
		"SHRQ": computing(true, func(a, b int) int { return int(uint(b) >> (a & 63)) }),
		"CMPQ": compares(0, 1), "TESTQ": tests, "PREFETCHT0": hints, "PREFETCHNTA": hints,
	},
	"arm64": {
		"MOVD": moves(8), "MOVW": moves(4),
		"ADD": adding(false), "SUB": subtracting(false), "SUBS": subtracting(true),
		"AND": computing(false, func(a, b int) int { return a & b }),
		"CMP": compares(1, 0), "TST": tests,
	},
}

// idle lists instructions that change nothing that the machine keeps track of.
var idle = []string{"RET", "PCALIGN", "SFENCE", "VZEROUPPER"}

// give writes a value to a general register, or to a field of the results.
func (m *machine) give(o operand, v value) error {
	switch o.kind {
	case kindReg:
		m.regs[o.id] = v
		return nil
	case kindField:
		a, err := m.resolve(o, 8, true)
		m.access = a
		m.stored.fill(0, 8, constant)
		return err
	}
	return fmt.Errorf("%q is no register", o.text)
}

// moves returns the effect of copying a register, or a number of bytes from memory.
func moves(byteCount int) func(m *machine, l *line) error {
	return func(m *machine, l *line) error {
		v, err := m.get(l.operand(0), byteCount)
		if err != nil {
			return err
		}
		return m.give(l.last(), v)
	}
}

// clears is the exclusive or of a register with itself.
func clears(m *machine, l *line) error {
	if l.operand(0) != l.last() {
		return errors.New("two registers that differ")
	}
	m.flags = flags{zero: true, state: set}
	return m.give(l.last(), value{state: set})
}

// hints is a prefetch, whose address may be anywhere.
func hints(m *machine, l *line) error {
	o := l.operand(0)
	for _, id := range []int{o.id, o.indexID} {
		if id > 0 && m.regs[id].state == unset {
			return fmt.Errorf("%s is read before it is written", o.text)
		}
	}
	return nil
}
