package kernel

import cat "github.com/marginrank/marginrank/gen/internal/catalogue"

// A Package describes a package of kernels.
type Package struct {
	Name string // the name of the package, and of its folder
	Doc  string // what the package does, as the rest of a sentence that begins with "Package" and the name

	// Columns lists the arrays, in the order of the fields of Batch. Scalars and Counts list the others.
	Columns []*Column
	Scalars []*Scalar
	Counts  []*Count

	Operations []Operation

	// DTypes lists the element types; nil stands for all four. Tiers lists the instruction sets that get assembly; nil stands for
	// all three. Everything else runs in portable Go.
	DTypes []DType
	Tiers  []Tier
}

// An Operation is a method of the emitted type Batch.
type Operation struct {
	Name    string         // the name of the method
	Doc     string         // what it does, as the rest of a sentence that begins with its name
	Formula func(*Builder) // what it computes for each row; called several times, with the same result
}

// A DType is an element type, by its name.
type DType string

// These are the element types. Float16 and BFloat16 are types of the emitted package. They are computed in float32.
const (
	Float32  DType = "float32"
	Float64  DType = "float64"
	Float16  DType = "float16"
	BFloat16 DType = "bfloat16"
)

// A Tier is an instruction set, by its name.
type Tier string

// These are the instruction sets.
const (
	AVX512 Tier = "avx512" // amd64: AVX-512 F, BW, DQ and VL
	AVX2   Tier = "avx2"   // amd64: AVX2 and F16C
	NEON   Tier = "neon"   // arm64
)

var (
	dtypes = map[DType]*cat.DType{Float32: cat.F32, Float64: cat.F64, Float16: cat.F16, BFloat16: cat.BF16}
	tiers  = map[Tier]cat.Tier{AVX512: cat.AVX512, AVX2: cat.AVX2, NEON: cat.NEON}
)

// dtypes returns the element types of the package, in the order of the catalogue.
func (p *Package) dtypes() []*cat.DType {
	if p.DTypes == nil {
		return cat.DTypes
	}
	var list []*cat.DType
	for _, d := range cat.DTypes {
		for _, wanted := range p.DTypes {
			if dtypes[wanted] == d {
				list = append(list, d)
			}
		}
	}
	return list
}

// tiers returns the assembly tiers of the package, best first.
func (p *Package) tiers() []cat.Tier {
	if p.Tiers == nil {
		return cat.AssemblyTiers
	}
	var list []cat.Tier
	for _, t := range cat.AssemblyTiers {
		for _, wanted := range p.Tiers {
			if tiers[wanted] == t {
				list = append(list, t)
			}
		}
	}
	return list
}
