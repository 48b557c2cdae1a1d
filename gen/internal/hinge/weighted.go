package hinge

import ar "github.com/marginrank/marginrank/gen/internal/arithmetic"

// A weighting is a Builder that applies the weight of a pair. In kernels without weights its methods do nothing.
type weighting struct {
	ar.Builder
	form
	weight ar.Value
	seen   ar.Mask // the weight is not 0
}

// weigh returns a weighting. If the kernel has weights, it loads the weight.
func (f form) weigh(b ar.Builder) weighting {
	w := weighting{Builder: b, form: f}
	if f.weighted {
		w.weight = b.Let("w", b.LoadOr(weight, weights))
		w.seen = b.LetMask("seen", b.NotZero(w.weight))
	}
	return w
}

// margin returns the margin of the pair, or the margin of all pairs. It is never -0.
func (w weighting) margin() ar.Value {
	if w.weighted {
		return w.Let("m", w.LoadOr(margin, margins))
	}
	return w.Scalar(margin)
}

// times returns v times the weight.
func (w weighting) times(v ar.Value) ar.Value {
	if w.weighted {
		return w.Mul(w.weight, v)
	}
	return v
}

// hide returns v, or +0 if the weight is 0.
func (w weighting) hide(v ar.Value) ar.Value {
	if w.weighted {
		return w.Where(w.seen, v)
	}
	return v
}

// counts reports whether the kernel counts pairs.
func (w weighting) counts() bool { return w.weighted && w.sums }

// count tallies wrong and right pairs, if the kernel counts pairs. It is called before u needs a register.
func (w weighting) count(ahead ar.Value) {
	if w.counts() {
		w.TallySigns(wrong, right, w.seen, ahead)
	}
}

// isActive returns the mask of active pairs. If the kernel counts pairs, it tallies them, and pairs of weight 0
// are not active.
func (w weighting) isActive(u ar.Value) ar.Mask {
	if !w.counts() {
		return w.LetMask("isActive", w.AtLeast(u, w.Scalar(least)))
	}
	inside := w.LetMask("isActive", w.And(w.seen, w.AtLeast(u, w.Scalar(least))))
	w.Tally(active, inside)
	return inside
}
