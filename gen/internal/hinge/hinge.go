package hinge

import (
	ar "github.com/marginrank/marginrank/gen/internal/arithmetic"
	cat "github.com/marginrank/marginrank/gen/internal/catalogue"
)

// A form says what a kernel does.
type form struct {
	sums    bool // adds up the losses
	loss    bool // stores the loss of each pair
	grads   bool // stores gradients
	columns bool // the upstream gradient may be a column

	optional bool // the columns of losses and of upstream gradients may be nil

	labelled bool // pairs have labels
	weighted bool // pairs may have weights and margins, and a kernel that sums also counts
	squared  bool // the loss is the square of the hinge, and labels may be nil: see squared.go
}

// body computes one pair, or in assembly some vectors of pairs, as torch.nn.MarginRankingLoss and its autograd
// do:
//
//	u  = margin - y·(x1 - x2)    loss = max(u, 0)
//	gm = g if the pair is active, otherwise 0
//	gx2 = y·gm, gx1 = -gx2, gy = -(gm·(x1 - x2))
//
// PyTorch computes (-y)·(x1 - x2) + margin and gm·(-y). The bits are the same, since moving a sign through a
// product does not change its rounding.
//
// In weighted kernels each pair may have its own margin, and its loss and its upstream gradient g are multiplied
// by its weight w. The outputs of a pair of weight 0 are 0, whatever its other inputs are.
//
// All loads come before the first store, because an output may be one of the inputs.
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
	loss, slope := f.power(b, u)
	if f.sums {
		b.Accumulate(w.hide(w.times(loss())))
	}
	if f.optional {
		b.When(out, func() { b.Store(out, b.Quiet(w.hide(w.times(loss())))) })
	} else if f.loss {
		b.Store(out, b.Quiet(w.hide(w.times(loss()))))
	}
	if !f.grads {
		return
	}
	gate := func() ar.Value { return b.Where(isActive, slope(w.times(g))) }
	chosen := !f.labelled && !f.weighted && !f.columns // gx is the scalar or 0, so backends can choose between the two
	if !chosen {
		gm := b.Let("gm", gate())
		gate = func() ar.Value { return gm }
	} // otherwise backends choose between narrowed elements of 16 bits, and only gy, which few calls want, needs gm
	b.When(gy, func() { b.Store(gy, b.Quiet(w.hide(b.Neg(b.Mul(gate(), d))))) })
	gx := w.hide(labelOf(gate()))
	if !chosen {
		gx = b.Quiet(gx) // if gx is the scalar, a NaN in it is already quiet
	}
	b.Let("gx", gx)
	b.When(gx2, func() { b.Store(gx2, gx) })
	b.When(gx1, func() { b.Store(gx1, b.Neg(gx)) })
}

// label returns a function that multiplies by the label. An absent label is +1, and the function multiplies
// nothing.
func (f form) label(b ar.Builder) func(ar.Value) ar.Value {
	if !f.labelled {
		return func(v ar.Value) ar.Value { return v }
	}
	var absent *cat.Scalar
	if f.squared {
		absent = weight // 1
	}
	t := b.Let("yi", b.LoadOr(absent, y, signs))
	return func(v ar.Value) ar.Value { return b.Mul(t, v) }
}

// upstream returns the upstream gradient, which is one value for all pairs or a column.
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
