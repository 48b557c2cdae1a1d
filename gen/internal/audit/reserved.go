package audit

import (
	"regexp"
	"slices"
	"strings"
)

var reserved = Check{
	Name: "reserved",
	Why:  "the stack, the runtime, the linker or the operating system lose what they keep there",
	Run: eachLine(func(f *function, l *line) string {
		text := l.word
		for _, o := range l.operands {
			text += " " + o.text
		}
		for _, name := range registerName.FindAllString(text, -1) {
			if slices.Contains(kept[f.arch], name) {
				return name + " is reserved"
			}
		}
		return ""
	}),
}

var registerName = regexp.MustCompile(`\b[A-Za-z]\w*`)

// kept are the stack and frame pointers, g, and the registers of the linker, the
// assembler and the operating system, under every name. X15 is zero under Go's
// internal ABI only, which is not that of assembly.
var kept = map[string][]string{
	"amd64": strings.Fields("SP SPB BP BPB R14 R14B R15 R15B g TLS"),
	"arm64": strings.Fields("RSP SP R18 R18_PLATFORM R26 R27 R28 R29 R30 LR g " +
		"x18 x26 x27 x28 x29 x30 sp w18 w26 w27 w28 w29 w30 wsp"),
}
