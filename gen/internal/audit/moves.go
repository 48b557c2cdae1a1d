package audit

// moved returns an operation that moves bytes. from returns the place in the first source from which byte i of
// the result comes, or -1 if the byte is 0.
func moved(from func(l *line, i int) int) func(m *machine, l *line) {
	return func(m *machine, l *line) {
		var out register
		f := &l.form
		src := m.source(f.sources[0])
		for i := range f.bytes {
			out[i] = zero
			if at := from(l, i); at >= 0 && at < len(src) {
				out[i] = src[at]
			}
		}
		m.put(l, &out, f.bytes, f.lane)
	}
}

var (
	copies     = moved(func(_ *line, i int) int { return i })
	broadcasts = moved(func(l *line, i int) int { return i % l.form.lane })
	// extends extends each value with zeros.
	extends = moved(func(l *line, i int) int {
		if i%l.form.lane < l.form.from {
			return i/l.form.lane*l.form.from + i%l.form.lane
		}
		return -1
	})
	// extracts takes a part of the source that is as large as the result.
	extracts = moved(func(l *line, i int) int { return l.immediate()*l.form.bytes + i })
	// permutes permutes values within groups of four. Two bits of the immediate choose each value.
	permutes = moved(func(l *line, i int) int {
		size := l.form.lane
		group := i / (4 * size) * 4 * size
		return group + l.immediate()>>(2*(i/size%4))&3*size + i%size
	})
	// permutesPairs permutes values within groups of two. One bit of the immediate chooses each value.
	permutesPairs = moved(func(l *line, i int) int {
		return i/16*16 + l.immediate()>>(i/8)&1*8 + i%8
	})
	// These shift groups of 16 bytes.
	shiftsBytesLeft  = moved(func(l *line, i int) int { return within(i, i-l.immediate(), 16) })
	shiftsBytesRight = moved(func(l *line, i int) int { return within(i, i+l.immediate(), 16) })
	// narrows takes the lower part of each value.
	narrows = moved(func(l *line, i int) int { return i/l.form.lane*l.form.from + i%l.form.lane })
	// packs takes words of both sources, alternately for 8 bytes of the result.
	packs = func(m *machine, l *line) {
		var out register
		f := &l.form
		for i := range f.bytes / 2 {
			src, at, size := m.source(f.sources[1-i%8/4]), i/8*16+i%4*4, 4
			if src[at+2] == zero && src[at+3] == zero && l.op == "VPACKUSDW" {
				size = 2 // such words do not change
			}
			out.fill(2*i, 2, m.gather(src, at, size))
		}
		m.put(l, &out, f.bytes, f.lane)
	}
)

// within returns at if it is in the same group of bytes as i, and otherwise -1.
func within(i, at, byteCount int) int {
	if at < 0 || at/byteCount != i/byteCount {
		return -1
	}
	return at
}

// immediate returns the value of the first operand if it is an immediate, and otherwise 0.
func (l *line) immediate() int {
	if o := l.operand(0); o.kind == kindImm {
		return o.n
	}
	return 0
}

// shifts returns an operation that shifts the bits of each value. It keeps track of bytes if the shift is by
// whole bytes.
func shifts(left bool) func(m *machine, l *line) {
	by := moved(func(l *line, i int) int {
		byteCount := l.immediate() / 8
		if left {
			byteCount = -byteCount
		}
		return within(i, i+byteCount, l.form.lane)
	})
	return func(m *machine, l *line) {
		if l.immediate()%8 == 0 {
			by(m, l)
			return
		}
		changes(m, l)
	}
}

// extendsSigned extends each value with its sign.
func extendsSigned(m *machine, l *line) {
	var out register
	f := &l.form
	src := m.source(f.sources[0])
	for i := range f.bytes {
		if at := i / f.lane * f.from; i%f.lane < f.from {
			out[i] = src[at+i%f.lane]
		} else {
			out[i] = m.signOf(src[at+f.from-1])
		}
	}
	m.put(l, &out, f.bytes, f.lane)
}

// signOf returns the content of a byte of signs, which is the same for all instructions that make one.
func (p *pool) signOf(c content) content {
	operation := p.operation
	defer func() { p.operation = operation }()
	p.operation = 0
	return p.term(c)
}

// shiftsSigned shifts values to the right and fills up with their signs.
func shiftsSigned(m *machine, l *line) {
	byteCount, lane := l.immediate()/8, l.form.lane
	if l.immediate()%8 != 0 || byteCount >= lane {
		changes(m, l)
		return
	}
	var out register
	src := m.source(l.form.sources[0])
	for i := range l.form.bytes {
		out[i] = src[i/lane*lane+min(i%lane+byteCount, lane-1)]
	}
	m.put(l, &out, l.form.bytes, lane)
}

// blendsWords takes words from the first source where the immediate has a bit set, and otherwise from the second
// one.
func blendsWords(m *machine, l *line) {
	var out register
	for i := range l.form.bytes {
		out[i] = m.source(l.form.sources[1-l.immediate()>>(i/2%8)&1])[i]
	}
	m.put(l, &out, l.form.bytes, l.form.lane)
}

// shuffles takes, within each 16 bytes, two values of the second source and two of the first one. Two bits of the
// immediate choose each value.
func shuffles(m *machine, l *line) {
	var out register
	for i := range l.form.bytes {
		src := m.source(l.form.sources[1-i%16/8])
		out[i] = src[i/16*16+l.immediate()>>(2*(i/4%4))&3*4+i%4]
	}
	m.put(l, &out, l.form.bytes, l.form.lane)
}

// inserts replaces a part of the second source by the first bytes of the first source.
func inserts(m *machine, l *line) {
	f := &l.form
	size := l.vector.bytes
	out := *m.source(f.sources[1])
	copy(out[uint(l.immediate())*uint(size)%16:], m.source(f.sources[0])[:size])
	m.put(l, &out, 16, 16)
}

// pieces moves one element, which an operand names, from a register or into one.
func pieces(m *machine, l *line) {
	f := &l.form
	if from := f.sources[0]; from.piece >= 0 {
		var out register
		copy(out[:from.lane], m.source(from)[from.piece*from.lane:])
		m.put(l, &out, from.lane, from.lane)
		return
	}
	if at := f.dst.piece * f.dst.lane; f.dst.kind == kindVec && at >= 0 && at < 16 {
		copy(m.vectors[f.dst.use.reg][at:], m.source(f.sources[0])[:f.dst.lane])
	}
}

// duplicates fills a register with one element: the one that an operand names, or the first one.
var duplicates = moved(func(l *line, i int) int {
	f := &l.form
	return max(f.sources[0].piece, 0)*f.lane + i%f.lane
})

// takes stores one element, which an immediate chooses.
func takes(m *machine, l *line) {
	size := l.vector.bytes
	var out register
	copy(out[:size], m.source(l.form.sources[0])[uint(l.immediate())*uint(size)%16:])
	m.put(l, &out, size, size)
}
