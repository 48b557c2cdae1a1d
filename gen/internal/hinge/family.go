package hinge

import (
	"slices"

	ar "github.com/marginrank/marginrank/gen/internal/arithmetic"
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// Family is what this module emits.
var Family = &ar.Family{
	Ops:     ops,
	Columns: columns,
	Scalars: scalars,
	Counts:  counts,
	Flags:   []*cat.Flag{counted, cat.Stream},
	Kernels: kernels(),
}

// The operations, and what each stores.
var (
	ops = []ar.Op{
		{Name: "Sum", Doc: "adds up the losses"},
		{Name: "SumGrad", Doc: "adds up the losses and stores the gradients that are not nil"},
		{Name: "Each", Doc: "stores the loss of each pair"},
		{Name: "EachGrad", Doc: "stores the losses and the gradients that are not nil"},
	}
	forms = map[string]form{
		"Sum":      {sums: true},
		"SumGrad":  {sums: true, grads: true},
		"Each":     {loss: true},
		"EachGrad": {loss: true, grads: true},
	}
)

// kernels lists those that there are. Elements of float32 and float64 have one kernel for
// pairs without labels, which saves a product in places where nothing else takes longer. All
// others multiply by 1, as widening and weights take longer.
func kernels() []*ar.Kernel {
	var all []*ar.Kernel
	for _, d := range cat.DTypes {
		wide := d.Bytes == d.Compute.Bytes()
		for _, op := range ops {
			f := forms[op.Name]
			add := func(suffix, file string, f form, given, absent []ar.Condition) {
				all = append(all, &ar.Kernel{Operation: "Hinge" + op.Name + suffix, Op: op.Name, File: file, DType: d, Body: f.body,
					Given: given, Absent: absent})
			}
			weighted := f
			weighted.weighted, weighted.labelled, weighted.allOnes = true, true, true
			add("Weighted", "weighted", weighted, slices.Concat(ar.Columns(weights, margins), []ar.Condition{{Flag: counted}}), nil)
			if wide {
				add("Ones", "hinge", f, nil, ar.Columns(y, signs))
			}
			labelled := f
			labelled.labelled, labelled.allOnes = true, !wide
			add("", "hinge", labelled, nil, nil)
		}
	}
	return all
}
