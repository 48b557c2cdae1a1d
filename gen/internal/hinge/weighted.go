package hinge

import ar "github.com/marginrank/marginrank/gen/internal/arithmetic"

// A weighting is what a kernel does with the weight of a pair: if it has none, nothing.
type weighting struct {
	ar.Builder
	form
	weight ar.Value
	seen   ar.Mask // not where the weight is 0
}

// weigh loads the weight, if the kernel has any.
func (f form) weigh(b ar.Builder) weighting {
	w := weighting{Builder: b, form: f}
	if f.weighted {
		w.weight = b.Let("w", b.LoadOr(weight, weights))
		w.seen = b.LetMask("seen", b.NotZero(w.weight))
	}
	return w
}

// margin is the pair's own margin or the margin of all pairs. It is not -0.
func (w weighting) margin() ar.Value {
	if w.weighted {
		return w.Let("m", w.LoadOr(margin, margins))
	}
	return w.Scalar(margin)
}

// times is v times the weight.
func (w weighting) times(v ar.Value) ar.Value {
	if w.weighted {
		return w.Mul(w.weight, v)
	}
	return v
}

// hide is v, but +0 where the weight is 0.
func (w weighting) hide(v ar.Value) ar.Value {
	if w.weighted {
		return w.Where(w.seen, v)
	}
	return v
}

// counts reports whether the kernel counts pairs.
func (w weighting) counts() bool { return w.weighted && w.sums }

// count counts pairs by their order, if the kernel does. It comes before u needs a register.
func (w weighting) count(ahead ar.Value) {
	if w.counts() {
		w.TallySigns(wrong, right, w.seen, ahead)
	}
}

// isActive says which pairs are active. If the kernel counts, pairs of weight 0 are not active, and the active pairs are counted.
func (w weighting) isActive(u ar.Value) ar.Mask {
	if !w.counts() {
		return w.LetMask("isActive", w.AtLeast(u, w.Scalar(least)))
	}
	inside := w.LetMask("isActive", w.And(w.seen, w.AtLeast(u, w.Scalar(least))))
	w.Tally(active, inside)
	return inside
}
