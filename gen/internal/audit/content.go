package audit

import "math/bits"

// A content is what the audit knows of a byte in a register or in the frame: nothing of its
// value, unless no data went into it, but where its value comes from.
type content uint64

const (
	never    content = iota // never written
	above                   // the zero above what a narrower instruction wrote
	constant                // some value that no array went into
	known                   // a value that is known, in the bits from shift on
	one                     // of one element: see elementOf
	many                    // of many elements: a place in the machine's list

	kinds = 7
	shift = 3

	zero = known
	ones = known | 0xff<<shift
)

func (c content) kind() content { return c & kinds }

// knownByte is a byte that is known.
func knownByte(b byte) content { return known | content(b)<<shift }

func (c content) byte() byte { return byte(c >> shift) }

// isData reports whether elements of arrays went into c.
func (c content) isData() bool { return c.kind() >= one }

// elementOf is what was computed from the elements with one number of some inputs. These
// are numbered; the set has a bit for each.
func elementOf(inputs uint16, element int) content {
	return one | content(inputs)<<shift | content(element)<<(shift+16)
}

// An origin is the elements that went into a value: for some inputs the elements of the
// same numbers.
type origin struct {
	inputs   uint16
	elements [maxElements / 64]uint64
	// mixed: not the same of all inputs; then elements are those of any.
	mixed bool
}

// originOf is the elements of some inputs from lo to before hi.
func originOf(inputs uint16, lo, hi int) origin {
	o := origin{inputs: inputs}
	for i := lo; i < min(hi, maxElements); i++ {
		o.elements[i/64] |= 1 << (i % 64)
	}
	return o
}

// maxElements is the most that an audited call has.
const maxElements = 256

// single returns the only element, if there is one.
func (o origin) single() (element int, ok bool) {
	n := 0
	for i, word := range o.elements {
		if word != 0 {
			element = 64*i + bits.TrailingZeros64(word)
			n += bits.OnesCount64(word)
		}
	}
	return element, n == 1 && !o.mixed
}

// with is the elements of both.
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

// has reports whether an element of some input is among them. If they are mixed, it may be.
func (o origin) has(input, element int) bool {
	return o.inputs>>input&1 != 0 && o.elements[element/64]>>(element%64)&1 != 0
}

// digest is what a value is known by that is no sum.
func (o origin) digest() uint64 {
	h := uint64(o.inputs)
	for _, word := range o.elements {
		h = scramble(h ^ word)
	}
	return h
}

// scramble spreads bits: two sums of a few scrambled numbers are hardly ever the same by chance
// (Steele, Lea and Flood, Fast splittable pseudorandom number generators, 2014).
func scramble(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
