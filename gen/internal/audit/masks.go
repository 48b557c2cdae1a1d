package audit

import (
	"slices"
	"strings"
)

var masks = Check{
	Name: "masks",
	Why:  "what a mask leaves out keeps what the destination held, and memory is counted as whole",
	Run: eachLine(func(f *function, l *line) string {
		switch {
		case l.vector == nil || l.form.mask == 0:
			return ""
		case l.any(kindMem) && !f.isPart(l.form.mask):
			return "a part of memory"
		case l.touch != nil && l.touch.store:
			return "" // memory keeps the rest, and the machine counts what is stored
		case l.form.dst.kind == kindMask:
			return "" // which has 0 where its own has
		case l.addsMasked():
			return "" // what is left out is what was there
		case !l.form.zeroes && !l.setsOnes():
			return "does not zero what the mask leaves out"
		}
		return ""
	}),
}

// isPart reports whether a mask register holds nothing but the masks of parts: the machine
// follows what is made of an integer.
func (f *function) isPart(mask int) bool {
	made := false
	for _, l := range f.lines {
		if d := l.form.dst; d.kind == kindMask && d.use.reg == mask {
			if l.op != "KMOVW" {
				return false
			}
			made = true
		}
	}
	return made
}

// addsMasked reports whether an instruction adds integers to its destination or takes them from it, as
// counts do.
func (l *line) addsMasked() bool {
	return slices.Contains([]string{"VPADDD", "VPADDQ", "VPSUBD", "VPSUBQ"}, l.op) && len(l.operands) == 4 && l.operand(1) == l.last()
}

// setsOnes reports whether an instruction writes ones, whatever its operands hold: with
// a mask, it is meant to keep the rest.
func (l *line) setsOnes() bool {
	return strings.HasPrefix(l.op, "VPTERNLOG") && l.operand(0).text == "$255"
}
