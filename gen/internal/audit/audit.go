package audit

import "fmt"

// A Check is a promise of every kernel.
type Check struct {
	Name string
	Why  string // what happens to a program where it is broken
	Run  func(*Program) []Finding
}

// Checks are ordered from single lines over functions and files to whole calls. A
// fault that one of them is about is left to it by the others.
var Checks = []Check{
	syntax,
	// A line.
	features, words, data, fused, sse, reserved, masks,
	// A function.
	returns, vzeroupper, jumps, detours, frames, streams,
	// A function and the Go around it.
	declarations, twins, arguments, purego, reachable, choices,
	// A call.
	runs, covered, memory, locals, lanes, inPlace, written, constants, results, pairs, alike, around, lines, chunks, twice,
}

// A Finding is something wrong, and where.
type Finding struct {
	File     string
	Line     int
	Function string // empty outside of functions
	Text     string
}

func (f Finding) String() string {
	place := fmt.Sprintf("%s:%d: ", f.File, f.Line)
	if f.Function != "" {
		place += f.Function + ": "
	}
	return place + f.Text
}

// findings are collected by the function that they are in.
type findings []Finding

// line adds a finding on an instruction or a label.
func (all *findings) line(f *function, l *line, format string, args ...any) {
	*all = append(*all, f.at(l, fmt.Sprintf(format, args...)))
}

// function adds a finding on a function as a whole.
func (all *findings) function(f *function, format string, args ...any) {
	*all = append(*all, f.at(nil, fmt.Sprintf(format, args...)))
}

// at is a finding on a line, or on the function as a whole.
func (f *function) at(l *line, text string) Finding {
	if l == nil {
		return Finding{f.file, f.number, f.name, text}
	}
	return Finding{f.file, l.number, f.name, l.String() + ": " + text}
}

// eachLine runs a check that looks at lines one by one: fault says what is wrong
// with a line, "" if nothing is.
func eachLine(fault func(f *function, l *line) string) func(*Program) []Finding {
	return eachFunction(func(f *function, found *findings) {
		for _, l := range f.lines {
			if text := fault(f, l); text != "" {
				found.line(f, l, "%s", text)
			}
		}
	})
}

// eachFunction runs a check that looks at functions one by one.
func eachFunction(look func(f *function, found *findings)) func(*Program) []Finding {
	return func(p *Program) []Finding {
		var found findings
		for _, f := range p.functions {
			look(f, &found)
		}
		return found
	}
}
