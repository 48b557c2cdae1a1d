package catalogue

// A Column is an array with one element per pair. It has everything that a backend needs to know: no backend refers to a column by
// its name.
type Column struct {
	Field  string // of the emitted type Args
	Name   string // in the emitted code
	Output bool
	Elem   *DType // nil: the element type of the kernel
	// Optional says that the array may be nil: an output that the call does not want, or an input that a scalar or
	// another column replaces.
	Optional bool
	// Rare says that most calls lack the optional array. Its code is out of the loop, so that these calls are not
	// slower for it.
	Rare     bool
	PlusZero bool // -0 in the array stands for +0
}

// ElementOf is the type of the column's elements in kernels on elements of type d.
func (c *Column) ElementOf(d *DType) *DType {
	if c.Elem != nil {
		return c.Elem
	}
	return d
}

// A Scalar is one value for all pairs, in compute precision.
type Scalar struct {
	Field string // of the emitted type Args
	Name  string // in the emitted code
	Tiny  bool   // it is +0 or the smallest positive number, whose bits are 0 or 1
}

// A Count is a result that counts pairs.
type Count struct {
	Field string // of the emitted type Args
	Name  string // in the emitted code
}

// A Flag is a choice of the caller.
type Flag struct {
	Field string // of the emitted type Args
}

// Fields of Args that every family has: the number of pairs, and the results of a sum.
const (
	FieldN    = "N"
	FieldSum  = "Sum"
	FieldLeft = "Left"
)

// Stream asks for stores around the caches.
var Stream = &Flag{Field: "Stream"}
