package audit

// A content is what the machine knows about a byte in a register or in the frame: from which elements of the
// inputs the byte was computed, and by which formula. The machine knows the value only of bytes that do not
// depend on elements.
type content uint64

const (
	never    content = iota // never written
	above                   // a zero above the bytes that a narrower instruction wrote
	constant                // an unknown value that does not depend on elements
	known                   // a known value, which is in the bits from shift on
	one                     // computed from elements with the same number: see oneElement
	many                    // computed from elements with several numbers: an index of the pool's list

	kinds = 7
	shift = 3

	zero = known
	ones = known | 0xff<<shift
)

func (c content) kind() content { return c & kinds }

// knownByte returns the content of a byte with a known value.
func knownByte(b byte) content { return known | content(b)<<shift }

func (c content) byte() byte { return byte(c >> shift) }

// isData reports whether c was computed from elements.
func (c content) isData() bool { return c.kind() >= one }

// These are the places of the parts of a oneElement.
const (
	elementShift = shift + 16
	formulaShift = 32
)

// maxElements is the largest number of elements of an audited call.
const maxElements = 256

// oneElement returns the content of a byte that a formula made of the elements with one number, from one or more
// inputs. inputs has a bit for each input. Without inputs, the byte is a constant, which also has a formula.
func oneElement(inputs uint16, element int, formula uint32) content {
	return one | content(inputs)<<shift | content(element)<<elementShift | content(formula)<<formulaShift
}

func (c content) inputs() uint16  { return uint16(c >> shift) }
func (c content) element() int    { return int(c>>elementShift) & (maxElements - 1) }
func (c content) formula() uint32 { return uint32(c >> formulaShift) }

// withoutFormula returns c without the formula by which it was computed.
func (c content) withoutFormula() content { return c & (1<<formulaShift - 1) }

// hash returns a number that stands for the sequence of parts. Different sequences have the same hash only by a
// very unlikely chance (Steele, Lea and Flood, Fast splittable pseudorandom number generators, 2014).
func hash(parts ...uint64) (h uint64) {
	for _, x := range parts {
		x += h + 0x9e3779b97f4a7c15
		x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
		x = (x ^ x>>27) * 0x94d049bb133111eb
		h = x ^ x>>31
	}
	return h
}
