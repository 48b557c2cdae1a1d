package audit

import (
	"errors"
	"fmt"
)

// A machine runs the general instructions of a kernel: addresses, counts, jumps.
// It knows where in its array each address points, and nothing of the data.
type machine struct {
	arguments map[string]value // by name+offset(FP)
	labels    map[string]int
	regs      map[string]value
	zero      bool // of the last test or comparison
	less      bool
	steps     []step

	bits  int           // of K2: the pairs of a part
	masks map[int]count // of vector registers
}

// A count is what a vector register of a mask was made of: a number of pairs, or the
// numbers of the pairs.
type count struct {
	pairs   int
	numbers bool
}

// A value is an address some bytes into an array, or an integer.
type value struct {
	array *param
	n     int
}

// A step is an instruction that was run.
type step struct {
	*line
	at int // its place in the function
	access
}

// An access is one to bytes of an array, which is nil if there is none.
type access struct {
	array      *param
	start, end int
	store      bool
}

// run follows a function to its end. The largest kernels run about 40 instructions a
// pair, and more for the last few.
func (m *machine) run(f *function, n int) (at *line, err error) {
	for pc, budget := 0, 80*n+4000; pc < len(f.lines); budget-- {
		l := f.lines[pc]
		next, err := m.step(l, pc)
		if err == nil && budget == 0 {
			err = errors.New("does not end")
		}
		if err != nil || next < 0 {
			return l, err
		}
		pc = next
	}
	return nil, nil // returns tells
}

// step runs one line and returns the place of the next, -1 after RET.
func (m *machine) step(l *line, pc int) (next int, err error) {
	if l.label != "" {
		return pc + 1, nil
	}
	s := step{line: l, at: pc}
	jumps := false
	switch l.op {
	case "RET":
		return -1, nil
	case "JZ", "BEQ":
		jumps = m.zero
	case "JNZ", "BNE":
		jumps = !m.zero
	case "JLT", "BLT":
		jumps = m.less
	case "JLE", "BLE":
		jumps = m.less || m.zero
	case "JGT", "BGT":
		jumps = !m.less && !m.zero
	case "JMP":
		jumps = true
	case "CBZ":
		var v value
		v, err = m.get(l.operand(0))
		jumps = v == value{}
	case "MOVQ", "MOVD", "MOVW", "XORL", "ADDQ", "ADD", "SUBQ", "SUB", "SUBS", "SHLQ", "SHRQ", "TESTQ", "TST", "CMPQ", "CMP":
		err = m.general(l)
	default:
		if err = m.mask(l); err == nil {
			s.access, err = m.access(l)
		}
		if l.op == "MOVLQSX" {
			m.regs[l.last().reg] = value{} // data, of which the machine knows nothing: any number
		}
	}
	m.steps = append(m.steps, s)
	if at, ok := m.labels[l.last().text]; ok && jumps {
		return at, err
	}
	return pc + 1, err
}

// general runs an instruction on general registers.
func (m *machine) general(l *line) error {
	dst := l.last()
	if dst.kind != kindReg && dst.kind != kindImm {
		return fmt.Errorf("%q is no register", dst.text)
	}
	if l.op == "XORL" && l.operand(0) == dst {
		m.regs[dst.reg] = value{}
		return nil
	}
	first, err := m.get(l.operand(0))
	if err != nil {
		return err
	}
	switch l.op {
	case "MOVQ", "MOVD", "MOVW":
		m.regs[dst.reg] = first
		return nil
	}
	second, err := m.get(l.operand(1))
	if err != nil {
		return err
	}
	switch l.op {
	case "ADDQ", "ADD":
		if first.array != nil {
			return errors.New("adds an address")
		}
		m.regs[dst.reg] = value{second.array, second.n + first.n}
	case "SUBQ", "SUB", "SUBS":
		if first.array != nil {
			return errors.New("subtracts an address")
		}
		v := value{second.array, second.n - first.n}
		m.regs[dst.reg] = v
		m.zero, m.less = v.n == 0, v.n < 0
	case "SHLQ":
		m.regs[dst.reg] = value{n: second.n << (first.n & 63)}
	case "SHRQ":
		v := value{n: int(uint64(second.n) >> (first.n & 63))}
		m.regs[dst.reg] = v
		m.zero = v.n == 0
	case "TESTQ", "TST":
		m.zero = first.n&second.n == 0 && first.array == nil
		m.less = first.n&second.n < 0
	case "CMPQ":
		m.zero, m.less = first == second, first.n < second.n
	case "CMP": // the operands of Go's arm64 assembler are the other way round
		m.zero, m.less = first == second, second.n < first.n
	default:
		return errors.New("two registers that differ") // XORL
	}
	return nil
}

// get returns the value of a register, shifted or not, an immediate or an argument.
func (m *machine) get(o operand) (value, error) {
	switch o.kind {
	case kindImm:
		return value{n: o.n}, nil
	case kindArg:
		v, ok := m.arguments[o.text]
		if !ok {
			return v, fmt.Errorf("%s is no argument", o.text)
		}
		return v, nil
	case kindReg:
		v, ok := m.regs[o.reg]
		if !ok {
			return v, fmt.Errorf("%s is read before it is written", o.reg)
		}
		if o.n < 0 || o.n > 0 && v.array != nil {
			return v, fmt.Errorf("%s is no shifted integer", o.text)
		}
		v.n <<= o.n
		return v, nil
	}
	return value{}, fmt.Errorf("%q is no register", o.text)
}

// access resolves an operand in memory.
func (m *machine) access(l *line) (access, error) {
	t := l.touch
	if t == nil {
		return access{}, nil
	}
	if t.bytes == 0 {
		return access{}, errors.New("an access to memory of unknown size")
	}
	base, err := m.get(operand{kind: kindReg, reg: t.at.reg})
	if err != nil {
		return access{}, err
	}
	if base.array == nil {
		return access{}, fmt.Errorf("%s is no address", t.at.reg)
	}
	start := base.n + t.at.n
	if t.postIndexed {
		start = base.n
		m.regs[t.at.reg] = value{base.array, base.n + t.at.n}
	}
	if t.at.index != "" {
		index, err := m.get(operand{kind: kindReg, reg: t.at.index})
		if err != nil {
			return access{}, err
		}
		if index.array != nil {
			return access{}, fmt.Errorf("%s is an address, and no index", t.at.index)
		}
		start += index.n * t.at.scale
	}
	bytes := t.bytes
	if size := maskedElement[l.base()]; size > 0 {
		if masked, pairs, err := m.pairsOf(l); err != nil {
			return access{}, err
		} else if masked {
			bytes = min(bytes, pairs*size)
		}
	}
	if bytes == 0 {
		return access{}, nil
	}
	return access{base.array, start, start + bytes, t.store}, nil
}
