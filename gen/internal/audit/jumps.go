package audit

import (
	"regexp"
	"slices"
)

var jumps = Check{
	Name: "jumps",
	Why:  "the loop is the only way back, and nothing leads out of a kernel but RET",
	Run: eachFunction(func(f *function, found *findings) {
		labels, used := map[string]int{}, map[string]bool{}
		for i, l := range f.lines {
			if _, twice := labels[l.label]; twice && l.label != "" {
				found.line(f, l, "the label is there twice")
			}
			labels[l.label] = i
		}
		for i, l := range f.lines {
			if !isJump[f.arch].MatchString(l.op) {
				continue
			}
			target := l.last().text
			used[target] = true
			at, ok := labels[target]
			switch {
			case !slices.Contains(conditional[f.arch], l.op):
				found.line(f, l, "no jump for a kernel")
			case !ok || target == "":
				found.line(f, l, "no such label")
			case (at < i) != (target == "loop" || target == "part"):
				found.line(f, l, "the loop, and no other label, lies behind its jump")
			}
		}
		for _, l := range f.lines {
			if l.label != "" && !used[l.label] {
				found.line(f, l, "nothing jumps here")
			}
		}
		if _, ok := labels["loop"]; !ok {
			found.function(f, "no loop")
		}
	}),
}

// conditional are the jumps that the machine knows.
var conditional = map[string][]string{
	"amd64": {"JZ", "JNZ", "JLT", "JLE", "JGT", "JMP"},
	"arm64": {"CBZ", "BEQ", "BNE", "BLT", "BLE", "BGT"},
}

var isJump = map[string]*regexp.Regexp{
	"amd64": regexp.MustCompile(`^(?:J\w+|CALL)$`),
	"arm64": regexp.MustCompile(`^(?:B|BL|B(?:EQ|NE|CS|HS|CC|LO|MI|PL|VS|VC|HI|LS|GE|LT|GT|LE)|CBN?ZW?|TBN?Z|JMP|CALL)$`),
}
