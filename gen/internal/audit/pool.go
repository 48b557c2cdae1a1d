package audit

// A value of many elements is a sum if nothing but additions made it of terms: then parts
// is the sum of what its terms are known by, each as often as it was added.
type manyElements struct {
	origin
	parts uint64
}

// A pool knows the values of many elements of a call.
type pool struct {
	list   []manyElements
	places map[manyElements]content
}

func (p *pool) reset() {
	if p.places == nil {
		p.places = map[manyElements]content{}
	}
	p.list = p.list[:0]
	clear(p.places)
}

func (p *pool) origin(c content) origin {
	switch c.kind() {
	case one:
		var o origin
		o.inputs = uint16(c >> shift)
		element := int(c >> (shift + 16))
		o.elements[element/64] |= 1 << (element % 64)
		return o
	case many:
		return p.list[c>>shift].origin
	}
	return origin{}
}

// parts is what a term is known by, or a sum's parts.
func (p *pool) parts(c content) uint64 {
	switch {
	case c == zero:
		return 0
	case c.kind() == many:
		return p.list[c>>shift].parts
	case c.kind() == one:
		return scramble(uint64(c))
	}
	return scramble(uint64(constant)) // what is added to a sum and is none of its terms
}

// plain is the content for a value that is no sum.
func (p *pool) plain(o origin) content {
	if element, ok := o.single(); ok {
		return elementOf(o.inputs, element)
	}
	return p.sumOf(o, o.digest())
}

// sumOf finds or makes the content for a sum of some parts.
func (p *pool) sumOf(o origin, parts uint64) content {
	key := manyElements{o, parts}
	c, ok := p.places[key]
	if !ok {
		c = many | content(len(p.list))<<shift
		p.list = append(p.list, key)
		p.places[key] = c
	}
	return c
}
