package hinge

import ar "github.com/marginrank/marginrank/gen/internal/arithmetic"

// A form is what one kernel does of all that is possible.
type form struct {
	sums    bool // adds the losses up
	loss    bool // stores the loss of each pair
	grads   bool // stores gradients
	columns bool // the upstream gradient may be a column

	optional bool // of losses and a column of upstream gradients there may be none

	labelled bool // pairs have labels
	weighted bool // a weight and a margin each, both optional; and a sum comes with counts
}

// body computes one pair (in assembly: some vectors of pairs), as torch.nn.MarginRankingLoss
// and its autograd do:
//
//	u  = margin - y·(x1 - x2)    loss = max(u, 0)
//	gm = g where the pair is active, else 0
//	gx2 = y·gm, gx1 = -gx2, gy = -(gm·(x1 - x2))
//
// A sign moves through a product without changing its rounding, so these are the bits of
// PyTorch's (-y)·(x1 - x2) + margin and gm·(-y).
//
// In weighted kernels the margin may be the pair's own, and its loss and upstream gradient g
// are multiplied by its weight w. Whatever a pair of weight 0 holds, its outputs are 0.
//
// All loads come before the first store: an output may be one of the inputs.
func (f form) body(b ar.Builder) {
	w := f.weigh(b)
	labelOf := f.label(b)
	g := f.upstream(b)

	d := b.Let("d", b.Sub(b.Load(x1), b.Load(x2)))
	ahead := labelOf(d)
	if w.counts() && f.labelled {
		b.Let("ahead", ahead)
	}
	w.count(ahead)
	u := b.Let("u", b.Sub(w.margin(), ahead))

	var isActive ar.Mask
	if f.grads || w.counts() {
		isActive = w.isActive(u)
	}
	if f.sums {
		b.Accumulate(w.hide(w.times(b.Clamp(u))))
	}
	if f.optional {
		b.When(out, func() { b.Store(out, b.Quiet(w.hide(w.times(b.Clamp(u))))) })
	} else if f.loss {
		b.Store(out, b.Quiet(w.hide(w.times(b.Clamp(u)))))
	}
	if !f.grads {
		return
	}
	gate := func() ar.Value { return b.Where(isActive, w.times(g)) }
	chosen := !f.labelled && !f.weighted && !f.columns // gx is the scalar, or 0
	if !chosen {
		gm := b.Let("gm", gate())
		gate = func() ar.Value { return gm }
	} // if it is, elements of 16 bits are chosen, and only gy needs values: few calls want it
	b.When(gy, func() { b.Store(gy, b.Quiet(w.hide(b.Neg(b.Mul(gate(), d))))) })
	gx := w.hide(labelOf(gate()))
	if !chosen {
		gx = b.Quiet(gx) // in the scalar a NaN is quiet
	}
	b.Let("gx", gx)
	b.When(gx2, func() { b.Store(gx2, gx) })
	b.When(gx1, func() { b.Store(gx1, b.Neg(gx)) })
}

// label returns the product with the label: an absent one is +1, by which nothing is
// multiplied.
func (f form) label(b ar.Builder) func(ar.Value) ar.Value {
	if !f.labelled {
		return func(v ar.Value) ar.Value { return v }
	}
	t := b.Let("yi", b.LoadOr(nil, y, signs))
	return func(v ar.Value) ar.Value { return b.Mul(t, v) }
}

// upstream is the gradient that arrives: one for all pairs, or one each.
func (f form) upstream(b ar.Builder) ar.Value {
	switch {
	case !f.grads:
		return 0
	case !f.columns:
		return b.Scalar(scale)
	case f.loss && !f.optional:
		return b.Let("g", b.Load(upstream))
	}
	return b.Let("g", b.LoadOr(scale, upstream))
}
