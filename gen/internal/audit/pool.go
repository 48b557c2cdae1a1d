package audit

// A manyElements is a value that was computed from elements with several numbers. For sums it shows whether each
// term was added once: a number, parts, stands for each value, and for a sum it is the sum of the numbers of its
// terms.
type manyElements struct {
	origin
	parts   uint64
	formula uint32 // the formula of all terms
	uneven  bool   // not all terms have that formula
}

// A pool holds the values of a call that depend on many elements.
type pool struct {
	list   []manyElements
	places map[manyElements]content

	operation uint64 // a number that stands for what the current instruction does
	commutes  bool   // the order of its operands does not matter
}

func (p *pool) reset() {
	if p.places == nil {
		p.places = map[manyElements]content{}
	}
	p.list = p.list[:0]
	clear(p.places)
}

// of returns the value of a content that depends on one element or on many.
func (p *pool) of(c content) (m manyElements) {
	switch c.kind() {
	case one:
		return manyElements{origin: originOf(c.inputs(), c.element(), c.element()+1), parts: p.parts(c), formula: c.formula()}
	case many:
		return p.list[c>>shift]
	}
	return manyElements{}
}

func (p *pool) origin(c content) origin { return p.of(c).origin }

// parts returns the number that stands for a value.
func (p *pool) parts(c content) uint64 {
	switch {
	case c == zero:
		return 0
	case c.kind() == many:
		return p.list[c>>shift].parts
	case c.kind() == one:
		return hash(uint64(c.withoutFormula()))
	}
	return hash(uint64(constant)) // in a sum, this differs from all terms
}

// content returns the content for a value that depends on many elements.
func (p *pool) content(m manyElements) content {
	c, ok := p.places[m]
	if !ok {
		c = many | content(len(p.list))<<shift
		p.list = append(p.list, m)
		p.places[m] = c
	}
	return c
}
