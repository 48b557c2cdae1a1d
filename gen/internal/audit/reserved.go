package audit

import (
	"regexp"
	"strings"
)

// This check lists the registers that a kernel may use, and not those that it must not use, since such a list
// could never be complete.
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

// registers returns the names of registers among the operands. It leaves out labels and arguments, which other
// checks know, and the stack pointer as the address of the frame.
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

// free matches the registers that a kernel may use. In words they are in lower case. K0 is not among them,
// because as a mask it stands for none, nor are R16 and R17, which the linker's jumps overwrite. X15 is among
// them: it is zero only under Go's internal ABI, which assembly does not use.
var free = map[string]*regexp.Regexp{
	"amd64": regexp.MustCompile(`^(?:[A-D]X|[SD]I|R(?:[89]|1[0-3])|[XYZ](?:[12]?\d|3[01])|K[1-7])$`),
	"arm64": regexp.MustCompile(`^(?:[Rxw](?:\d|1[0-5]|19|2[0-5])|ZR|[VFvqdshb](?:[12]?\d|3[01]))$`),
}
