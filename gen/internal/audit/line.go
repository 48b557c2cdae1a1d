package audit

import (
	"hash/fnv"
	"slices"
	"strings"
)

// A line is an instruction, or a label.
type line struct {
	number   int
	label    string
	op       string
	base     string // op without the part after a dot; for a WORD, its mnemonic
	text     string // the operands
	operands []operand
	comment  string
	word     string // the disassembly of a WORD, or empty if it is not an instruction

	general       func(m *machine, l *line) error // what it does to general registers
	jumps         func(m *machine, l *line) (bool, error)
	vector        *operation // what it does to vectors and masks
	form          form
	touch         *touch // its access to memory if it is an instruction on vectors, or nil
	reads, writes []use  // the vector registers that it reads and writes
	role          role
	hash          uint64 // a number that stands for what it does
	used          bool   // in some call, something that it wrote to a register was read

	block, loop int // the numbers of the block and the loop that contain it, or -1
}

func (l *line) String() string {
	s := strings.TrimSpace(l.label + l.op + " " + l.text)
	if l.word != "" {
		s += " (" + l.word + ")"
	}
	return s
}

// operand returns operand i, or an empty operand if there are fewer.
func (l *line) operand(i int) operand {
	if i < 0 || i >= len(l.operands) {
		return operand{piece: -1}
	}
	return l.operands[i]
}

func (l *line) last() operand { return l.operand(len(l.operands) - 1) }

// any reports whether one of the operands is of the given kind.
func (l *line) any(k kind) bool {
	return slices.ContainsFunc(l.operands, func(o operand) bool { return o.kind == k })
}

// parseLine makes a line of what lineForm matched.
func (f *function) parseLine(number int, m []string) *line {
	l := &line{number: number, label: m[1], op: m[2], text: m[3], comment: m[4]}
	l.base, _, _ = strings.Cut(l.op, ".")
	if l.op == "WORD" && f.arch == "arm64" {
		if l.word, _ = decode(l.text); l.word != "" {
			l.base, l.operands = disassembled(l.word)
		}
	} else if l.text != "" {
		for _, s := range splitOperands(l.text) {
			l.operands = append(l.operands, parseOperand(s))
		}
	}
	for i := range l.operands {
		o := &l.operands[i]
		o.id, o.indexID = f.register(o.reg), f.register(o.index)
	}
	l.classify(f.arch)
	return l
}

// classify looks up what an instruction does.
func (l *line) classify(arch string) {
	l.jumps, l.general = jumpsOf[arch][l.op], generals[arch][l.op]
	if l.label != "" || l.jumps != nil || l.general != nil || slices.Contains(idle, l.op) {
		return
	}
	if len(l.operands) == 0 {
		return
	}
	if l.vector = operations[arch][l.base]; l.vector != nil {
		l.form = formOf(l)
	}
	if l.vector == nil || !l.form.isSound(l.vector) {
		l.vector = unknownOperation
		l.form = form{dst: l.last(), lane: 1, from: 1, sources: l.vectors()}
	}
	l.touch = touches(l)
	l.reads, l.writes = uses(l)
	l.role = roleOf(l)
	h := fnv.New64()
	h.Write([]byte(l.base))
	for _, o := range l.operands {
		if o.kind == kindImm {
			h.Write([]byte(o.text))
		}
	}
	l.hash = h.Sum64()
}

// register returns the number of a general register. Registers are numbered in the order in which they occur. The
// stack pointer has the number 0.
func (f *function) register(name string) int {
	if name == stackPointer[f.arch] || name == "" {
		return 0
	}
	id, ok := f.names[name]
	if !ok {
		id = len(f.names) + 1
		f.names[name] = id
	}
	return id
}

// stackPointer has the name of the stack pointer, by architecture.
var stackPointer = map[string]string{"amd64": "SP", "arm64": "RSP"}
