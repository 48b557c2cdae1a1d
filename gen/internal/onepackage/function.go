package onepackage

import (
	"slices"

	"github.com/marginrank/marginrank/gen/internal/arithmetic"
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// A function is a kernel with what it uses of its package.
type function struct {
	*Kernel
	Columns  []*Column // those that must be present first
	Scalars  []*Scalar
	Defaults []*Column // optional inputs
	Counts   []*Count
	Sums     bool
}

func newFunction(p *Package, k *Kernel, d *cat.DType) *function {
	program := arithmetic.Record(k.kernel(d))
	f := &function{Kernel: k, Sums: program.Sums}
	for _, c := range p.Columns {
		if slices.Contains(program.Columns, &c.Column) {
			f.Columns = append(f.Columns, c)
			if c.Default != nil {
				f.Defaults = append(f.Defaults, c)
			}
		}
	}
	slices.SortStableFunc(f.Columns, func(a, b *Column) int {
		switch {
		case a.Optional == b.Optional:
			return 0
		case a.Optional:
			return 1
		}
		return -1
	})
	for _, s := range p.Scalars {
		if slices.Contains(program.Scalars, &s.Scalar) {
			f.Scalars = append(f.Scalars, s)
		}
	}
	for _, c := range p.Counts {
		if slices.Contains(program.Counts, &c.Count) {
			f.Counts = append(f.Counts, c)
		}
	}
	return f
}

// names lists the fields of the columns for which want is true.
func (f *function) names(want func(*Column) bool) []string {
	var all []string
	for _, c := range f.Columns {
		if want(c) {
			all = append(all, c.Field)
		}
	}
	return all
}

// Inputs, OptionalInputs, Outputs and OptionalOutputs list the fields of the arrays.
func (f *function) Inputs() []string {
	return f.names(func(c *Column) bool { return !c.Output })
}

func (f *function) OptionalInputs() []string {
	return f.names(func(c *Column) bool { return !c.Output && c.Optional })
}

func (f *function) Outputs() []string {
	return f.names(func(c *Column) bool { return c.Output })
}

func (f *function) OptionalOutputs() []string {
	return f.names(func(c *Column) bool { return c.Output && c.Optional })
}

// Optionals lists all that may be absent, the inputs first.
func (f *function) Optionals() []string { return append(f.OptionalInputs(), f.OptionalOutputs()...) }

// Required lists all arrays but the first that may not be absent.
func (f *function) Required() []string {
	return f.names(func(c *Column) bool { return !c.Optional && c != f.Columns[0] })
}

// First is an array that may not be absent.
func (f *function) First() string { return f.Columns[0].Field }

// Usage says which fields the function uses.
func (f *function) Usage() string {
	text := "It reads " + list(f.Inputs())
	if len(f.Scalars) > 0 {
		var names []string
		for _, s := range f.Scalars {
			names = append(names, s.Field)
		}
		text += ", with " + list(names)
	}
	text += "."
	if outputs := f.names(func(c *Column) bool { return c.Output && !c.Optional }); outputs != nil {
		text += " It stores " + list(outputs) + "."
	}
	if optional := f.OptionalOutputs(); optional != nil {
		is := " is"
		if len(optional) > 1 {
			is = " are"
		}
		text += " " + list(optional) + is + " stored unless nil."
	}
	if inputs := f.OptionalInputs(); inputs != nil {
		text += " " + list(inputs) + " may be nil."
	}
	return text
}

// Reference returns the statements of the formula for one row.
func (f *function) Reference() []string { return reference(f.Kernel) }

// RequiredInputs lists the inputs that may not be absent.
func (f *function) RequiredInputs() []string {
	return f.names(func(c *Column) bool { return !c.Output && !c.Optional })
}
