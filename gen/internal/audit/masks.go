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
			return "" // the rest of memory does not change, and the machine counts the bytes that are stored
		case l.form.dst.kind == kindMask:
			return "" // the resulting mask is 0 where its own mask is 0
		case l.addsMasked():
			return "" // counts that the mask leaves out do not change
		case !l.form.zeroes && !l.setsOnes():
			return "does not zero what the mask leaves out"
		}
		return ""
	}),
}

// isPart reports whether a mask register only ever holds masks of parts. These are made from integers, and the
// machine knows their values.
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

// addsMasked reports whether an instruction adds integers to its destination, or subtracts them, as for counts.
func (l *line) addsMasked() bool {
	return slices.Contains([]string{"VPADDD", "VPADDQ", "VPSUBD", "VPSUBQ"}, l.op) && len(l.operands) == 4 && l.operand(1) == l.last()
}

// setsOnes reports whether an instruction writes ones, whatever its operands hold. With a mask, it is meant to
// keep the other values.
func (l *line) setsOnes() bool {
	return strings.HasPrefix(l.op, "VPTERNLOG") && l.operand(0).text == "$255"
}
