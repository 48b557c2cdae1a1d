package audit

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// A function is one TEXT.
type function struct {
	name, tier, arch string
	file             string
	number           int    // of the line in the file
	comment          string // the line above
	flags            string
	frame, args      int // in bytes
	lines            []*line
	names            map[string]int // general registers and their numbers
	labels           map[string]int // the last place of each
	loops            []loop
	blocks           []block // behind the last RET
	end              int     // the place of the last RET: what is behind it is out of the way

	asked    sync.Once
	contract *contract // what it has to do
	err      error     // why nobody knows
}

// folder is that of the package.
func (f *function) folder() string { return path.Dir(f.file) }

// A line is an instruction, or a label.
type line struct {
	number   int
	label    string
	op       string
	base     string // op without what follows a dot; of a WORD, its mnemonic
	text     string // of the operands
	operands []operand
	comment  string
	word     string // a WORD, disassembled; empty if it is no instruction

	general       func(m *machine, l *line) error // on general registers
	jumps         func(m *machine, l *line) (bool, error)
	vector        *operation // on vectors and masks
	form          form
	touch         *touch // of memory, if any, by a vector
	reads, writes []use  // of vector registers
	role          role
	used          bool // something that it wrote to a register was read in a call

	block, loop int // the numbers of those that it is in, -1 if it is in none
}

func (l *line) String() string {
	s := strings.TrimSpace(l.label + l.op + " " + l.text)
	if l.word != "" {
		s += " (" + l.word + ")"
	}
	return s
}

// operand returns the i-th operand, an empty one if there are fewer.
func (l *line) operand(i int) operand {
	if i < 0 || i >= len(l.operands) {
		return operand{piece: -1}
	}
	return l.operands[i]
}

func (l *line) last() operand { return l.operand(len(l.operands) - 1) }

// any reports whether an operand is of the given kind.
func (l *line) any(k kind) bool {
	return slices.ContainsFunc(l.operands, func(o operand) bool { return o.kind == k })
}

var (
	nameForm = regexp.MustCompile(`_([a-z0-9]+)_(amd64|arm64)\.s$`)
	textForm = regexp.MustCompile(`^TEXT ·(\w+)\(SB\), ([\w|]+), \$(\d+)-(\d+)$`)
	// A label starts in the first column, an instruction behind one tab.
	lineForm = regexp.MustCompile(`^(?:(\w+):|\t([A-Z][A-Z0-9.]*)(?: ([^/;\s](?:[^/;]*[^/;\s])?))?(?: *// (.+))?)$`)
)

// includes are what emitted files include: the names of fields, and of flags.
var includes = []string{`#include "go_asm.h"`, `#include "textflag.h"`}

var syntax = Check{
	Name: "syntax",
	Why:  "what is not understood is not checked",
	Run:  func(p *Program) []Finding { return p.unread },
}

// parse reads an assembly file.
func (p *Program) parse(file, text string) {
	unread := func(i int, format string, args ...any) {
		p.unread = append(p.unread, Finding{File: file, Line: i + 1, Text: fmt.Sprintf(format, args...)})
	}
	place := nameForm.FindStringSubmatch(path.Base(file))
	if place == nil {
		unread(0, "the name does not end in a tier and amd64 or arm64")
		return
	}
	var f *function
	above := ""
	for i, s := range strings.Split(text, "\n") {
		switch m := textForm.FindStringSubmatch(s); {
		case m != nil:
			f = &function{name: m[1], tier: place[1], arch: place[2], file: file, number: i + 1, comment: above,
				flags: m[2], frame: number(m[3]), args: number(m[4]), names: map[string]int{}}
			p.functions = append(p.functions, f)
		case s == "" || strings.HasPrefix(s, "//") || strings.HasPrefix(s, "\t//") || slices.Contains(includes, s):
		case f == nil || !lineForm.MatchString(s):
			unread(i, "%q is no instruction of a function", s)
		default:
			f.lines = append(f.lines, f.parseLine(i+1, lineForm.FindStringSubmatch(s)))
		}
		above = s
	}
}

// parseLine takes what lineForm matched.
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
}

// register numbers general registers as they come. The stack pointer has the number 0.
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

// stackPointer is its name, by architecture.
var stackPointer = map[string]string{"amd64": "SP", "arm64": "RSP"}

// number reads digits. What overflows is as wrong as -1.
func number(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil {
		return -1
	}
	return n
}
