package audit

import (
	"regexp"
	"slices"
)

var jumps = Check{
	Name: "jumps",
	Why:  "loops are the only way back, and nothing leads out of a kernel but RET",
	Run: eachFunction(func(f *function, found *findings) {
		seen, used := map[string]bool{}, map[string]bool{}
		for _, l := range f.lines {
			if l.label != "" && seen[l.label] {
				found.line(f, l, "the label is there twice")
			}
			seen[l.label] = true
		}
		for i, l := range f.lines {
			if !isJump[f.arch].MatchString(l.op) {
				continue
			}
			used[l.last().text] = true
			at, ok := f.target(l)
			switch {
			case l.jumps == nil:
				found.line(f, l, "no jump for a kernel")
			case !ok || l.last().text == "":
				found.line(f, l, "no such label")
			case at < i && f.lines[at].block == l.block && !slices.Contains(loopNames, l.last().text):
				found.line(f, l, "a loop, and no other label, lies behind its jump")
			case at > i && slices.Contains(loopNames, l.last().text) && f.lines[at].block == l.block && f.lines[at-1].op != "RET":
				found.line(f, l, "a jump over what comes before a loop")
			}
		}
		for _, l := range f.lines {
			if l.label != "" && !used[l.label] {
				found.line(f, l, "nothing jumps here")
			}
		}
		if len(f.loops) == 0 {
			found.function(f, "no loop")
		}
		f.checkLoops(found)
	}),
}

// loopNames lists the labels of loops over turns, over parts of a turn, over turns that store past the caches,
// over lists, over vectors of items, and over items.
var loopNames = []string{"loop", "part", "stream", "list", "vector", "item", "tail_item"}

// checkLoops checks that any two loops are nested or disjoint, and that a loop can only be entered at its label.
func (f *function) checkLoops(found *findings) {
	for i, a := range f.loops {
		for _, b := range f.loops[:i] {
			switch {
			case a.head == b.head:
				found.line(f, f.lines[a.back], "a second jump back to %s", a.name)
			case a.head < b.head && b.head < a.back && a.back < b.back, b.head < a.head && a.head < b.back && b.back < a.back:
				found.line(f, f.lines[a.back], "%s and %s cross", a.name, b.name)
			}
		}
		for from, l := range f.lines {
			if at, ok := f.target(l); ok && l.block == f.lines[at].block && (from < a.head || from > a.back) && at > a.head && at <= a.back {
				found.line(f, l, "a jump into %s", a.name)
			}
		}
	}
}

var isJump = map[string]*regexp.Regexp{
	"amd64": regexp.MustCompile(`^(?:J\w+|CALL)$`),
	"arm64": regexp.MustCompile(`^(?:B|BL|B(?:EQ|NE|CS|HS|CC|LO|MI|PL|VS|VC|HI|LS|GE|LT|GT|LE)|CBN?ZW?|TBN?Z|JMP|CALL)$`),
}
