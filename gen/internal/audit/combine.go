package audit

// What instructions make of contents. Each takes those of two operands.

// mixed is any function of both, but for those below.
func (p *pool) mixed(a, b content) content {
	switch {
	case a.kind() == above || b.kind() == above:
		return above
	case !b.isData():
		return p.term(a)
	case !a.isData() || a == b:
		return p.term(b)
	case a.kind() == one && b.kind() == one && a>>(shift+16) == b>>(shift+16):
		return a | b
	}
	return p.plain(p.origin(a).with(p.origin(b)))
}

// term is what a function of one operand makes of it: no sum any more.
func (p *pool) term(a content) content {
	switch a.kind() {
	case above, one:
		return a
	case many:
		return p.plain(p.origin(a))
	}
	return constant
}

// sum is a + b.
func (p *pool) sum(a, b content) content {
	switch {
	case a.kind() == above || b.kind() == above:
		return above
	case a == zero:
		return b
	case b == zero:
		return a
	case !a.isData() && !b.isData():
		return constant
	}
	return p.sumOf(p.origin(a).with(p.origin(b)), p.parts(a)+p.parts(b))
}

// and, or and xor are those of bytes.
func (p *pool) and(a, b content) content {
	switch {
	case a == zero || b == zero:
		return zero
	case a == ones:
		return b
	case b == ones:
		return a
	}
	return p.mixed(a, b)
}

func (p *pool) or(a, b content) content {
	switch {
	case a == ones || b == ones:
		return ones
	case a == zero:
		return b
	case b == zero:
		return a
	}
	return p.mixed(a, b)
}

func (p *pool) xor(a, b content) content {
	switch {
	case a == zero:
		return b
	case b == zero:
		return a
	}
	return p.mixed(a, b)
}

// choose is a where the mask says yes, else b.
func (p *pool) choose(mask, a, b content) content {
	switch mask {
	case ones:
		return a
	case zero:
		return b
	}
	if a == b {
		return p.mixed(mask, a)
	}
	return p.mixed(mask, p.mixed(a, b))
}

// converted is a in another form: a known value is not known any more, unless it is 0.
func converted(a content) content {
	if a.kind() == known && a != zero {
		return constant
	}
	return a
}
