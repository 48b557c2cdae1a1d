package audit

import "strings"

var masks = Check{
	Name: "masks",
	Why:  "what a mask leaves out keeps what the destination held, and memory is counted as whole",
	Run: eachLine(func(_ *function, l *line) string {
		switch {
		case !l.isMasked():
			return ""
		case l.any(kindMem) && !l.touchesPart():
			return "a part of memory"
		case l.touch != nil && l.touch.store:
			return "" // memory keeps the rest, and the machine counts what is stored
		case l.comparesMasked():
			return "" // into a mask, which has 0 where its own has
		case l.addsMasked():
			return "" // what is left out is what was there
		case !strings.HasSuffix(l.op, ".Z") && !l.setsOnes():
			return "does not zero what the mask leaves out"
		}
		return ""
	}),
}

// touchesPart reports whether an access is by the mask of a part, which the machine follows.
func (l *line) touchesPart() bool {
	for _, o := range l.operands {
		if o.kind == kindMask {
			return o.text == "K2"
		}
	}
	return false
}

// isMasked reports whether a mask chooses what an instruction writes. The last operand
// chooses nothing: a comparison writes it.
func (l *line) isMasked() bool {
	if strings.HasPrefix(l.op, "VPMOVM2") {
		return false // it is what is moved
	}
	for i, o := range l.operands {
		if o.kind == kindMask && i < len(l.operands)-1 {
			return true
		}
	}
	return false
}

// comparesMasked reports whether an instruction compares under a mask.
func (l *line) comparesMasked() bool {
	return strings.HasPrefix(l.op, "VCMP") && l.last().kind == kindMask
}

// addsMasked reports whether an instruction adds integers to its destination, as counts do.
func (l *line) addsMasked() bool {
	return (l.op == "VPADDD" || l.op == "VPADDQ") && len(l.operands) == 4 && l.operand(1) == l.last()
}

// setsOnes reports whether an instruction writes ones, whatever its operands hold: with
// a mask, it is meant to keep the rest.
func (l *line) setsOnes() bool {
	return strings.HasPrefix(l.op, "VPTERNLOG") && l.operand(0).text == "$255"
}
