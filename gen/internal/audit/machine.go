package audit

import (
	"errors"
	"fmt"
)

// A machine runs a call. Of general registers it knows the values: addresses, counts, flags.
// Of vectors it knows where each byte comes from.
type machine struct {
	*call
	pool
	regs    []value
	flags   flags
	vectors [registers]register
	frame   []content

	// Of the last instruction:
	access         access
	loaded, stored register
	unwritten      use // a register that it read, of which some bytes were never written
	written        int // how many were
}

// A value is an address some bytes into an object, or an integer.
type value struct {
	at    *object
	n     int
	state state
}

type state int

const (
	unset state = iota
	set
	unknown // data, or an address of which nothing is known
)

// An object is what addresses point into.
type object struct {
	name    string
	kind    objectKind
	number  int   // among the arrays that are there
	input   int   // among the inputs, -1 if it is none
	element int   // bytes
	from    int   // the first byte that is the call's
	bytes   int   // behind the last one
	needed  int   // behind the last one that the call has to load or store
	again   bool  // may be loaded more than once
	ints    []int // the elements, where they are known
}

type objectKind int

const (
	anInput objectKind = iota
	anOutput
	theArguments
	theFrame
)

// An access is one to bytes of an object, which is nil if there is none.
type access struct {
	object     *object
	start, end int
	store      bool
}

// flags are those of the last comparison, or of a result.
type flags struct {
	zero, less, below bool
	state             state
}

// compared are the flags of a - b.
func compared(a, b value) flags {
	if a.state == unknown || b.state == unknown {
		return flags{state: unknown}
	}
	return flags{zero: a == b, less: a.n < b.n, below: uint(a.n) < uint(b.n), state: set}
}

// A step is an instruction that was run.
type step struct {
	*line
	at int // its place in the function
	access
	turn bool // a jump back led to it
}

// budget is how many instructions a call may run: the largest kernels run about 40 an element,
// and more for the last few; where each element meets all, about 16 a pair of them.
func (c *call) budget() int {
	n := 80*c.n + 6000
	if c.contract.again {
		n += 20 * c.n * c.n
	}
	return n
}

// run follows a call to its end.
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
	return nil, nil // returns tells
}

// step runs one line and returns the place of the next, -1 after RET.
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

// get returns the value of an operand.
func (m *machine) get(o operand, bytes int) (value, error) {
	switch o.kind {
	case kindImm:
		return value{n: o.n, state: set}, nil
	case kindArg:
		return value{at: m.args, state: set}, nil
	case kindAddress:
		a, err := m.resolve(o, 1, false)
		return value{at: a.object, n: a.start, state: set}, err
	case kindReg:
		if o.reg == "ZR" {
			return value{state: set}, nil
		}
		v := m.regs[o.id]
		if v.state == unset {
			return v, fmt.Errorf("%s is read before it is written", o.reg)
		}
		if o.n < 0 || o.n > 0 && v.at != nil {
			return v, fmt.Errorf("%s is no shifted integer", o.text)
		}
		v.n <<= o.n
		return v, nil
	case kindField, kindMem:
		a, err := m.resolve(o, bytes, false)
		if err != nil {
			return value{}, err
		}
		m.access = a
		return m.read(a), nil
	}
	return value{}, fmt.Errorf("%q is no register", o.text)
}
