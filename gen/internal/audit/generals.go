package audit

import (
	"errors"
	"fmt"
)

// generals tells what instructions do to general registers, by architecture.
var generals = map[string]map[string]func(m *machine, l *line) error{
	"amd64": {
		"MOVQ": moves(8), "MOVBLZX": moves(1), "MOVLQSX": moves(4), "LEAQ": nil, "XORL": clears,
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

// idle are instructions that change nothing that the machine knows.
var idle = []string{"RET", "PCALIGN", "SFENCE", "VZEROUPPER"}

// give writes a general register, or a result.
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

// moves copies a register, or so many bytes from memory.
func moves(bytes int) func(m *machine, l *line) error {
	return func(m *machine, l *line) error {
		v, err := m.get(l.operand(0), bytes)
		if err != nil {
			return err
		}
		return m.give(l.last(), v)
	}
}

// clears is an exclusive or of a register with itself.
func clears(m *machine, l *line) error {
	if l.operand(0) != l.last() {
		return errors.New("two registers that differ")
	}
	m.flags = flags{zero: true, state: set}
	return m.give(l.last(), value{state: set})
}

// both returns the values of the operands.
func (m *machine) both(l *line) (first, second value, err error) {
	if first, err = m.get(l.operand(0), 8); err != nil {
		return first, second, err
	}
	a := m.access
	second, err = m.get(l.operand(1), 8)
	if m.access.object == nil {
		m.access = a
	}
	return first, second, err
}

// adding is first + second, of which second may be an address.
func adding(flags bool) func(m *machine, l *line) error {
	return func(m *machine, l *line) error {
		first, second, err := m.both(l)
		if err == nil && first.at != nil {
			err = errors.New("adds an address")
		}
		if err != nil {
			return err
		}
		return m.result(l, value{second.at, second.n + first.n, max(first.state, second.state)}, flags)
	}
}

// subtracting is second - first, of which second may be an address.
func subtracting(flags bool) func(m *machine, l *line) error {
	return func(m *machine, l *line) error {
		first, second, err := m.both(l)
		if err == nil && first.at != nil {
			err = errors.New("subtracts an address")
		}
		if err != nil {
			return err
		}
		return m.result(l, value{second.at, second.n - first.n, max(first.state, second.state)}, flags)
	}
}

// computing is a function of two integers.
func computing(flags bool, of func(a, b int) int) func(m *machine, l *line) error {
	return func(m *machine, l *line) error {
		first, second, err := m.both(l)
		if err == nil && (first.at != nil || second.at != nil) {
			err = errors.New("an address, and no integer")
		}
		if err != nil {
			return err
		}
		return m.result(l, value{n: of(first.n, second.n), state: max(first.state, second.state)}, flags)
	}
}

// result is what an instruction computed, and what flags tell of it.
func (m *machine) result(l *line, v value, flags bool) error {
	if flags {
		m.flags = compared(v, value{state: set})
	}
	return m.give(l.last(), v)
}

// compares compares an operand with another.
func compares(a, b int) func(m *machine, l *line) error {
	return func(m *machine, l *line) error {
		first, second, err := m.both(l)
		values := [2]value{first, second}
		m.flags = compared(values[a], values[b])
		return err
	}
}

// tests is the and of two operands: an address is not 0.
func tests(m *machine, l *line) error {
	first, second, err := m.both(l)
	if first.at != nil && first == second {
		m.flags = flags{state: set}
	} else {
		m.flags = compared(value{n: first.n & second.n, state: max(first.state, second.state)}, value{state: set})
	}
	return err
}

// hints tells the caches what is needed next, wherever it is.
func hints(m *machine, l *line) error {
	o := l.operand(0)
	for _, id := range []int{o.id, o.indexID} {
		if id > 0 && m.regs[id].state == unset {
			return fmt.Errorf("%s is read before it is written", o.text)
		}
	}
	return nil
}
