package hinge

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	ar "github.com/marginrank/marginrank/gen/internal/arithmetic"
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// No two kernels have the same name.
func TestNamesAreUnique(t *testing.T) {
	names, variants := map[string]bool{}, map[string]bool{}
	tiers := append([]cat.Tier{cat.Portable}, cat.AssemblyTiers...)
	for _, k := range Family.Kernels {
		assert.False(t, names[k.Name()], k.Name())
		names[k.Name()] = true
		for _, tier := range tiers {
			assert.False(t, variants[k.Variant(tier)], k.Variant(tier))
			assert.False(t, names[k.Variant(tier)], "%s is a kernel's name too", k.Variant(tier))
			variants[k.Variant(tier)] = true
		}
	}
	assert.Len(t, variants, len(tiers)*len(names))
}

// There is a kernel for every combination, with a name made of operation, form, labels and element type, as
// CONTRIBUTING.md says. Elements of 16 bits have one kernel for gradients with and without losses. The squared hinge has three or
// two kernels for sums, and one for the values of each pair.
func TestEveryCombination(t *testing.T) {
	var want []string
	for _, op := range []string{"Sum", "SumGrad", "Grad", "Each", "EachGrad"} {
		for _, weighted := range []string{"", "Weighted"} {
			for _, ones := range []string{"", "Ones"} {
				for _, d := range []string{"F32", "F64", "F16", "BF16"} {
					if op != "Grad" || d == "F32" || d == "F64" {
						want = append(want, "Hinge"+op+weighted+ones+d)
					}
				}
			}
		}
	}
	for _, d := range []string{"F32", "F64", "F16", "BF16"} {
		for _, op := range []string{"Sum", "SumGrad", "SumGradWeighted", "EachGradWeighted"} {
			if op != "Sum" || d == "F32" || d == "F64" {
				want = append(want, "SquaredHinge"+op+d)
			}
		}
	}
	var names []string
	for _, k := range Family.Kernels {
		names = append(names, k.Name())
	}
	assert.ElementsMatch(t, want, names)
	assert.Len(t, names, (5+5+4+4)*2*2+4+4+3+3)
}

// chosen returns the kernel that serves an operation if the given columns are present and the given flags are
// set.
func chosen(op string, d *cat.DType, columns []*cat.Column, flags []*cat.Flag) *ar.Kernel {
	there := func(c ar.Condition) bool {
		if c.Flag != nil {
			return slices.Contains(flags, c.Flag)
		}
		return slices.Contains(columns, c.Column)
	}
	for _, k := range Family.Doing(ar.Op{Name: op}, d) {
		if (k.Given == nil || slices.ContainsFunc(k.Given, there)) && !slices.ContainsFunc(k.Absent, there) {
			return k
		}
	}
	return nil
}

// A call with weights, margins or counts is served by a weighted kernel, and a call without labels by a kernel
// without labels. Some arguments choose each kernel.
func TestChosen(t *testing.T) {
	reached := map[*ar.Kernel]bool{}
	for _, d := range cat.DTypes {
		for _, op := range Family.Ops {
			for set := range 1 << 6 {
				has := func(bit int) bool { return set>>bit&1 == 1 }
				var there []*cat.Column
				for bit, c := range []*cat.Column{weights, margins, y, signs, upstream} {
					if has(bit) {
						there = append(there, c)
					}
				}
				var flags []*cat.Flag
				if has(5) {
					flags = append(flags, counted)
				}
				name := kernelOf(op.Name, d.Bytes == 2, has(0) || has(1) || has(5), has(2) || has(3))
				k := chosen(op.Name, d, there, flags)
				if assert.NotNil(t, k, name) {
					assert.Equal(t, name+d.Name, k.Name())
					reached[k] = true
				}
			}
		}
	}
	assert.Len(t, reached, len(Family.Kernels))
}

// kernelOf returns the name without element type of the kernel that serves an operation.
func kernelOf(op string, narrow, weighted, labelled bool) string {
	op, squared := strings.CutPrefix(op, "Squared")
	switch {
	case squared && !strings.HasPrefix(op, "Sum"):
		return "SquaredHingeEachGradWeighted"
	case squared && weighted:
		return "SquaredHingeSumGradWeighted"
	case squared && narrow:
		return "SquaredHingeSumGrad"
	case squared:
		return "SquaredHinge" + op
	case op == "Grad" && narrow:
		op = "EachGrad"
	}
	if weighted {
		op += "Weighted"
	}
	if !labelled {
		op += "Ones"
	}
	return "Hinge" + op
}

// The family lists all columns, scalars and counts of its kernels, each once and outputs first. Otherwise they
// would have no field.
func TestColumnsAreListed(t *testing.T) {
	used := &ar.Program{}
	for _, k := range Family.Kernels {
		p := ar.Record(k)
		used.Columns = append(used.Columns, p.Columns...)
		used.Scalars = append(used.Scalars, p.Scalars...)
		used.Counts = append(used.Counts, p.Counts...)
		for _, c := range slices.Concat(k.Given, k.Absent) {
			if c.Flag != nil {
				assert.Contains(t, Family.Flags, c.Flag, k.Name())
			} else {
				assert.Contains(t, Family.Columns, c.Column, k.Name())
			}
		}
	}
	assert.ElementsMatch(t, Family.Columns, once(used.Columns))
	assert.ElementsMatch(t, Family.Scalars, once(used.Scalars))
	assert.ElementsMatch(t, Family.Counts, once(used.Counts))
	assert.Contains(t, Family.Flags, cat.Stream)

	outputs := slices.IndexFunc(Family.Columns, func(c *cat.Column) bool { return !c.Output })
	for i, c := range Family.Columns {
		assert.Equal(t, i < outputs, c.Output, "%s: outputs first", c.Field)
	}
}

func once[T comparable](list []T) []T {
	seen := map[T]bool{}
	return slices.DeleteFunc(list, func(v T) bool {
		was := seen[v]
		seen[v] = true
		return was
	})
}

// No two columns, scalars, counts or flags have the same field or the same name.
func TestFieldsAndNames(t *testing.T) {
	fields := []string{cat.FieldN, cat.FieldSum, cat.FieldLeft}
	var names []string
	for _, c := range columns {
		fields, names = append(fields, c.Field), append(names, c.Name)
	}
	for _, s := range scalars {
		fields, names = append(fields, s.Field), append(names, s.Name)
	}
	for _, c := range counts {
		fields, names = append(fields, c.Field), append(names, c.Name)
	}
	for _, f := range Family.Flags {
		fields = append(fields, f.Field)
	}
	assert.Len(t, once(slices.Clone(fields)), len(fields))
	assert.Len(t, once(slices.Clone(names)), len(names))
}

// A kernel has the columns, scalars and counts that its name says.
func TestColumnsOfKernels(t *testing.T) {
	for _, k := range Family.Kernels {
		f := formOf(k)
		p := ar.Record(k)
		has := func(c *cat.Column) bool { return slices.Contains(p.Columns, c) }
		assert.True(t, has(x1) && has(x2), k.Name())
		assert.Equal(t, f.labelled, has(y) && has(signs), "%s: labels", k.Name())
		assert.Equal(t, f.labelled, has(y) || has(signs), "%s: labels", k.Name())
		for _, c := range []*cat.Column{gx1, gx2, gy} {
			assert.Equal(t, f.grads, has(c), "%s: %s", k.Name(), c.Name)
		}
		assert.Equal(t, f.loss, has(out), "%s: losses", k.Name())
		assert.Equal(t, f.sums, p.Sums, "%s: sum", k.Name())
		assert.Equal(t, f.weighted, has(weights) && has(margins), "%s: weights", k.Name())
		assert.Equal(t, f.weighted, has(weights) || has(margins), "%s: weights", k.Name())
		assert.Equal(t, f.columns, has(upstream), "%s: upstream gradients", k.Name())

		scalar := func(s *cat.Scalar) bool { return slices.Contains(p.Scalars, s) }
		assert.True(t, scalar(margin), k.Name())
		assert.Equal(t, f.grads && (!f.columns || f.mayLackUpstream), scalar(scale), "%s: upstream gradient", k.Name())
		assert.Equal(t, f.weighted || f.mayLackLabel, scalar(weight), "%s: weight", k.Name())
		assert.Equal(t, f.grads || f.weighted && f.sums, scalar(least), "%s: boundary", k.Name())

		if f.weighted && f.sums {
			assert.ElementsMatch(t, counts, p.Counts, k.Name())
		} else {
			assert.Empty(t, p.Counts, k.Name())
		}
		file := "hinge"
		switch {
		case f.squared:
			file = "squared"
		case f.weighted:
			file = "weighted"
		}
		assert.Equal(t, file, k.File, k.Name())
	}
}

// A want says what a kernel must do, by its name.
type want struct {
	sums, loss, grads, columns, labelled, weighted, squared bool

	mayLackUpstream, mayLackLoss, mayLackLabel bool
}

// formOf returns what the name of a kernel says. It does not use the form from which the kernel was made.
func formOf(k *ar.Kernel) want {
	op, squared := strings.CutPrefix(k.Ops[0], "Squared")
	w := want{
		labelled:     !slices.Contains(k.Absent, ar.Condition{Column: y}),
		weighted:     strings.Contains(k.Operation, "Weighted"),
		squared:      squared,
		mayLackLabel: squared,
	}
	switch op {
	case "Sum":
		w.sums = true
	case "SumGrad":
		w.sums, w.grads = true, true
	case "Grad":
		w.grads, w.columns, w.mayLackUpstream = true, true, true
	case "Each":
		w.loss = true
	case "EachGrad":
		w.loss, w.grads, w.columns = true, true, true
		w.mayLackLoss = len(k.Ops) > 1
		w.mayLackUpstream = w.mayLackLoss
	}
	return w
}
