package audit

// A touch is an access to memory by an instruction on vectors.
type touch struct {
	at    operand
	bytes int // 0 if unknown
	store bool

	postIndexed bool // the displacement is added to the base after the access
}

// touches returns the access of an instruction on vectors to memory, or nil if it has none.
func touches(l *line) *touch {
	if l.vector == nil {
		return nil
	}
	for i, o := range l.operands {
		if o.kind != kindMem && o.kind != kindField {
			continue
		}
		t := &touch{at: o, store: i == len(l.operands)-1}
		switch {
		case l.vector.unknown:
		case l.vector.memory > 0:
			t.bytes = l.vector.memory
		case l.vector.bytes > 0:
			t.bytes = l.vector.bytes
		case t.store:
			t.bytes = l.form.bytes
		default:
			t.bytes = l.form.bytes / l.form.lane * l.form.from
		}
		if l.op == "VLD1.P" || l.op == "VST1.P" {
			if t.bytes, t.postIndexed = l.lane(), true; t.bytes != o.n {
				t.bytes = 0 // the address moves on by the size of another element
			}
		}
		return t
	}
	return nil
}

// lane returns the size of the element that an instruction of arm64 moves.
func (l *line) lane() int {
	for _, o := range l.operands {
		if o.piece >= 0 {
			return o.lane
		}
	}
	return 0
}
