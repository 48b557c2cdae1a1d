package arithmetic

import cat "github.com/marginrank/marginrank/gen/internal/catalogue"

// A weighting is what a kernel does with the weight of a pair: plain ones, nothing.
type weighting struct {
	Builder
	kernel cat.Kernel
	weight Value
	seen   Mask // not where the weight is 0
}

// weigh loads the weight, if the kernel has any.
func weigh(b Builder, k cat.Kernel) weighting {
	w := weighting{Builder: b, kernel: k}
	if k.Form == cat.Weighted {
		w.weight = b.Let("w", b.LoadOr(cat.Weights, cat.Weight))
		w.seen = Mask(b.Let("seen", Value(b.NotZero(w.weight))))
	}
	return w
}

// margin is the pair's own or that of all, in any case not -0.
func (w weighting) margin() Value {
	if w.kernel.Form == cat.Weighted {
		return w.Let("m", w.LoadOr(cat.Margins, cat.Margin))
	}
	return w.Scalar(cat.Margin)
}

// times is v times the weight.
func (w weighting) times(v Value) Value {
	if w.kernel.Form == cat.Weighted {
		return w.Mul(w.weight, v)
	}
	return v
}

// hide is v, but +0 where the weight is 0.
func (w weighting) hide(v Value) Value {
	if w.kernel.Form == cat.Weighted {
		return w.Where(w.seen, v)
	}
	return v
}

// count counts pairs where kernels do.
func (w weighting) count(u, ahead Value) {
	if w.kernel.Counts() {
		w.Count(w.seen, u, ahead)
	}
}
