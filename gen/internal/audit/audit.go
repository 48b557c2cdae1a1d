package audit

import "fmt"

// A Check checks a promise of every kernel.
type Check struct {
	Name string
	Why  string // what happens to a program if the promise is broken
	Run  func(*Program) []Finding
}

// Checks lists all checks, from checks of single lines to checks of whole calls. If a fault is the subject of one
// check, the other checks do not report it.
var Checks = []Check{
	syntax,
	// These check lines.
	features, words, data, fused, sse, reserved, masks,
	// These check functions.
	returns, vzeroupper, jumps, detours, frames, streams,
	// These check functions and the Go around them.
	declarations, twins, arguments, purego, reachable, choices,
	// These check calls.
	runs, covered, memory, locals, lanes, inPlace, written, constants, results, pairs, alike, around, lines, chunks, twice,
}

// A Finding says what is wrong, and where.
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

// findings is a list to which checks add their findings.
type findings []Finding

// line adds a finding on an instruction or a label.
func (all *findings) line(f *function, l *line, format string, args ...any) {
	*all = append(*all, f.at(l, fmt.Sprintf(format, args...)))
}

// function adds a finding on a function as a whole.
func (all *findings) function(f *function, format string, args ...any) {
	*all = append(*all, f.at(nil, fmt.Sprintf(format, args...)))
}

// at returns a finding on a line or, if l is nil, on the function as a whole.
func (f *function) at(l *line, text string) Finding {
	if l == nil {
		return Finding{f.file, f.number, f.name, text}
	}
	return Finding{f.file, l.number, f.name, l.String() + ": " + text}
}

// eachLine returns the Run function of a check that looks at lines one by one. fault says what is wrong with a
// line, or returns "" if nothing is wrong.
func eachLine(fault func(f *function, l *line) string) func(*Program) []Finding {
	return eachFunction(func(f *function, found *findings) {
		for _, l := range f.lines {
			if text := fault(f, l); text != "" {
				found.line(f, l, "%s", text)
			}
		}
	})
}

// eachFunction returns the Run function of a check that looks at functions one by one.
func eachFunction(look func(f *function, found *findings)) func(*Program) []Finding {
	return func(p *Program) []Finding {
		var found findings
		for _, f := range p.functions {
			look(f, &found)
		}
		return found
	}
}
