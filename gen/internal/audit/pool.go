package audit

// A manyElements is a value that was computed from elements of several numbers. Of a sum it is known
// whether each of its terms was added once: a number stands for each value, and for a sum the sum of
// those of its terms.
type manyElements struct {
	origin
	parts   uint64
	formula uint32 // of all terms
	uneven  bool   // the terms are not all computed by that
}

// A pool holds the values of many elements of a call.
type pool struct {
	list   []manyElements
	places map[manyElements]content

	operation uint64 // stands for what the instruction does that is being run
	commutes  bool   // its operands may change places
}

func (p *pool) reset() {
	if p.places == nil {
		p.places = map[manyElements]content{}
	}
	p.list = p.list[:0]
	clear(p.places)
}

// of is a value of one element, or of many.
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

// parts is the number that stands for a value.
func (p *pool) parts(c content) uint64 {
	switch {
	case c == zero:
		return 0
	case c.kind() == many:
		return p.list[c>>shift].parts
	case c.kind() == one:
		return hash(uint64(c.withoutFormula()))
	}
	return hash(uint64(constant)) // added to a sum, it is none of the terms
}

// content finds or makes the content for a value of many elements.
func (p *pool) content(m manyElements) content {
	c, ok := p.places[m]
	if !ok {
		c = many | content(len(p.list))<<shift
		p.list = append(p.list, m)
		p.places[m] = c
	}
	return c
}
