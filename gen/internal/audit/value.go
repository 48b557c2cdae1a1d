package audit

import "fmt"

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

// get returns the value of an operand.
func (m *machine) get(o operand, byteCount int) (value, error) {
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
		a, err := m.resolve(o, byteCount, false)
		if err != nil {
			return value{}, err
		}
		m.access = a
		return m.read(a), nil
	}
	return value{}, fmt.Errorf("%q is no register", o.text)
}
