package audit

// valuewise returns an operation on each value by itself. first is applied to the value in the first source, and
// combine combines the result with the values in the other sources.
func valuewise(first func(m *machine, a content) content, combine func(m *machine, a, b content) content) func(m *machine, l *line) {
	return func(m *machine, l *line) {
		var out register
		f := &l.form
		n := f.bytes / f.lane
		var was, did [2]content // the last operands and result, since neighbouring values often have the same contents
		var last content
		for i := range n {
			c := constant
			for k, o := range f.sources {
				v := m.gather(m.source(o), i*f.from, f.from)
				if k == 0 {
					c = v
					if first != nil {
						c = first(m, v)
					}
					continue
				}
				if was = [2]content{c, v}; was != did || last == never {
					did, last = was, combine(m, c, v)
				}
				c = last
			}
			out.fill(i*f.lane, f.lane, c)
		}
		if f.dst.kind != kindMask {
			m.put(l, &out, f.bytes, f.lane)
			return
		}
		for i := range n {
			out[i] = out[i*f.lane]
		}
		m.putMask(l, &out, n)
	}
}

var (
	mixes    = valuewise(nil, func(m *machine, a, b content) content { return m.mixed(a, b) })
	changes  = valuewise(func(m *machine, a content) content { return m.term(a) }, nil)
	converts = valuewise(func(m *machine, a content) content { return m.converted(a) }, nil)
	// widens does not change a value.
	widens = valuewise(func(m *machine, a content) content { return a }, nil)
)

// adds is addition. With a mask it adds only where the mask is true.
func adds(m *machine, l *line) {
	f := &l.form
	if f.mask == 0 || f.zeroes || len(f.sources) != 2 || f.sources[1] != f.dst {
		sums(m, l)
		return
	}
	var out register
	r, addend, mask := &m.vectors[f.dst.use.reg], m.source(f.sources[0]), &m.vectors[f.mask]
	for at := 0; at < f.bytes; at += f.lane {
		c := m.choose(mask[at/f.lane], m.gather(addend, at, f.lane), zero)
		out.fill(at, f.lane, m.sum(m.gather(r, at, f.lane), c))
	}
	copy(r[:f.bytes], out[:f.bytes])
}

var sums = valuewise(nil, func(m *machine, a, b content) content { return m.sum(a, b) })

// bytewise returns an operation on bits. same is applied if both sources are the same register.
func bytewise(combine func(m *machine, a, b content) content, same func(a content) content) func(m *machine, l *line) {
	return func(m *machine, l *line) {
		var out register
		f := &l.form
		a, b := m.source(f.sources[0]), m.source(f.sources[len(f.sources)-1])
		for i := range f.bytes {
			switch {
			case a == b && a != &m.loaded:
				out[i] = same(a[i])
			case i > 0 && a[i] == a[i-1] && b[i] == b[i-1]:
				out[i] = out[i-1]
			default:
				out[i] = combine(m, a[i], b[i])
			}
		}
		size := f.lane
		m.put(l, &out, f.bytes, size)
	}
}

var (
	ands = bytewise(func(m *machine, a, b content) content { return m.and(a, b) }, itself)
	ors  = bytewise(func(m *machine, a, b content) content { return m.or(a, b) }, itself)
	xors = bytewise(func(m *machine, a, b content) content { return m.xor(a, b) }, func(content) content { return zero })
	// equals compares integers. A register is equal to itself.
	equals = func(m *machine, l *line) {
		f := &l.form
		if f.sources[0].use.reg != f.sources[1].use.reg || f.dst.kind != kindVec {
			mixes(m, l)
			return
		}
		setsOnes(m, l)
	}
)

func itself(a content) content { return a }

func setsOnes(m *machine, l *line) {
	var out register
	out.fill(0, l.form.bytes, ones)
	m.put(l, &out, l.form.bytes, l.form.lane)
}

// greater returns the comparison a > b of signed integers. The result is known if both values are.
func greater(a, b int) func(m *machine, l *line) {
	return func(m *machine, l *line) {
		var out register
		f := &l.form
		x, y := m.source(l.operand(a)), m.source(l.operand(b))
		for at := 0; at < f.bytes; at += f.lane {
			c := m.mixed(m.gather(x, at, f.lane), m.gather(y, at, f.lane))
			v, ok := knownInteger(x[at : at+f.lane])
			if w, too := knownInteger(y[at : at+f.lane]); ok && too {
				if c = zero; v > w {
					c = ones
				}
			}
			out.fill(at, f.lane, c)
		}
		m.put(l, &out, f.bytes, f.lane)
	}
}

// knownInteger returns the integer that bytes hold. ok is false if their values are not known.
func knownInteger(byteCount []content) (n int, ok bool) {
	for i, b := range byteCount {
		if b.kind() != known {
			return 0, false
		}
		n |= int(b.byte()) << (8 * i)
	}
	unused := 64 - 8*len(byteCount)
	return n << unused >> unused, true
}
