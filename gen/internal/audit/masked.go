package audit

// A mask is true or false for each value of a vector. It is in a mask register, or in a vector with all ones for
// true and zeros for false.

// fromBits fills a mask register from an integer.
func fromBits(m *machine, l *line) {
	var out register
	src := m.source(l.form.sources[0])
	for i := range 16 {
		out[i] = constant
		if b := src[i/8]; b.kind() == known {
			out[i] = zero
			if b.byte()>>(i%8)&1 != 0 {
				out[i] = ones
			}
		}
	}
	m.putMask(l, &out, 16)
}

// combinesMasks returns an operation that combines masks value by value.
func combinesMasks(combine func(p *pool, a, b content) content) func(m *machine, l *line) {
	return func(m *machine, l *line) {
		var out register
		f := &l.form
		for i := range 16 {
			out[i] = combine(&m.pool, m.source(f.sources[0])[i], m.source(f.sources[1])[i])
		}
		m.putMask(l, &out, 16)
	}
}

// toWords converts a mask register to a vector.
func toWords(m *machine, l *line) {
	var out register
	f := &l.form
	for i := range f.bytes / 2 {
		out.fill(2*i, 2, m.source(f.sources[0])[i])
	}
	m.put(l, &out, f.bytes, 2)
}

// blends returns an operation that chooses source yes where the source mask is true, and otherwise source no. All of these
// compute the same: which one a kernel uses depends on which of the three registers it may overwrite.
func blends(mask, yes, no int) func(m *machine, l *line) {
	return func(m *machine, l *line) {
		m.operation = 0
		var out register
		f := &l.form
		for at := 0; at < f.bytes; at += f.lane {
			source := func(i int) content { return m.gather(m.source(f.sources[i]), at, f.lane) }
			out.fill(at, f.lane, m.choose(source(mask), source(yes), source(no)))
		}
		m.put(l, &out, f.bytes, f.lane)
	}
}

// blendsByMask chooses the first operand where the third one, a mask register, is true, and otherwise the second
// one.
func blendsByMask(m *machine, l *line) {
	var out register
	f := &l.form
	for at := 0; at < f.bytes; at += f.lane {
		mask := m.source(f.sources[2])[at/f.lane]
		out.fill(at, f.lane, m.choose(mask, m.gather(m.source(f.sources[0]), at, f.lane), m.gather(m.source(f.sources[1]), at, f.lane)))
	}
	m.put(l, &out, f.bytes, f.lane)
}

// movesMasked loads or stores values where a mask in a vector is true.
func movesMasked(m *machine, l *line) {
	var out register
	f := &l.form
	src, mask := m.source(f.sources[0]), m.source(l.chooser())
	for at := 0; at < f.bytes; at += f.lane {
		out.fill(at, f.lane, m.choose(mask[at], m.gather(src, at, f.lane), zero))
	}
	m.put(l, &out, f.bytes, f.lane)
}

// chooser returns the operand with the mask of the values that are moved.
func (l *line) chooser() operand {
	if l.vector.chooses {
		return l.operand(1)
	}
	if i := l.writeMask(); i >= 0 {
		return l.operands[i]
	}
	return operand{}
}

// part returns how many of an access's bytes its mask leaves. The mask must be true for the first values only;
// otherwise part says what is wrong.
func (m *machine) part(l *line, byteCount int) (int, string) {
	mask := l.chooser()
	if mask.kind == kindOther {
		return byteCount, ""
	}
	size, step := l.form.from, 1
	if l.touch.store {
		size = l.form.lane
	}
	if mask.kind == kindVec {
		step = size
	}
	r, n := &m.vectors[mask.use.reg], 0
	for i := range byteCount / size {
		switch r[i*step] {
		case ones:
			if n < i {
				return 0, "a mask with gaps"
			}
			n++
		case zero:
		default:
			return 0, "a mask that was not made of a count"
		}
	}
	return n * size, ""
}
