package catalogue

// A DType is an element type of the arrays.
type DType struct {
	Name    string // the name in the names of kernels
	Bytes   int    // the size of an element
	Compute Float  // the compute precision
}

// These are the element types.
var (
	F32  = &DType{Name: "F32", Bytes: 4, Compute: Float32}
	F64  = &DType{Name: "F64", Bytes: 8, Compute: Float64}
	F16  = &DType{Name: "F16", Bytes: 2, Compute: Float32}
	BF16 = &DType{Name: "BF16", Bytes: 2, Compute: Float32}
)

// DTypes lists every element type.
var DTypes = []*DType{F32, F64, F16, BF16}

// Int8 is the type of int8 labels. It is not an element type of scores.
var Int8 = &DType{Name: "I8", Bytes: 1}

// Compensated reports whether the lanes of a sum keep their rounding errors. Only float64 elements need that,
// since float64 lanes have bits to spare for narrower elements.
func (d *DType) Compensated() bool { return d.Compute == Float64 }

// A Float is a precision in which kernels compute.
type Float int

const (
	Float32 Float = iota
	Float64
)

// Bytes returns the size of a value of this precision.
func (f Float) Bytes() int { return 4 << f }

func (f Float) String() string { return [...]string{"float32", "float64"}[f] }
