package audit

// A content is what the machine knows of a byte in a register or in the frame. It knows from which
// elements of the inputs the byte was computed, and by which formula. It knows the value only if no
// element was needed.
type content uint64

const (
	never    content = iota // never written
	above                   // the zero above what a narrower instruction wrote
	constant                // a value that depends on no element
	known                   // such a value, which is in the bits from shift on
	one                     // computed from elements of one number: see oneElement
	many                    // computed from more: a place in the list of the pool

	kinds = 7
	shift = 3

	zero = known
	ones = known | 0xff<<shift
)

func (c content) kind() content { return c & kinds }

// knownByte is a byte that is known.
func knownByte(b byte) content { return known | content(b)<<shift }

func (c content) byte() byte { return byte(c >> shift) }

// isData reports whether c was computed from elements.
func (c content) isData() bool { return c.kind() >= one }

// Where the parts of a oneElement are.
const (
	elementShift = shift + 16
	formulaShift = 32
)

// maxElements is the most that an audited call has.
const maxElements = 256

// oneElement is what some formula made of the elements of one number of some inputs. The set has a bit
// for each input. Constants have formulas, too.
func oneElement(inputs uint16, element int, formula uint32) content {
	return one | content(inputs)<<shift | content(element)<<elementShift | content(formula)<<formulaShift
}

func (c content) inputs() uint16  { return uint16(c >> shift) }
func (c content) element() int    { return int(c>>elementShift) & (maxElements - 1) }
func (c content) formula() uint32 { return uint32(c >> formulaShift) }

// withoutFormula is c, however it was computed.
func (c content) withoutFormula() content { return c & (1<<formulaShift - 1) }

// hash stands for what some parts are put together to. Two hashes are hardly ever the same by chance
// (Steele, Lea and Flood, Fast splittable pseudorandom number generators, 2014).
func hash(parts ...uint64) (h uint64) {
	for _, x := range parts {
		x += h + 0x9e3779b97f4a7c15
		x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
		x = (x ^ x>>27) * 0x94d049bb133111eb
		h = x ^ x>>31
	}
	return h
}
