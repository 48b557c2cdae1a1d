package kernel

import (
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
	"github.com/marginrank/marginrank/gen/internal/onepackage"
)

// A Package says what to write. All its kernels may use all its columns, scalars and counts.
type Package struct {
	Name    string // of the package, and of its folder
	Doc     string // completes a sentence that begins with "Package" and the name
	DTypes  []DType
	Tiers   []Tier // the instruction sets in assembly; portable Go is always there
	Columns []*Column
	Scalars []*Scalar
	Counts  []*Count
	Kernels []Kernel
}

// A Kernel becomes a function of the package.
type Kernel struct {
	Name string // of the function: ASCII letters and digits, of which the first one is a capital letter
	Doc  string // completes a sentence that begins with the name, such as "adds up the losses"
	// Formula calls the methods of its Builder in the order in which they are to be computed. It is called several times, and must
	// do the same each time.
	Formula func(*Builder)
}

// A DType is an element type: all arrays of a call have the same one.
type DType string

// These are the element types. Kernels on elements of 16 bits compute in float32, and round what they store once.
const (
	Float32  DType = "float32"
	Float64  DType = "float64"
	Float16  DType = "float16"
	BFloat16 DType = "bfloat16"
)

var dtypes = map[DType]*cat.DType{Float32: cat.F32, Float64: cat.F64, Float16: cat.F16, BFloat16: cat.BF16}

// A Tier is an instruction set.
type Tier string

// These are the instruction sets. The written package finds out which of them the CPU has.
const (
	AVX512 Tier = "avx512" // amd64: AVX-512 F, BW, DQ, VL, and AVX2
	AVX2   Tier = "avx2"   // amd64: AVX, AVX2, F16C
	NEON   Tier = "neon"   // arm64: Advanced SIMD
)

var tiers = map[Tier]cat.Tier{AVX512: cat.AVX512, AVX2: cat.AVX2, NEON: cat.NEON}

// A Column is an array with one element per pair. It becomes a field of the package's type Batch.
type Column struct{ column onepackage.Column }

// Input returns an array that kernels load. Its name is that of the field, and doc describes it in a few words.
func Input(name, doc string) *Column { return newColumn(name, doc, cat.Column{}) }

// OptionalInput returns an input that may be nil. The number otherwise stands for it then.
func OptionalInput(name string, otherwise float64, doc string) *Column {
	c := newColumn(name, doc, cat.Column{Optional: true})
	c.column.Otherwise = otherwise
	c.column.Default = &cat.Scalar{Field: name + "Default", Name: c.column.Name + "Default"}
	return c
}

// Output returns an array to which kernels store.
func Output(name, doc string) *Column { return newColumn(name, doc, cat.Column{Output: true}) }

// OptionalOutput returns an output that may be nil. Nothing is stored then.
func OptionalOutput(name, doc string) *Column {
	return newColumn(name, doc, cat.Column{Output: true, Optional: true})
}

func newColumn(name, doc string, c cat.Column) *Column {
	c.Field, c.Name = name, local(name)
	return &Column{onepackage.Column{Column: c, Doc: line(doc)}}
}

// A Scalar is a number that all pairs of a call share. It becomes a float64 field of type Batch, which a call rounds to the precision
// in which the kernel computes.
type Scalar struct{ scalar onepackage.Scalar }

// Parameter returns a scalar. Its name is that of the field, and doc describes it in a few words.
func Parameter(name, doc string) *Scalar {
	return &Scalar{onepackage.Scalar{Scalar: cat.Scalar{Field: name, Name: local(name)}, Doc: line(doc)}}
}

// A Count counts the pairs for which something is true. It becomes a field of the package's type Result.
type Count struct{ count onepackage.Count }

// Counter returns a count. Its name is that of the field, and doc describes in a few words what is counted.
func Counter(name, doc string) *Count {
	return &Count{onepackage.Count{Count: cat.Count{Field: name, Name: local(name)}, Doc: line(doc)}}
}

// local returns the name of a variable for a field. What is no name at all is reported later.
func local(name string) string {
	if name == "" {
		return ""
	}
	return onepackage.Local(name)
}
