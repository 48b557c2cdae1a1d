package audit

// The functions in this file return the content of a result, given the contents of the operands.

// formula returns the formula of the result of the current instruction.
func (p *pool) formula(a, b content) uint32 {
	x, y := a.identity(), b.identity()
	if p.commutes && x > y {
		x, y = y, x
	}
	return uint32(hash(p.operation, x, y))
}

// identity returns all that is known of a content except for the element.
func (c content) identity() uint64 {
	if c.kind() == one {
		return uint64(c.formula())<<formulaShift | uint64(c.inputs())<<shift | uint64(one)
	}
	return uint64(c)
}

// mixed returns the content of a function of two operands that has no function of its own below.
func (p *pool) mixed(a, b content) content {
	switch {
	case a.kind() == above || b.kind() == above:
		return above
	case a.kind() == many || b.kind() == many:
		o := p.origin(a).with(p.origin(b))
		return p.content(manyElements{origin: o, parts: o.hash()})
	}
	return p.together(a, b)
}

// together returns the content of a function of two operands, each of which is a constant or depends on one
// element.
func (p *pool) together(a, b content) content {
	f := p.formula(a, b)
	switch {
	case !a.isData() && !b.isData():
		return constant | content(f)<<formulaShift
	case !b.isData():
		return oneElement(a.inputs(), a.element(), f)
	case !a.isData():
		return oneElement(b.inputs(), b.element(), f)
	case a.element() == b.element():
		return oneElement(a.inputs()|b.inputs(), a.element(), f)
	}
	o := p.origin(a).with(p.origin(b))
	return p.content(manyElements{origin: o, parts: o.hash()})
}

// term returns the content of a function of one operand. The result is not a sum.
func (p *pool) term(a content) content {
	switch a.kind() {
	case above:
		return above
	case many:
		o := p.origin(a)
		return p.content(manyElements{origin: o, parts: o.hash()})
	}
	return p.together(a, constant)
}

// sum returns the content of a + b.
func (p *pool) sum(a, b content) content {
	switch {
	case a.kind() == above || b.kind() == above:
		return above
	case a == zero:
		return b
	case b == zero:
		return a
	case a.kind() != many && b.kind() != many && (!a.isData() || !b.isData() || a.element() == b.element()):
		return p.together(a, b)
	}
	x, y := p.of(a), p.of(b)
	x.uneven = x.uneven || y.uneven || x.formula != y.formula
	x.origin, x.parts = x.origin.with(y.origin), p.parts(a)+p.parts(b)
	return p.content(x)
}

// and, or and xor return the content of a bytewise AND, OR and XOR.
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

// choose returns a if mask is all ones, b if it is zero, and otherwise the content of a choice between them.
func (p *pool) choose(mask, a, b content) content {
	switch mask {
	case ones:
		return a
	case zero:
		return b
	}
	return p.mixed(mask, p.mixed(a, b))
}

// converted returns the content of a in another format. Known bits become unknown, unless they are zeros.
func (p *pool) converted(a content) content {
	if a == zero || a.kind() == many || a.kind() == above {
		return a
	}
	return p.term(a)
}
