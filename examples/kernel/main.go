// Command kernel writes package hinge: kernels of the hinge embedding loss.
package main

import "github.com/marginrank/marginrank/gen/kernel"

//go:generate go run .

var (
	distance = kernel.Input("Distance", "how far apart the two items of each pair are")
	label    = kernel.Input("Label", "1 for pairs of similar items, and -1 for others")
	weight   = kernel.OptionalInput("Weight", 1, "the weight of each pair")
	losses   = kernel.OptionalOutput("Losses", "the loss of each pair, times its weight")
	gradient = kernel.Output("Gradient", "the gradient of the sum with respect to each distance, times Upstream")
	margin   = kernel.Parameter("Margin", "how far apart items should be that are not similar")
	upstream = kernel.Parameter("Upstream", "the gradient with respect to the sum")
	near     = kernel.Counter("Near", "pairs of items that are not similar and less than Margin apart")
)

// loss is the distance of similar items, and max(0, margin - distance) of others. With a gradient it also stores
// its slope.
func loss(b *kernel.Builder, stores bool) {
	x, y, w := b.Load(distance), b.Load(label), b.Load(weight)
	similar := b.LetMask("similar", b.Equal(y, b.Constant(1)))
	u := b.Let("u", b.Sub(b.Scalar(margin), x))
	closer := b.LetMask("closer", b.And(b.Equal(y, b.Constant(-1)), b.Above(u, b.Constant(0))))
	h := b.Let("hinge", b.Mul(w, b.Select(similar, x, b.Max(b.Constant(0), u))))
	b.Sum(h)
	b.Count(near, closer)
	if stores {
		g := b.Let("g", b.Mul(w, b.Scalar(upstream)))
		b.Store(losses, h)
		b.Store(gradient, b.Select(similar, g, b.Where(closer, b.Neg(g))))
	}
}

func main() {
	kernel.Main(kernel.Package{
		Name:    "hinge",
		Doc:     "computes the hinge embedding loss and its gradient.",
		DTypes:  []kernel.DType{kernel.Float32, kernel.Float64, kernel.Float16, kernel.BFloat16},
		Tiers:   []kernel.Tier{kernel.AVX512, kernel.AVX2, kernel.NEON},
		Columns: []*kernel.Column{losses, gradient, distance, label, weight},
		Scalars: []*kernel.Scalar{margin, upstream},
		Counts:  []*kernel.Count{near},
		Kernels: []kernel.Kernel{
			{Name: "Loss", Doc: "adds up the losses", Formula: func(b *kernel.Builder) { loss(b, false) }},
			{Name: "LossAndGradient", Doc: "adds up the losses, and stores them and their gradient", Formula: func(b *kernel.Builder) { loss(b, true) }},
		},
	})
}
