package catalogue

// A Column is an array with one element per pair. It has everything that a backend needs to know: no backend refers to a column by
// its name.
type Column struct {
	Field  string // the field of the emitted type Args
	Name   string // the name in emitted code
	Output bool
	Elem   *DType // the type of its elements, or nil if it is the element type of the kernel
	// Optional says that the array may be nil: an output that is not wanted, or an input for which a scalar or
	// another column stands.
	Optional bool
	// Rare says that most calls lack the optional array. Its code is out of the loop, so that these calls are not
	// slower for it.
	Rare     bool
	PlusZero bool // -0 in the array is taken as +0
}

// ElementOf returns the type of the column's elements in kernels on elements of type d.
func (c *Column) ElementOf(d *DType) *DType {
	if c.Elem != nil {
		return c.Elem
	}
	return d
}

// A Scalar is one value for all pairs, in compute precision.
type Scalar struct {
	Field string // the field of the emitted type Args
	Name  string // the name in emitted code
	Tiny  bool   // the value is +0 or the smallest positive number, whose bits are 0 and 1
}

// A Count is a result that counts pairs.
type Count struct {
	Field string // the field of the emitted type Args
	Name  string // the name in emitted code
}

// A Flag is a choice of the caller.
type Flag struct {
	Field string // the field of the emitted type Args
}

// Every family has these fields of Args: the number of pairs, and the results of a sum.
const (
	FieldN    = "N"
	FieldSum  = "Sum"
	FieldLeft = "Left"
)

// Stream asks for stores past the caches.
var Stream = &Flag{Field: "Stream"}
