package hinge

import (
	"slices"

	ar "github.com/marginrank/marginrank/gen/internal/arithmetic"
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// Family is the family of kernels that this module emits.
var Family = &ar.Family{
	Subject: "the margin ranking loss",
	Notes: "It checks nothing: package loss checks its arguments. The compute precision of elements of 16 bits is float32, " +
		"and their margin is a value of their type. No margin is -0. Least is +0 or the smallest positive number of the compute precision. Counted asks for counts together with a sum.",
	Ops:     slices.Concat(ops, squaredOps),
	Columns: columns,
	Scalars: scalars,
	Counts:  counts,
	Flags:   []*cat.Flag{counted, cat.Stream},
	Kernels: slices.Concat(kernels(), squaredKernels()),
}

// ops lists the operations.
var ops = []ar.Op{
	{Name: "Sum", Doc: "adds up the losses"},
	{Name: "SumGrad", Doc: "adds up the losses and stores the gradients that are not nil"},
	{Name: "Grad", Doc: "stores the gradients that are not nil"},
	{Name: "Each", Doc: "stores the loss of each pair"},
	{Name: "EachGrad", Doc: "stores the loss of each pair and the gradients that are not nil"},
}

var forms = map[string]form{
	"Sum":      {sums: true},
	"SumGrad":  {sums: true, grads: true},
	"Grad":     {grads: true, columns: true},
	"Each":     {loss: true},
	"EachGrad": {loss: true, grads: true, columns: true},
}

// kernels lists the kernels: each operation with and without weights, and with and without labels. Without labels a kernel saves
// two products and, for elements of 16 bits, roundings. Elements of 16 bits have no kernels for gradients without losses, because rounding
// takes longer than testing for each output whether it is wanted.
func kernels() []*ar.Kernel {
	var all []*ar.Kernel
	for _, d := range cat.DTypes {
		narrow := d.Bytes < d.Compute.Bytes()
		for _, op := range ops {
			served := []string{op.Name}
			f := forms[op.Name]
			switch {
			case narrow && op.Name == "Grad":
				continue
			case narrow && op.Name == "EachGrad":
				served, f.optional = append(served, "Grad"), true
			}
			for _, f.weighted = range []bool{true, false} {
				for _, f.labelled = range []bool{false, true} {
					k := &ar.Kernel{Operation: "Hinge" + op.Name, Ops: served, File: "hinge", DType: d, Body: f.body}
					if f.weighted {
						k.Operation, k.File = k.Operation+"Weighted", "weighted"
						k.Given = slices.Concat(ar.Columns(weights, margins), []ar.Condition{{Flag: counted}})
					}
					if !f.labelled {
						k.Operation += "Ones"
						k.Absent = ar.Columns(y, signs)
					}
					all = append(all, k)
				}
			}
		}
	}
	return all
}
