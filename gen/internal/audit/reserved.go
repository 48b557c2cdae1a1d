package audit

import (
	"regexp"
	"strings"
)

// What is not a kernel's is another's, and no list of those would be whole.
var reserved = Check{
	Name: "reserved",
	Why:  "the stack, the runtime, the linker or the operating system lose what they keep there",
	Run: eachLine(func(f *function, l *line) string {
		for _, name := range l.registers(f.arch) {
			if !free[f.arch].MatchString(name) {
				return name + " is reserved"
			}
		}
		return ""
	}),
}

var (
	registerName = regexp.MustCompile(`\b[A-Za-z]\w*`)
	arrangement  = regexp.MustCompile(`\.\w+`)
)

// registers are the names among the operands, but for labels and arguments, which
// other checks know, and the stack pointer where it is the address of the frame.
func (l *line) registers(arch string) []string {
	_, text, _ := strings.Cut(l.word, " ")
	if l.word != "" {
		return registerName.FindAllString(arrangement.ReplaceAllString(text, ""), -1)
	}
	for i, o := range l.operands {
		switch {
		case o.kind == kindImm, o.kind == kindArg:
		case isJump[arch].MatchString(l.op) && (i == len(l.operands)-1 || !strings.HasPrefix(l.op, "C")):
		case o.kind == kindMem, o.kind == kindField, o.kind == kindAddress:
			if o.reg != stackPointer[arch] {
				text += " " + o.reg
			}
			text += " " + o.index
		case o.kind == kindVec:
			text += " " + arrangement.ReplaceAllString(o.text, "")
		default:
			text += " " + o.text
		}
	}
	return registerName.FindAllString(text, -1)
}

// free are the registers that a kernel may name, in words in lower case. Not among
// them: K0, which as a mask is none; R16 and R17, which the linker's jumps overwrite.
// X15 is zero under Go's internal ABI only, which is not that of assembly.
var free = map[string]*regexp.Regexp{
	"amd64": regexp.MustCompile(`^(?:[A-D]X|[SD]I|R(?:[89]|1[0-3])|[XYZ](?:[12]?\d|3[01])|K[1-7])$`),
	"arm64": regexp.MustCompile(`^(?:[Rxw](?:\d|1[0-5]|19|2[0-5])|ZR|[VFvqdshb](?:[12]?\d|3[01]))$`),
}
