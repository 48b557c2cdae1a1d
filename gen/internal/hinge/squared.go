package hinge

import (
	"slices"

	ar "github.com/marginrank/marginrank/gen/internal/arithmetic"
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// power returns functions for the loss of a pair and for the slope of the loss times v. With h = max(u, 0), the hinge is h with
// slope 1, and its square is h·h with slope 2h. A product with 2h is rounded once more.
func (f form) power(b ar.Builder, u ar.Value) (loss func() ar.Value, slope func(v ar.Value) ar.Value) {
	if !f.squared {
		return func() ar.Value { return b.Clamp(u) }, func(v ar.Value) ar.Value { return v }
	}
	h := b.Let("hinge", b.Clamp(u))
	return func() ar.Value { return b.Mul(h, h) },
		func(v ar.Value) ar.Value { return b.Mul(v, b.Let("slope", b.Add(h, h))) }
}

// squaredOps lists the operations of the squared hinge, in the order of ops.
var squaredOps = func() []ar.Op {
	var list []ar.Op
	for _, op := range ops {
		list = append(list, ar.Op{Name: "Squared" + op.Name, Doc: op.Doc + ", of the squared hinge"})
	}
	return list
}()

// squaredKernels lists the kernels of the squared hinge, which are fewer than those of the hinge. All of them serve pairs with and
// without labels: an absent label is 1. Elements of 16 bits have no kernel for the sum alone, and values of each pair have one
// kernel, which also serves pairs without weights.
func squaredKernels() []*ar.Kernel {
	var all []*ar.Kernel
	for _, d := range cat.DTypes {
		narrow := d.Bytes < d.Compute.Bytes()
		add := func(f form, op string, served ...string) *ar.Kernel {
			f.squared, f.labelled = true, true
			k := &ar.Kernel{Operation: "SquaredHinge" + op, File: "squared", DType: d, Body: f.body, Compact: f.grads}
			for _, name := range served {
				k.Ops = append(k.Ops, "Squared"+name)
			}
			all = append(all, k)
			return k
		}
		k := add(form{sums: true, grads: true, weighted: true}, "SumGradWeighted", "SumGrad", "Sum")
		k.Given = slices.Concat(ar.Columns(weights, margins), []ar.Condition{{Flag: counted}})
		if narrow {
			add(form{sums: true, grads: true}, "SumGrad", "SumGrad", "Sum")
		} else {
			add(form{sums: true}, "Sum", "Sum")
			add(form{sums: true, grads: true}, "SumGrad", "SumGrad")
		}
		add(form{loss: true, grads: true, columns: true, optional: true, weighted: true}, "EachGradWeighted", "EachGrad", "Each", "Grad")
	}
	return all
}
