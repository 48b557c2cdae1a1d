package audit

import "strings"

// A form describes the operands of an instruction on vectors.
type form struct {
	sources    []operand // without immediates and the mask
	dst        operand
	mask       int  // the number of the register that masks what is written, or 0 if there is none
	zeroes     bool // values that the mask leaves out become 0; otherwise they stay as they are
	lane, from int  // the sizes of a value of the result, and of the value from which it is made
	bytes      int  // the size of the result, or of the vectors that are compared if the result is a mask
}

// formOf returns the form of an instruction.
func formOf(l *line) form {
	op := l.vector
	f := form{dst: l.last(), lane: op.lane, from: op.from, zeroes: strings.HasSuffix(l.op, ".Z")}
	if m := l.writeMask(); m >= 0 {
		f.mask = l.operands[m].use.reg
	}
	for i, o := range l.operands[:max(len(l.operands)-1, 0)] {
		if o.kind != kindImm && i != l.writeMask() {
			f.sources = append(f.sources, o)
		}
	}
	if op.keeps {
		f.sources = append(f.sources, f.dst)
	}
	first := operand{}
	if len(f.sources) > 0 {
		first = f.sources[0]
	}
	if f.lane == 0 {
		f.lane = max(f.dst.lane, 1)
	}
	if f.from == 0 {
		if f.from = f.lane; first.lane > 0 && op.lane == 0 {
			f.from = first.lane
		}
	}
	switch {
	case op.bytes > 0:
		f.bytes = op.bytes
	case f.dst.kind == kindVec:
		f.bytes = f.dst.use.bytes
		if n := f.dst.lanes * f.dst.lane; n > 0 {
			f.bytes = n
		}
	case f.dst.kind == kindMask:
		f.bytes = max(l.width(), 16)
	default: // stores
		f.bytes = l.width() / f.from * f.lane
	}
	return f
}

// isSound reports whether a form has what an operation needs: enough sources, of kinds that hold values, in
// registers that are large enough.
func (f *form) isSound(op *operation) bool {
	for _, o := range append(f.sources[:len(f.sources):len(f.sources)], f.dst) {
		if o.kind < kindField || o.kind > kindMem || o.piece >= 0 && (o.piece+1)*o.lane > 16 {
			return false
		}
	}
	n := f.bytes / f.lane
	return len(f.sources) >= max(op.needs, 1) && (f.dst.kind != kindReg || op.tells) && n > 0 && n*f.lane <= 64 && n*f.from <= 64
}

// vectors returns the operands in vector registers, without the last operand.
func (l *line) vectors() []operand {
	var list []operand
	for _, o := range l.operands[:len(l.operands)-1] {
		if o.kind == kindVec {
			list = append(list, o)
		}
	}
	return list
}

// width returns the size of an instruction's first vector register.
func (l *line) width() int {
	for _, o := range l.operands {
		if o.kind == kindVec {
			return o.use.bytes
		}
	}
	return 0
}

// writeMask returns the index of the operand that masks what an instruction writes, or -1 if there is none. If
// the last operand is a mask, it is the result of a comparison.
func (l *line) writeMask() int {
	if l.vector != nil && l.vector.masks {
		return -1
	}
	for i, o := range l.operands[:max(len(l.operands)-1, 0)] {
		if o.kind == kindMask {
			return i
		}
	}
	return -1
}
