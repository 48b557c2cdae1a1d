package audit

// An origin says from which elements a value was computed.
type origin struct {
	inputs   uint16                   // a bit for each input
	elements [maxElements / 64]uint64 // a bit for each number of an element
	mixed    bool                     // not all of these inputs have contributed elements with all of these numbers
}

// originOf returns the origin with elements lo to hi-1 of the given inputs.
func originOf(inputs uint16, lo, hi int) origin {
	o := origin{inputs: inputs}
	for i := lo; i < min(hi, maxElements); i++ {
		o.elements[i/64] |= 1 << (i % 64)
	}
	return o
}

// with returns the origin with the elements of both.
func (o origin) with(other origin) origin {
	switch {
	case o.inputs == 0:
		return other
	case other.inputs == 0:
		return o
	}
	o.mixed = o.mixed || other.mixed || o.inputs != other.inputs && o.elements != other.elements
	o.inputs |= other.inputs
	for i, word := range other.elements {
		o.elements[i] |= word
	}
	return o
}

// hash returns a number that stands for a value with this origin that is not a sum.
func (o *origin) hash() uint64 {
	return hash(uint64(o.inputs), o.elements[0], o.elements[1], o.elements[2], o.elements[3])
}
