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

// setsOnes reports whether an instruction writes ones, whatever its operands hold: with
// a mask, it is meant to keep the rest.
func (l *line) setsOnes() bool {
	return strings.HasPrefix(l.op, "VPTERNLOG") && l.operand(0).text == "$255"
}
