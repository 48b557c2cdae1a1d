// Command kernel writes package triplet: the triplet margin loss of distances, and its gradients, as kernels.
//
//go:generate go run .
package main

import "github.com/marginrank/marginrank/gen/kernel"

func main() {
	positive := kernel.Input("Positive", "the distances of anchors to examples that are alike")
	negative := kernel.Input("Negative", "the distances of anchors to examples that differ")
	upstream := kernel.Input("Upstream", "the gradients of what follows with respect to the losses").Or(1)
	losses := kernel.Output("Losses", "the losses")
	gradPositive := kernel.Output("GradPositive", "the gradients with respect to Positive").OrNil()
	gradNegative := kernel.Output("GradNegative", "the gradients with respect to Negative").OrNil()
	margin := kernel.NewScalar("Margin", "by how much an example that differs must be farther away")
	active := kernel.NewCount("Active", "whose loss is above 0")

	hinge := func(b *kernel.Builder) kernel.Value { // max(0, positive - negative + margin), NaN if one of them is
		u := b.Let("u", b.Add(b.Sub(b.Load(positive), b.Load(negative)), b.Scalar(margin)))
		return b.Let("hinge", b.Max(b.Constant(0), u))
	}
	kernel.Main(kernel.Package{
		Name:    "triplet",
		Doc:     "computes the triplet margin loss max(0, positive - negative + margin) and its gradients",
		Columns: []*kernel.Column{losses, gradPositive, gradNegative, positive, negative, upstream},
		Scalars: []*kernel.Scalar{margin},
		Counts:  []*kernel.Count{active},
		Operations: []kernel.Operation{
			{Name: "Sum", Doc: "adds up the losses, and counts those above 0", Formula: func(b *kernel.Builder) {
				h := hinge(b)
				b.Count(active, b.Above(h, b.Constant(0)))
				b.Sum(h)
			}},
			{Name: "Each", Doc: "stores the loss of each triplet and the gradients that are not nil", Formula: func(b *kernel.Builder) {
				g, h := b.Load(upstream), hinge(b)
				g = b.Let("grad", b.Where(b.Above(h, b.Constant(0)), g))
				b.Store(losses, h)
				b.Store(gradPositive, g)
				b.When(gradNegative, func() { b.Store(gradNegative, b.Neg(g)) })
			}},
		},
	})
}
