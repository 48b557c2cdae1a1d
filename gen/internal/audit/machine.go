package audit

import "errors"

// A machine runs a call. It knows the values of general registers and flags. Of vectors it only knows from what
// each byte was computed.
type machine struct {
	*call
	pool
	regs    []value
	flags   flags
	vectors [registers]register
	frame   []content

	// These are about the last instruction.
	access         access
	loaded, stored register
	unwritten      use // a register that it read although some of its bytes were never written
	written        int // the number of bytes of that register that were written
}

// A step is an instruction that was run.
type step struct {
	*line
	at int // its place in the function
	access
	turn bool // a jump back led to it
}

// budget returns the largest number of instructions that a call may run. A turn of a loop does at least one element,
// and runs each instruction once at most. Kernels that compare each element with all run about 16 instructions per
// comparison. Calls of short kernels may do elements that they should not: other checks say more about these.
func (c *call) budget() int {
	n := max(len(c.lines)*(c.n+1), 6000)
	if c.contract.again {
		n += 20 * c.n * c.n
	}
	return n
}

// run runs a call to its end. watch is called for each step.
func (m *machine) run(watch func(s *step)) (at *line, err error) {
	f := m.function
	s := step{}
	for pc, budget := 0, m.budget(); pc < len(f.lines); budget-- {
		l := f.lines[pc]
		m.access, m.unwritten = access{}, use{}
		next, err := m.step(l, pc)
		if err == nil && budget == 0 {
			err = errors.New("does not end")
		}
		if err != nil {
			return l, err
		}
		s.line, s.at, s.access = l, pc, m.access
		watch(&s)
		if next < 0 {
			return l, nil
		}
		s.turn = next < pc
		pc = next
	}
	return nil, nil // the check returns reports this
}

// step runs one line and returns the place of the next line, or -1 after RET.
func (m *machine) step(l *line, pc int) (next int, err error) {
	switch {
	case l.label != "":
	case l.op == "RET":
		return -1, nil
	case l.jumps != nil:
		taken, err := l.jumps(m, l)
		if at, ok := m.labels[l.last().text]; ok && taken {
			return at, err
		}
		return pc + 1, err
	case l.general != nil:
		err = l.general(m, l)
	case l.vector != nil:
		err = m.vector(l)
	}
	return pc + 1, err
}
