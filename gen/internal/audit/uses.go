package audit

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// same are the instructions that with a register twice make a constant of it,
// whatever it held before.
var same = []string{"VXORPS", "VXORPD", "VPXORD", "VPXOR", "VPCMPEQD", "VEOR"}

// uses returns the vector registers that an instruction reads, and those that it writes.
func uses(l *line) (reads, writes []use) {
	if l.op == "WORD" {
		return wordUses(l.word)
	}
	for i, o := range l.operands {
		switch {
		case o.kind != kindVec && o.kind != kindMask:
		case i == len(l.operands)-1:
			writes = append(writes, o.use)
		default:
			reads = append(reads, o.use)
		}
	}
	masked := l.isMasked()
	switch {
	case slices.Contains(same, l.op) && len(reads) == 2 && reads[0] == reads[1]:
		reads = nil
	case l.setsOnes() && !masked:
		reads = nil
	case strings.HasPrefix(l.op, "VPTERNLOG"), strings.HasPrefix(l.op, "VFIXUPIMM"), l.op == "VSLI", masked && !strings.HasSuffix(l.op, ".Z") && !l.comparesMasked():
		reads = append(reads, writes...) // what the mask or the table spares stays
	}
	return reads, writes
}

var wordVector = regexp.MustCompile(`\b[vqdshb](\d+)\b`)

// wordUses reads a disassembled word, whose first operand is what it writes. What
// is narrower than 16 bytes fills the rest with zeros.
func wordUses(word string) (reads, writes []use) {
	for i, m := range wordVector.FindAllStringSubmatch(word, -1) {
		u := use{number(m[1]), 16}
		if i == 0 {
			writes = append(writes, u)
		} else {
			reads = append(reads, u)
		}
	}
	return reads, writes
}

// name is what a register is called in findings, whatever the size.
func (u use) name() string {
	if u.reg >= firstMask {
		return "K" + strconv.Itoa(u.reg-firstMask)
	}
	return "V" + strconv.Itoa(u.reg)
}
