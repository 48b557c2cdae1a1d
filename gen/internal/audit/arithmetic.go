package audit

import "errors"

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

// adding returns the effect of first + second, where second may be an address.
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

// subtracting returns the effect of second - first, where second may be an address.
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

// computing returns the effect of a function of two integers.
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

// result stores the result of an instruction and, if flags is set, sets the flags.
func (m *machine) result(l *line, v value, flags bool) error {
	if flags {
		m.flags = compared(v, value{state: set})
	}
	return m.give(l.last(), v)
}

// compares returns the effect of comparing one operand with another.
func compares(a, b int) func(m *machine, l *line) error {
	return func(m *machine, l *line) error {
		first, second, err := m.both(l)
		values := [2]value{first, second}
		m.flags = compared(values[a], values[b])
		return err
	}
}

// tests is the AND of two operands, for the flags. An address is not 0.
func tests(m *machine, l *line) error {
	first, second, err := m.both(l)
	if first.at != nil && first == second {
		m.flags = flags{state: set}
	} else {
		m.flags = compared(value{n: first.n & second.n, state: max(first.state, second.state)}, value{state: set})
	}
	return err
}
