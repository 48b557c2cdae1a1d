// Package arithmetic holds the margin ranking loss and its gradients, written
// once for every element type, label kind and instruction set.
package arithmetic

import cat "github.com/marginrank/marginrank/gen/internal/catalogue"

// Hinge computes one pair (in assembly: one vector of pairs), as
// torch.nn.MarginRankingLoss and its autograd do:
//
//	u   = (-y)·(x1 - x2) + margin    out = max(u, 0)
//	gm  = upstream where u >= 0      gx1 = gm·(-y), gx2 = -gx1, gy = -(gm·(x1 - x2))
//
// A sign moves through a product without changing its rounding, so u is taken as
// margin - y·(x1 - x2), and gx1 as -(gm·y): the same bits, and a negation less.
//
// In weighted kernels the margin may be the pair's own, and its loss and upstream
// gradient are multiplied by its weight. Whatever a pair of weight 0 holds, its
// outputs are 0.
//
// All loads come before the first store: an output may be one of the inputs.
func Hinge(b Builder, k cat.Kernel) {
	y, labelled := label(b, k)
	g := upstream(b, k)
	w := weigh(b, k)
	timesLabel := func(v Value) Value {
		if !labelled {
			return v
		}
		return b.Mul(y, v)
	}

	d := b.Let("d", b.Sub(b.Load(cat.X1), b.Load(cat.X2)))
	ahead := timesLabel(d)
	if k.Counts() && labelled {
		b.Let("ahead", ahead)
	}
	u := b.Let("u", b.Sub(w.margin(), ahead))
	w.count(u, ahead)

	if k.Pass.HasLoss() {
		if h := w.hide(w.times(b.Clamp(u))); k.Reduction == cat.Reduced {
			b.Accumulate(h)
		} else {
			b.Store(cat.Out, b.Quiet(h))
		}
	}
	if k.Pass.HasGrads() {
		gm := b.Let("gm", b.Gate(u, w.times(g)))
		gx := b.Let("gx", b.Quiet(w.hide(timesLabel(gm))))
		b.When(cat.GX2, func() { b.Store(cat.GX2, gx) })
		b.When(cat.GX1, func() { b.Store(cat.GX1, b.Neg(gx)) })
		b.When(cat.GY, func() { b.Store(cat.GY, b.Quiet(w.hide(b.Neg(b.Mul(gm, d))))) })
	}
}

// label loads the target; an absent one is +1, by which nothing is multiplied.
func label(b Builder, k cat.Kernel) (y Value, labelled bool) {
	switch k.Labels {
	case cat.Given:
		return b.Let("t", b.Load(cat.Y)), true
	case cat.Signs:
		return b.Let("t", b.Load(cat.Int8s)), true
	}
	return 0, false
}

// upstream is the gradient that arrives: one a pair, or one for all.
func upstream(b Builder, k cat.Kernel) Value {
	switch {
	case !k.Pass.HasGrads():
		return 0
	case k.Reduction == cat.None:
		return b.Let("g", b.Load(cat.Upstream))
	}
	return b.Scalar(cat.Scale)
}
