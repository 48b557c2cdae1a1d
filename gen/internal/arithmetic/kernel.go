package arithmetic

import (
	"slices"

	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// A Kernel is one emitted operation on one element type. Every tier has a variant of it.
type Kernel struct {
	Operation string   // its name without element type and tier
	Ops       []string // the operations of its family that it serves; the first one says what it does
	File      string   // the beginning of the names of the emitted files that have it
	DType     *cat.DType
	Body      func(Builder) // the formula
	// Compact says that short code is worth some speed: nothing is stored past the caches, and a turn of a sum is one row if a row
	// is more than one vector.
	Compact bool

	// The kernel can serve a call if one of the Given conditions holds, or there are none, and if no Absent
	// condition holds. The first kernel that can serve a call serves it.
	Given  []Condition
	Absent []Condition
}

// A Condition holds if a column of Args is not nil, or if a flag of Args is set.
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

// Name returns operation and element type: the name of the dispatcher's function.
func (k *Kernel) Name() string { return k.Operation + k.DType.Name }

// Variant returns operation, element type and tier: the name of an emitted kernel.
func (k *Kernel) Variant(t cat.Tier) string { return k.Name() + t.Name }

// A Family is a set of kernels on the same columns, with the same type of arguments.
type Family struct {
	Subject string // what the kernels compute, for documentation
	Notes   string // what callers must know, for documentation
	Ops     []Op
	Columns []*cat.Column // outputs first
	Scalars []*cat.Scalar
	Counts  []*cat.Count
	Flags   []*cat.Flag
	Kernels []*Kernel // in the order of the emitted files; the kernels of an operation follow each other
}

// Sums reports whether a kernel of the family adds up terms.
func (f *Family) Sums() bool {
	return slices.ContainsFunc(f.Kernels, func(k *Kernel) bool { return Record(k).Sums })
}

// An Op is an operation that callers can ask for. Doc completes a sentence that begins with its name.
type Op struct{ Name, Doc string }

// Doing lists the kernels that serve an operation on an element type.
func (f *Family) Doing(op Op, d *cat.DType) []*Kernel {
	var list []*Kernel
	for _, k := range f.Kernels {
		if k.DType == d && slices.Contains(k.Ops, op.Name) {
			list = append(list, k)
		}
	}
	return list
}
