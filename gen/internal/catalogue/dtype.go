package catalogue

// A DType is an element type of the arrays.
type DType struct {
	Name    string // as in kernel names
	Bytes   int    // size of an element
	Compute Float  // precision of the arithmetic
}

// The element types.
var (
	F32  = &DType{Name: "F32", Bytes: 4, Compute: Float32}
	F64  = &DType{Name: "F64", Bytes: 8, Compute: Float64}
	F16  = &DType{Name: "F16", Bytes: 2, Compute: Float32}
	BF16 = &DType{Name: "BF16", Bytes: 2, Compute: Float32}
)

// DTypes lists every element type.
var DTypes = []*DType{F32, F64, F16, BF16}

// Int8 is the type of signs. It is no element type: labels alone use it.
var Int8 = &DType{Name: "I8", Bytes: 1}

// Compensated reports whether the lanes of a sum carry their rounding errors.
// Narrower elements leave float64 lanes bits to spare; float64 elements don't.
func (d *DType) Compensated() bool { return d.Compute == Float64 }

// A Float is a precision in which kernels compute.
type Float int

const (
	Float32 Float = iota
	Float64
)

// Bytes is the size of a value of this precision.
func (f Float) Bytes() int { return 4 << f }

func (f Float) String() string { return [...]string{"float32", "float64"}[f] }
