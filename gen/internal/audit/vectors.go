package audit

// A register is the contents of a vector register, byte by byte, or of a mask register, value by value.
type register [64]content

// An operation says what an instruction does to vector registers and masks.
type operation struct {
	needs      int  // the number of sources, if more than one
	lane, from int  // the sizes of a value of the result and of a source in bytes, or 0 if the operands say them
	bytes      int  // the number of bytes that it moves, if that does not depend on the operands
	memory     int  // the size of an operand in memory in bytes, if that does not depend on the operands
	keeps      bool // the destination is also a source
	masks      bool // masks among its operands do not mask what it writes
	tells      bool // the result goes to a general register
	chooses    bool // the second operand is a vector with the mask of the values that are moved
	arithmetic bool // it computes in floating point, or counts
	commutes   bool // the order of the sources does not matter
	unknown    bool // it is in no table
	do         func(m *machine, l *line)
}

// gather returns the content of a value that consists of several bytes.
func (m *machine) gather(r *register, at, size int) content {
	byteCount := r[at : at+size]
	for _, b := range byteCount[1:] {
		if b != byteCount[0] {
			return m.gatherMixed(byteCount)
		}
	}
	return byteCount[0]
}

// extended returns the content of bytes that all have the same content, except for zeros above them, such as a
// count in half of the bits of a lane. ok is false for other bytes.
func extended(byteCount []content) (c content, ok bool) {
	c = byteCount[0]
	same := 1
	for same < len(byteCount) && byteCount[same] == c {
		same++
	}
	for _, b := range byteCount[same:] {
		if b != zero {
			return 0, false
		}
	}
	return c, c.kind() == many || c.kind() == one
}

// gatherMixed is gather for bytes with different contents, whose order matters.
func (m *machine) gatherMixed(byteCount []content) content {
	if c, ok := extended(byteCount); ok {
		return c
	}
	operation := m.operation
	c := byteCount[0]
	for i, b := range byteCount[1:] {
		switch {
		case c.kind() == above || b.kind() == above:
			c = above
		case c == never || b == never:
			c = max(c, b)
		default:
			m.operation = uint64(i)
			c = m.mixed(c, b)
		}
	}
	m.operation = operation
	return c
}

func (r *register) fill(at, size int, c content) {
	for i := at; i < at+size; i++ {
		r[i] = c
	}
}

// source returns the contents of an operand: a register, or what was loaded from memory.
func (m *machine) source(o operand) *register {
	switch o.kind {
	case kindVec, kindMask:
		return &m.vectors[o.use.reg]
	case kindReg:
		return m.generalSource(o)
	}
	return &m.loaded
}

// generalSource returns the bytes of a general register that is a source for a vector. They are known if it holds
// an integer.
func (m *machine) generalSource(o operand) *register {
	v := m.regs[o.id]
	for i := range 8 {
		m.loaded[i] = constant
		if v.at == nil && v.state == set {
			m.loaded[i] = knownByte(byte(v.n >> (8 * i)))
		}
	}
	return &m.loaded
}

// put writes the result of an instruction to its last operand. The result has the given number of bytes, in
// values of the given size. If the instruction has a mask, only values for which it is true are written.
func (m *machine) put(l *line, out *register, byteCount, size int) {
	f := &l.form
	if f.dst.kind != kindVec {
		m.stored = *out
		return
	}
	r := &m.vectors[f.dst.use.reg]
	if f.mask > 0 {
		mask := &m.vectors[f.mask]
		for at := 0; at < byteCount; at += size {
			switch yes := mask[at/size]; {
			case yes == ones:
			case f.zeroes && yes == zero:
				out.fill(at, size, zero)
			case f.zeroes:
				out.fill(at, size, m.choose(yes, m.gather(out, at, size), zero))
			case yes == zero:
				copy(out[at:at+size], r[at:])
			default:
				out.fill(at, size, m.choose(yes, m.gather(out, at, size), m.gather(r, at, size)))
			}
		}
	}
	copy(r[:byteCount], out[:byteCount])
	for i := byteCount; i < len(r); i++ {
		r[i] = above
	}
}

// putMask writes a mask with the given number of lanes.
func (m *machine) putMask(l *line, out *register, lanes int) {
	f := &l.form
	if f.mask > 0 {
		for i := range lanes {
			out[i] = m.choose(m.vectors[f.mask][i], out[i], zero)
		}
	}
	r := &m.vectors[f.dst.use.reg]
	copy(r[:lanes], out[:lanes])
	for i := lanes; i < len(r); i++ {
		r[i] = above
	}
}
