package onepackage

import (
	"slices"
	"strings"

	"github.com/marginrank/marginrank/gen/internal/arithmetic"
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// A Package says what to write.
type Package struct {
	Name    string
	Doc     string // completes a sentence that begins with "Package" and the name
	DTypes  []*cat.DType
	Tiers   []cat.Tier // in assembly
	Columns []*Column
	Scalars []*Scalar
	Counts  []*Count
	Kernels []*Kernel
}

// A Column is a column with its documentation. An optional input has a number that stands for it.
type Column struct {
	cat.Column
	Doc       string
	Default   *cat.Scalar // the scalar that holds Otherwise, or nil
	Otherwise float64
}

// A Scalar is a scalar with its documentation, and a Count is a count with its own.
type Scalar struct {
	cat.Scalar
	Doc string
}

type Count struct {
	cat.Count
	Doc string
}

// A Kernel is a formula, which becomes a function for all element types.
type Kernel struct {
	Name string // of the function
	Doc  string // completes a sentence that begins with the name
	Body func(arithmetic.Builder)
}

// Local returns the name that begins with a small letter.
func Local(name string) string { return strings.ToLower(name[:1]) + name[1:] }

// kernel returns a kernel on an element type.
func (k *Kernel) kernel(d *cat.DType) *arithmetic.Kernel {
	return &arithmetic.Kernel{Operation: Local(k.Name), Ops: []string{k.Name}, File: Local(k.Name), DType: d, Body: k.Body, Compact: true}
}

// family returns the kernels on all element types.
func (p *Package) family() *arithmetic.Family {
	f := &arithmetic.Family{Subject: p.Name}
	for _, c := range p.outputsFirst() {
		f.Columns = append(f.Columns, &c.Column)
	}
	for _, s := range p.Scalars {
		f.Scalars = append(f.Scalars, &s.Scalar)
	}
	for _, c := range p.Columns {
		if c.Default != nil {
			f.Scalars = append(f.Scalars, c.Default)
		}
	}
	for _, c := range p.Counts {
		f.Counts = append(f.Counts, &c.Count)
	}
	for _, k := range p.Kernels {
		f.Ops = append(f.Ops, arithmetic.Op{Name: k.Name, Doc: k.Doc})
	}
	for _, d := range p.DTypes {
		for _, k := range p.Kernels {
			f.Kernels = append(f.Kernels, k.kernel(d))
		}
	}
	return f
}

func (p *Package) outputsFirst() []*Column {
	var outputs, inputs []*Column
	for _, c := range p.Columns {
		if c.Output {
			outputs = append(outputs, c)
		} else {
			inputs = append(inputs, c)
		}
	}
	return append(outputs, inputs...)
}

// layout returns where the files go.
func (p *Package) layout() *cat.Layout {
	var dtypes []*cat.DType
	for _, d := range cat.DTypes {
		if slices.Contains(p.DTypes, d) {
			dtypes = append(dtypes, d)
		}
	}
	var tiers []cat.Tier
	for _, t := range cat.AssemblyTiers {
		if slices.Contains(p.Tiers, t) {
			tiers = append(tiers, t)
		}
	}
	return cat.OnePackage(p.Name, dtypes, tiers)
}
