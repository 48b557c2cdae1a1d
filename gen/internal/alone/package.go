package alone

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/marginrank/marginrank/gen/internal/arithmetic"
	"github.com/marginrank/marginrank/gen/internal/assembly"
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
	"github.com/marginrank/marginrank/gen/internal/golang"
)

// A Package is a package that is to be written.
type Package struct {
	Name, Doc string
	Family    *arithmetic.Family
	DTypes    []*cat.DType
	Tiers     []cat.Tier          // best first
	Docs      map[string]string   // what the columns, scalars and counts are, by their fields
	IfNil     map[string]*Default // what stands for inputs that are nil, by their fields
}

// A Default stands for the elements of an input that is nil: a number, or a scalar of the caller.
type Default struct {
	Value  float64
	Scalar *cat.Scalar
}

// Files returns the files of the package, by their names.
func (p *Package) Files() (map[string][]byte, error) {
	layout := cat.OnePackage(p.Name, p.DTypes, p.Tiers)
	files, err := assembly.Kernels(p.Family, layout)
	if err != nil {
		return nil, err
	}
	maps.Copy(files, golang.Kernels(p.Family, layout))
	d := p.data(layout)
	names := []string{"doc.go", "batch.go", "column.go", "types.go", "tier.go",
		"kernels_test.go", "reference_test.go", "fence_test.go", "fence_unix_test.go", "fence_other_test.go"}
	for _, arch := range layout.Architectures() {
		names = append(names, "tier_"+arch+".go")
	}
	names = append(names, "tier_none.go")
	for _, half := range d.Halves {
		names = append(names, strings.ToLower(half.Go)+".go")
	}
	for _, name := range names {
		text, err := render(name, d)
		if err != nil {
			return nil, err
		}
		files[name] = text
	}
	return files, nil
}

// data is what the templates of a package need.
type data struct {
	Name, Doc, Variable, Constraint string
	Columns                         []column
	Scalars                         []named // the fields of Batch
	Counts                          []named
	Operations                      []operation
	DTypes, Halves                  []dtype
	TiersUp, AMD64                  []tier
	Sums, Wide, Narrow              bool
	MathInBatch, MathInReference    bool // the file uses package math
	Chunk                           int
}

type named struct{ Field, Lower, Doc, Value string }

type column struct {
	named
	Output, Optional, Int8 bool
	IfNil                  string // a sentence for Batch
	Otherwise              string // Go for what stands for nil
}

type operation struct {
	Name, Lower, Doc string
	Sums             bool
	Columns          []column
	Scalars          []named // with those that stand for inputs that are nil
	OwnScalars       []named // fields of Batch
	Counts           []named
	Formula          []string
}

type dtype struct{ Go, Word, Const, C, Element string }

type tier struct{ Const, Word, Doc, Features string }

func (p *Package) data(l *cat.Layout) *data {
	d := &data{Name: p.Name, Doc: p.Doc, Variable: strings.ToUpper(p.Name) + "_TIER", Constraint: l.WithoutAssembly(), Chunk: cat.Chunk}
	spare := map[string]bool{}
	for _, c := range p.Family.Columns {
		d.Columns = append(d.Columns, p.column(c))
		if n := p.IfNil[c.Field]; n != nil && n.Scalar == nil {
			spare[c.Field+"IfNil"] = true
		}
	}
	for _, s := range p.Family.Scalars {
		if !spare[s.Field] {
			d.Scalars = append(d.Scalars, p.named(s.Field, s.Name))
		}
	}
	for _, c := range p.Family.Counts {
		d.Counts = append(d.Counts, p.named(c.Field, c.Name))
	}
	for _, op := range p.Family.Ops {
		o := p.operation(op, spare)
		d.Operations = append(d.Operations, o)
		d.Sums = d.Sums || o.Sums
		for _, s := range o.Scalars {
			d.MathInBatch = d.MathInBatch || usesMath(s.Value)
		}
		for _, c := range o.Columns {
			d.MathInReference = d.MathInReference || usesMath(c.Otherwise)
		}
		d.MathInReference = d.MathInReference || slices.ContainsFunc(o.Formula, usesMath)
	}
	d.MathInBatch = d.MathInBatch || d.Sums
	for _, e := range p.DTypes {
		t := dtypes[e]
		t.Const = l.Name(e.Name)
		d.DTypes = append(d.DTypes, t)
		if e.Bytes == 2 {
			d.Halves = append(d.Halves, t)
		}
		d.Wide, d.Narrow = d.Wide || e.Compute == cat.Float64, d.Narrow || e.Compute == cat.Float32
	}
	for _, t := range slices.Backward(p.Tiers) {
		of := tiers[t.Name]
		of.Const, of.Word = t.Name, strings.ToLower(t.Name)
		d.TiersUp = append(d.TiersUp, of)
		if t.GOARCH == "amd64" {
			d.AMD64 = append(d.AMD64, of)
		}
	}
	return d
}

// widest returns the element type with the most precise constants.
func (p *Package) widest() *cat.DType {
	for _, d := range p.DTypes {
		if d.Compute == cat.Float64 {
			return d
		}
	}
	return p.DTypes[0]
}

func usesMath(text string) bool { return strings.Contains(text, "math.") }

func (p *Package) named(field, lower string) named {
	return named{Field: field, Lower: lower, Doc: p.Docs[field], Value: "b." + field}
}

func (p *Package) column(c *cat.Column) column {
	of := column{named: p.named(c.Field, c.Name), Output: c.Output, Optional: c.Optional, Int8: c.Elem == cat.Int8}
	n := p.IfNil[c.Field]
	switch {
	case c.Output && c.Optional:
		of.IfNil = " It is nil if they are not wanted."
	case n != nil && n.Scalar != nil:
		of.IfNil, of.Otherwise = " If it is nil, "+n.Scalar.Field+" stands for every element.", "r."+n.Scalar.Name
	case n != nil:
		of.IfNil, of.Otherwise = fmt.Sprintf(" If it is nil, every element counts as %v.", n.Value), literal("C", n.Value)
	}
	return of
}

func (p *Package) operation(op arithmetic.Op, spare map[string]bool) operation {
	program := arithmetic.Record(p.Family.Doing(op, p.widest())[0])
	o := operation{Name: op.Name, Doc: op.Doc, Sums: program.Sums, Formula: formula(program)}
	o.Lower = strings.ToLower(op.Name[:1]) + op.Name[1:]
	for _, c := range program.Columns {
		o.Columns = append(o.Columns, p.column(c))
	}
	for _, s := range program.Scalars {
		of := p.named(s.Field, s.Name)
		if input := strings.TrimSuffix(s.Field, "IfNil"); spare[s.Field] {
			of.Value = literal("float64", p.IfNil[input].Value)
		} else {
			o.OwnScalars = append(o.OwnScalars, of)
		}
		o.Scalars = append(o.Scalars, of)
	}
	for _, c := range program.Counts {
		o.Counts = append(o.Counts, p.named(c.Field, c.Name))
	}
	return o
}

var dtypes = map[*cat.DType]dtype{
	cat.F32: {Go: "float32", Word: "float32", C: "float32",
		Element: "element[float32, float32]{func(v float32) float32 { return v }, func(x float32) float32 { return x }, 24, -126, 127}"},
	cat.F64: {Go: "float64", Word: "float64", C: "float64",
		Element: "element[float64, float64]{func(v float64) float64 { return v }, func(x float64) float64 { return x }, 53, -1022, 1023}"},
	cat.F16:  {Go: "Float16", Word: "float16", C: "float32", Element: "element[Float16, float32]{Float16.Float32, Float16FromFloat32, 11, -14, 15}"},
	cat.BF16: {Go: "BFloat16", Word: "bfloat16", C: "float32", Element: "element[BFloat16, float32]{BFloat16.Float32, BFloat16FromFloat32, 8, -126, 127}"},
}

var tiers = map[string]tier{
	cat.NEON.Name:   {Doc: "arm64: Advanced SIMD"},
	cat.AVX2.Name:   {Doc: "amd64: AVX, AVX2, F16C", Features: "cpu.X86.HasAVX, cpu.X86.HasAVX2, cpu.X86.HasF16C"},
	cat.AVX512.Name: {Doc: "amd64: AVX-512 F, BW, DQ, VL, and AVX2", Features: "cpu.X86.HasAVX, cpu.X86.HasAVX2, cpu.X86.HasAVX512F, cpu.X86.HasAVX512BW, cpu.X86.HasAVX512DQ, cpu.X86.HasAVX512VL"},
}
