package audit

// A register is what a vector register holds, byte by byte, or a mask register, lane by lane.
type register [64]content

// An operation is what an instruction does to vector registers and masks.
type operation struct {
	lane, from int  // sizes of a result's value, and of the value that it is made of
	bytes      int  // size of what it moves, if that is always the same
	memory     int  // size of an operand in memory, if that is another
	keeps      bool // the destination is a source, too
	masks      bool // masks among its operands are no write masks
	chooses    bool // its second operand chooses what moves
	arithmetic bool // computes in floating point, or counts
	needs      int  // how many sources it has to have, if more than one
	unknown    bool // is in no table
	do         func(m *machine, l *line)
}

// gather is the content of a value of some bytes.
func (m *machine) gather(r *register, at, size int) content {
	c := r[at]
	for _, other := range r[at+1 : at+size] {
		if other == c {
			continue
		}
		c = never
		for _, b := range r[at : at+size] {
			switch {
			case b.kind() == above:
				return above
			case c == never:
				c = b
			case b == never, b == zero && c.isData():
			case c == zero && b.isData():
				c = b
			default:
				c = m.mixed(c, b)
			}
		}
		return c
	}
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
func (m *machine) put(l *line, out *register, bytes, size int) {
	f := &l.form
	if f.dst.kind != kindVec {
		m.stored = *out
		return
	}
	r := &m.vectors[f.dst.use.reg]
	if f.mask > 0 {
		mask := &m.vectors[f.mask]
		for at := 0; at < bytes; at += size {
			old := zero
			if !f.zeroes {
				old = m.gather(r, at, size)
			}
			out.fill(at, size, m.choose(mask[at/size], m.gather(out, at, size), old))
		}
	}
	copy(r[:bytes], out[:bytes])
	for i := bytes; i < len(r); i++ {
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
