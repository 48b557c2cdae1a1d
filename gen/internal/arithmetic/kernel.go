package arithmetic

import (
	"slices"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// A Kernel is one emitted operation on one element type. Every tier has a variant of it.
type Kernel struct {
	Operation string   // its name without element type and tier
	Ops       []string // what callers ask for: operations of its family. The first one tells what it does
	File      string   // how the names of the emitted files with it begin
	DType     *cat.DType
	Body      func(Builder) // the formula

	// Given and Absent say when the kernel serves a call: if one of Given is there, and none
	// of Absent is. Of two kernels that serve it, the first one does.
	Given  []Condition
	Absent []Condition
}

// A Condition is a column or a flag of Args, which is there or not.
type Condition struct {
	Column *cat.Column
	Flag   *cat.Flag
}

// Columns makes conditions of columns.
func Columns(list ...*cat.Column) []Condition {
	var all []Condition
	for _, c := range list {
		all = append(all, Condition{Column: c})
	}
	return all
}

// Name is operation, then element type: the dispatcher's function.
func (k *Kernel) Name() string { return k.Operation + k.DType.Name }

// Variant is operation, element type, tier: one emitted kernel.
func (k *Kernel) Variant(t cat.Tier) string { return k.Name() + t.Name }

// A Family is kernels on the same columns, with one type for their arguments.
type Family struct {
	Subject string // what kernels compute, for documentation
	Notes   string // what callers must know of it
	Ops     []Op
	Columns []*cat.Column // outputs first
	Scalars []*cat.Scalar
	Counts  []*cat.Count
	Flags   []*cat.Flag
	Kernels []*Kernel // of each operation together, in the order of the emitted files
}

// An Op is what callers may ask for, with what it does, after its name.
type Op struct{ Name, Doc string }

// Doing lists the kernels that do an operation on an element type.
func (f *Family) Doing(op Op, d *cat.DType) []*Kernel {
	var list []*Kernel
	for _, k := range f.Kernels {
		if k.DType == d && slices.Contains(k.Ops, op.Name) {
			list = append(list, k)
		}
	}
	return list
}
