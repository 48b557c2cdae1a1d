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

// number reads digits. What overflows is as wrong as -1.
func number(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil {
		return -1
	}
	return n
}
