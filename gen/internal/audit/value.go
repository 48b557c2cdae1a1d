package audit

import "fmt"

// A value is an integer, or the address of an object plus a number of bytes.
type value struct {
	at    *object
	n     int
	state state
}

type state int

const (
	unset state = iota
	set
	unknown // data, or an unknown address
)

// An object is memory to which addresses point.
type object struct {
	name    string
	kind    objectKind
	number  int   // the number among the arrays that are not absent
	input   int   // the number among the inputs, or -1 if it is not an input
	element int   // the size of an element in bytes
	from    int   // the first byte that belongs to the call
	bytes   int   // the end of the bytes that belong to the call
	needed  int   // the end of the bytes that the call has to load or store
	again   bool  // it may be loaded more than once
	ints    []int // the elements, if they are known
}

type objectKind int

const (
	anInput objectKind = iota
	anOutput
	theArguments
	theFrame
)

// An access is an access to bytes of an object. object is nil if there is no access.
type access struct {
	object     *object
	start, end int
	store      bool
}

// flags holds the CPU flags after a comparison or an instruction that sets them.
type flags struct {
	zero, less, below bool
	state             state
}

// compared returns the flags after a - b.
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
