package assembly_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// A use is a vector or mask register as an operand: its number, and how many of
// its bytes an instruction reads or writes.
type use struct {
	name  string // V0 to V31, whatever the size, or K1
	bytes int
}

// sameZero are the instructions that with a register twice make a constant of it,
// whatever it held before.
var sameZero = map[string]bool{"VXORPS": true, "VXORPD": true, "VPXORD": true, "VPCMPEQD": true, "VEOR": true}

// uses returns the vector registers that an instruction reads, and those that it writes.
func uses(l *line) (reads, writes []use) {
	if l.op == "WORD" {
		return wordUses(l)
	}
	if len(l.operands) == 0 {
		return nil, nil
	}
	last := len(l.operands) - 1
	for i, operand := range l.operands {
		switch u, ok := register(operand); {
		case !ok:
		case i == last:
			writes = append(writes, u)
		default:
			reads = append(reads, u)
		}
	}
	masked := slices.ContainsFunc(reads, func(u use) bool { return u.name[0] == 'K' })
	switch {
	case sameZero[l.op] && reads[0] == reads[1]:
		reads = nil
	case strings.HasPrefix(l.op, "VPTERNLOG") && !masked && l.operands[0] == "$255":
		reads = nil // all ones
	case strings.HasPrefix(l.op, "VPTERNLOG"), masked && !strings.HasSuffix(l.op, ".Z"):
		reads = append(reads, writes...) // what the mask spares stays
	}
	return reads, writes
}

var registerForm = regexp.MustCompile(`^([XYZVFK])(\d+)(?:\.[A-Z0-9\[\]]+)?$`)

// register reads an operand in Go's syntax.
func register(operand string) (use, bool) {
	m := registerForm.FindStringSubmatch(operand)
	if m == nil {
		return use{}, false
	}
	if m[1] == "K" {
		return use{operand, 8}, true
	}
	bytes := map[string]int{"X": 16, "Y": 32, "Z": 64, "V": 16, "F": 16}[m[1]]
	return use{"V" + m[2], bytes}, true
}

var wordRegister = regexp.MustCompile(`\b[vh](\d+)(?:\.(\d+)([bhsd]))?`)

// wordUses reads a disassembled word, whose first operand is what it writes. What
// is narrower than 16 bytes fills the rest with zeros.
func wordUses(l *line) (reads, writes []use) {
	for i, m := range wordRegister.FindAllStringSubmatch(l.disassembly(), -1) {
		u := use{"V" + m[1], 16}
		if i == 0 {
			writes = append(writes, u)
		} else {
			reads = append(reads, u)
		}
	}
	return reads, writes
}

// contents says how many bytes of each vector register hold something.
type contents map[string]int

// run follows one instruction; it fails if that reads more than there is.
func (c contents) run(l *line) error {
	reads, writes := uses(l)
	for _, r := range reads {
		if c[r.name] < r.bytes {
			return fmt.Errorf("%v reads %d bytes of %s, which has %d", l, r.bytes, r.name, c[r.name])
		}
	}
	for _, w := range writes {
		c[w.name] = w.bytes
	}
	return nil
}
