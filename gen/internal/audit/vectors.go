package audit

// A register is what a vector register holds, byte by byte, or a register for masks, value by value.
type register [64]content

// An operation is what an instruction does to vector registers and masks.
type operation struct {
	needs      int  // how many sources it has, if more than one
	lane, from int  // bytes of a value of the result, and of a source; 0: as the operands say
	bytes      int  // what it moves, if that does not depend on the operands
	memory     int  // bytes of an operand in memory, if these do not
	keeps      bool // the destination is a source, too
	masks      bool // masks among its operands do not mask what it writes
	tells      bool // the result goes to a general register
	chooses    bool // the second operand is a vector that says which values move
	arithmetic bool // computes in floating point, or counts
	commutes   bool // the order of the sources does not matter
	unknown    bool // is in no table
	do         func(m *machine, l *line)
}

// gather is the content of a value of some bytes.
func (m *machine) gather(r *register, at, size int) content {
	byteCount := r[at : at+size]
	for _, b := range byteCount[1:] {
		if b != byteCount[0] {
			return m.gatherMixed(byteCount)
		}
	}
	return byteCount[0]
}

// extended is what bytes hold that are the same up to zeros above them, such as a count that has half of the bits.
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

// gatherMixed is the content of a value of bytes that are not the same: also where they are matters.
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

// source is the register of an operand, or what was loaded for it.
func (m *machine) source(o operand) *register {
	switch o.kind {
	case kindVec, kindMask:
		return &m.vectors[o.use.reg]
	case kindReg:
		return m.generalSource(o)
	}
	return &m.loaded
}

// generalSource is what a general register gives to a vector: bytes that are known, if it is
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

// put writes what an instruction made to where its last operand says: some bytes, in values
// of a size, as far as the instruction's mask has them.
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

// putMask writes a mask of some lanes.
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
