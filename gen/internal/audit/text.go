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

// A function is a TEXT of an assembly file.
type function struct {
	name, tier, arch string
	file             string
	group            *group
	number           int    // the number of its line in the file
	comment          string // the line above it
	flags            string
	frame, args      int // in bytes
	lines            []*line
	names            map[string]int // the numbers of general registers
	labels           map[string]int // the last place of each label
	loops            []loop
	blocks           []block // the blocks after the last RET
	end              int     // the place of the last RET; code after it is out of the way

	asked    sync.Once
	contract *contract // what it has to do
	err      error     // why the contract is not known
}

// folder returns the folder of the package.
func (f *function) folder() string { return path.Dir(f.file) }

var (
	nameForm = regexp.MustCompile(`_([a-z0-9]+)_(amd64|arm64)\.s$`)
	textForm = regexp.MustCompile(`^TEXT ·(\w+)\(SB\), ([\w|]+), \$(\d+)-(\d+)$`)
	// A label starts in the first column, and an instruction after a tab.
	lineForm = regexp.MustCompile(`^(?:(\w+):|\t([A-Z][A-Z0-9.]*)(?: ([^/;\s](?:[^/;]*[^/;\s])?))?(?: *// (.+))?)$`)
)

// includes has the lines by which emitted files include the names of fields and of flags.
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

// number returns the value of digits. If the value overflows, it returns -1, which the checks find just as wrong.
func number(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil {
		return -1
	}
	return n
}
