package assembly_test

import (
	"fmt"
	"strconv"
	"strings"
)

// A machine runs the general instructions of a kernel: addresses, counts, jumps.
// It knows where in its array each address points, and nothing of the data.
type machine struct {
	f       *function
	params  map[string]param // by name+offset(FP)
	labels  map[string]int
	n       int
	absent  map[string]bool // arrays that are nil
	regs    map[string]value
	zero    bool // of the last test or comparison
	less    bool
	visited []step
}

// A value is an address some bytes into an array, or an integer.
type value struct {
	array string
	n     int
}

func (v value) isZero() bool { return v == value{} }

// A step is an instruction that was run, with its access to memory, if any.
type step struct {
	*line
	mem *access
}

// An access is one to bytes of an array.
type access struct {
	array         string
	offset, bytes int
	store         bool
}

// run returns the instructions of a call with n pairs, in the order of execution.
func run(f *function, params []param, n int, absent ...string) ([]step, error) {
	m := &machine{f: f, n: n, params: map[string]param{}, labels: map[string]int{}, absent: map[string]bool{}, regs: map[string]value{}}
	for _, p := range params {
		m.params[fmt.Sprintf("%s+%d(FP)", p.name, p.offset)] = p
	}
	for i, l := range f.lines {
		m.labels[l.label] = i
	}
	for _, a := range absent {
		m.absent[a] = true
	}
	// The largest kernels run about 30 instructions a pair.
	for pc, budget := 0, 60*n+60; budget > 0; budget-- {
		if pc >= len(f.lines) {
			return nil, fmt.Errorf("runs past its end")
		}
		next, err := m.step(f.lines[pc], pc)
		if err != nil {
			return nil, fmt.Errorf("%v: %w", f.lines[pc], err)
		}
		if next < 0 {
			return m.visited, nil
		}
		pc = next
	}
	return nil, fmt.Errorf("does not end")
}

// step runs one line and returns the place of the next, -1 after RET.
func (m *machine) step(l *line, pc int) (next int, err error) {
	if l.label != "" {
		return pc + 1, nil
	}
	jump := func(condition bool) (int, error) {
		at, ok := m.labels[l.operands[len(l.operands)-1]]
		if !ok {
			return 0, fmt.Errorf("no such label")
		}
		if condition {
			return at, nil
		}
		return pc + 1, nil
	}
	s := step{line: l}
	switch l.op {
	case "RET":
		return -1, nil
	case "JZ":
		return jump(m.zero)
	case "JNZ", "BNE":
		return jump(!m.zero)
	case "JLT", "BLT":
		return jump(m.less)
	case "CBZ":
		v, err := m.get(l.operands[0])
		if err != nil {
			return 0, err
		}
		return jump(v.isZero())
	case "MOVQ", "MOVD", "MOVW", "XORL", "ADDQ", "ADD", "TESTQ", "TST", "CMPQ", "CMP":
		err = m.general(l)
	default:
		s.mem, err = m.access(l)
	}
	m.visited = append(m.visited, s)
	return pc + 1, err
}

// general runs an instruction on general registers.
func (m *machine) general(l *line) error {
	first, err := m.get(l.operands[0])
	if l.op == "XORL" && l.operands[0] == l.operands[1] {
		first, err = value{}, nil
	}
	if err != nil {
		return err
	}
	dst := l.operands[len(l.operands)-1]
	switch l.op {
	case "MOVQ", "MOVD", "MOVW", "XORL":
		m.regs[dst] = first
		return nil
	}
	second, err := m.get(l.operands[1])
	if err != nil {
		return err
	}
	switch l.op {
	case "ADDQ", "ADD":
		if first.array != "" {
			return fmt.Errorf("adds an address")
		}
		m.regs[dst] = value{second.array, second.n + first.n}
	case "TESTQ", "TST":
		m.zero = first.n&second.n == 0 && first.array == ""
	case "CMPQ":
		m.zero, m.less = first == second, first.n < second.n
	case "CMP": // the operands of Go's arm64 assembler are the other way round
		m.zero, m.less = first == second, second.n < first.n
	}
	return nil
}

// get returns the value of a register, shifted or not, an immediate or an argument.
func (m *machine) get(operand string) (value, error) {
	if p, ok := m.params[operand]; ok {
		switch {
		case p.element == 0:
			return value{n: m.n}, nil
		case m.absent[p.name]:
			return value{}, nil
		}
		return value{array: p.name}, nil
	}
	if text, ok := strings.CutPrefix(operand, "$"); ok {
		n, err := strconv.Atoi(text)
		return value{n: n}, err
	}
	name, shift, _ := strings.Cut(operand, "<<")
	v, ok := m.regs[name]
	if !ok {
		return v, fmt.Errorf("%s is read before it is written", name)
	}
	if shift != "" {
		by, err := strconv.Atoi(shift)
		if err != nil || v.array != "" {
			return v, fmt.Errorf("shifts %s", operand)
		}
		v.n <<= by
	}
	return v, nil
}
