package audit

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
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
}

// A line is an instruction, or a label.
type line struct {
	number   int
	label    string
	op       string
	operands []operand
	comment  string
	word     string // a WORD, disassembled; empty if it is no instruction

	touch         *touch // of memory, if any
	reads, writes []use  // of vector registers
}

func (l *line) String() string {
	var texts []string
	for _, o := range l.operands {
		texts = append(texts, o.text)
	}
	s := strings.TrimSpace(l.label + l.op + " " + strings.Join(texts, ", "))
	if l.word != "" {
		s += " (" + l.word + ")"
	}
	return s
}

// operand returns the i-th operand, an empty one if there are fewer.
func (l *line) operand(i int) operand {
	if i < 0 || i >= len(l.operands) {
		return operand{}
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
				flags: m[2], frame: number(m[3]), args: number(m[4])}
			p.functions = append(p.functions, f)
		case s == "" || strings.HasPrefix(s, "//") || strings.HasPrefix(s, "\t//") || s == `#include "textflag.h"`:
		case f == nil || !lineForm.MatchString(s):
			unread(i, "%q is no instruction of a function", s)
		default:
			f.lines = append(f.lines, parseLine(i+1, place[2], lineForm.FindStringSubmatch(s)))
		}
		above = s
	}
}

// parseLine takes what lineForm matched.
func parseLine(number int, arch string, m []string) *line {
	l := &line{number: number, label: m[1], op: m[2], comment: m[4]}
	if m[3] != "" {
		for s := range strings.SplitSeq(m[3], ", ") {
			l.operands = append(l.operands, parseOperand(s))
		}
	}
	if l.op == "WORD" && arch == "arm64" {
		l.word, _ = decode(l.operand(0).text)
	}
	l.touch = touches(l)
	l.reads, l.writes = uses(l)
	return l
}

// loop is the place of the loop's label, or the function's end.
func (f *function) loop() int { return f.label("loop") }

// label is the place of a label, or the function's end.
func (f *function) label(name string) int {
	if i := slices.IndexFunc(f.lines, func(l *line) bool { return l.label == name }); i >= 0 {
		return i
	}
	return len(f.lines)
}

// number reads digits. What overflows is as wrong as -1.
func number(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil {
		return -1
	}
	return n
}
