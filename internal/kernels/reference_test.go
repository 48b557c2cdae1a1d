package kernels

import (
	"fmt"
	"math"
	"testing"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/cpuid"
)

// product returns a·b, rounded. It is not inlined, so that no compiler fuses the product into a sum.
//
//go:noinline
func product[C float](a, b C) C { return a * b }

// A pair holds the inputs of one pair in compute precision.
type pair[C float] struct {
	x1, x2, y, margin, upstream, weight, least C

	squared bool // the loss is the square of the hinge
}

// reference returns the loss and the gradients of torch.nn.MarginRankingLoss, or of its square, and its autograd,
// times the pair's weight. If the weight is 0, they are 0, whatever the other inputs are. It also returns which counts the pair
// adds to.
func (p pair[C]) reference() (values [x1]C, active, wrong, right bool) {
	if p.weight == 0 {
		return values, false, false, false
	}
	d := p.x1 - p.x2
	u := product(-p.y, d) + p.margin
	hinge := u
	if u < 0 {
		hinge = 0
	}
	loss := hinge
	if p.squared {
		loss = product(hinge, hinge)
	}
	var gm C
	if active = u >= p.least; active {
		gm = product(p.upstream, p.weight)
		if p.squared {
			gm = product(gm, 2*hinge)
		}
	}
	values[out] = product(loss, p.weight)
	values[gx1] = product(gm, -p.y)
	values[gx2] = -values[gx1]
	values[gy] = -product(gm, d)
	ahead := product(p.y, d)
	return values, active, ahead < 0, ahead > 0
}

// pair returns the inputs of pair i. The call's scalars stand for columns that are absent, and 1 for an absent
// label.
func (e element[T, C]) pair(c *call[T], i int) pair[C] {
	input := func(column int, otherwise float64) C {
		if c.inputs[column] != nil {
			return e.widen(c.inputs[column][i])
		}
		return C(otherwise)
	}
	p := pair[C]{
		x1: input(x1, 0), x2: input(x2, 0), y: input(y, 1),
		margin: C(c.margin), upstream: C(c.scale), weight: 1, least: C(c.least),
		squared: c.squared,
	}
	if c.op == generated.Grad || c.op == generated.EachGrad {
		p.upstream = input(upstream, c.scale)
	}
	if c.signs != nil {
		p.y = C(c.signs[i])
	}
	if weighted(c) {
		p.weight, p.margin = input(weights, 1), input(margins, c.margin)
	}
	return p
}

func weighted[T any](c *call[T]) bool {
	return c.inputs[weights] != nil || c.inputs[margins] != nil || c.counted
}

// reference returns the outcome that a call must have.
func (e element[T, C]) reference(c *call[T]) (o outcome[T]) {
	o.sum, o.left, o.counts = oldSum, oldLeft, counts{oldActive, oldWrong, oldRight}
	sums := c.op == generated.Sum || c.op == generated.SumGrad
	if sums && weighted(c) {
		o.counts = counts{}
	}
	for i := range o.outputs {
		if c.wanted[i] {
			o.outputs[i] = make([]T, c.n)
		}
	}
	terms := make([]C, c.n)
	for i := range c.n {
		values, active, wrong, right := e.pair(c, i).reference()
		terms[i] = values[out]
		for column, output := range o.outputs {
			if output != nil {
				output[i] = e.narrow(values[column])
			}
		}
		if sums && weighted(c) {
			o.counts.active += one(active)
			o.counts.wrong += one(wrong)
			o.counts.right += one(right)
		}
	}
	if sums {
		o.sum, o.left = total(terms)
	}
	return o
}

func one(yes bool) uint32 {
	if yes {
		return 1
	}
	return 0
}

// total adds up terms in the order of docs/numerics.md. Chunks of 64 terms, as four rows of 16, are added to
// eight lanes, which are folded in halves. If C is float64, left is what rounding has left out of the lanes.
func total[C float](terms []C) (sum, left float64) {
	var lanes, lefts [8]float64
	exact := math.Nextafter(1, 2) == float64(C(math.Nextafter(1, 2))) // C is float64
	add := func(l int, v float64) {
		s := lanes[l] + v
		if exact {
			b := s - lanes[l]
			lefts[l] += (lanes[l] - (s - b)) + (v - b)
		}
		lanes[l] = s
	}
	for ; len(terms) > 0; terms = terms[min(64, len(terms)):] {
		var h [64]C
		copy(h[:], terms)
		var a [16]C
		for l := range a {
			a[l] = (h[l] + h[l+16]) + (h[l+32] + h[l+48])
		}
		for l := range lanes {
			add(l, float64(a[l]+a[l+8]))
		}
	}
	for half := 4; half > 0; half /= 2 {
		for l := range half {
			add(l, lanes[l+half])
			lefts[l] += lefts[l+half]
		}
	}
	return lanes[0], lefts[0]
}

// Portable kernels compute PyTorch's formulas, and add up losses in the order that docs/numerics.md fixes.
func TestPortable(t *testing.T) {
	for name, kernels := range map[string]suite{"f32": f32, "f64": f64, "f16": f16, "bf16": bf16} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			kernels.portable(t)
		})
	}
}

func (e element[T, C]) portable(t *testing.T) {
	e.calls(2, func(c *call[T]) {
		got, want := c.run(cpuid.Portable, onHeap), e.reference(c)
		if text := e.distance(got, want); text != "" && !t.Failed() {
			t.Errorf("%v: %s", c, text)
		}
	})
}

// distance describes the first difference between an outcome and the reference. It returns "" if there is none.
// The signs of zeros and the payloads of NaN may differ.
func (e element[T, C]) distance(got, want outcome[T]) string {
	for i := range want.outputs {
		for pair, w := range want.outputs[i] {
			v, w := e.widen(got.outputs[i][pair]), e.widen(w)
			if v != w && (v == v || w == w) {
				return fmt.Sprintf("output %d of pair %d is %v, not %v", i, pair, v, w)
			}
		}
	}
	want.outputs, got.outputs = [x1][]T{}, [x1][]T{}
	if want.sum == 0 && got.sum == 0 {
		want.sum = got.sum
	}
	if want.left == 0 && got.left == 0 {
		want.left = got.left
	}
	return difference(got, want)
}
