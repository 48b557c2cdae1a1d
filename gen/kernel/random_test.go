package kernel_test

import (
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/marginrank/marginrank/gen/kernel"
)

// randomPackage makes up a package of n formulas that nobody has thought of.
func randomPackage(seed uint64, n int) *kernel.Package {
	p := &kernel.Package{Name: fmt.Sprintf("random%d", seed), Doc: "computes what nobody needs"}
	f := &formulas{}
	for i := range 4 {
		f.inputs = append(f.inputs, kernel.Input(fmt.Sprintf("In%d", i), "an input"))
	}
	for i := range 2 {
		f.optional = append(f.optional, kernel.Input(fmt.Sprintf("Extra%d", i), "an input").Or(float64(i)-.5))
		f.outputs = append(f.outputs, kernel.Output(fmt.Sprintf("Out%d", i), "an output"))
		f.wanted = append(f.wanted, kernel.Output(fmt.Sprintf("Wanted%d", i), "an output").OrNil())
		f.scalars = append(f.scalars, kernel.NewScalar(fmt.Sprintf("Scalar%d", i), "a number"))
		f.counts = append(f.counts, kernel.NewCount(fmt.Sprintf("Count%d", i), "a count"))
	}
	for _, list := range [][]*kernel.Column{f.outputs, f.wanted, f.inputs, f.optional} {
		p.Columns = append(p.Columns, list...)
	}
	p.Scalars, p.Counts = f.scalars, f.counts
	p.Operations = append(p.Operations, kernel.Operation{Name: "Everything", Doc: "uses everything", Formula: func(b *kernel.Builder) {
		f.formula(b, rand.New(rand.NewPCG(seed, 99)), 4, 3)
	}})
	for i := range n {
		of := uint64(i)
		p.Operations = append(p.Operations, kernel.Operation{Name: fmt.Sprintf("Random%d", i), Doc: "computes something", Formula: func(b *kernel.Builder) {
			r := rand.New(rand.NewPCG(seed, of))
			f.formula(b, r, r.IntN(16), r.IntN(4))
		}})
	}
	return p
}

// formulas makes up formulas of the same columns.
type formulas struct {
	inputs, optional, outputs, wanted []*kernel.Column
	scalars                           []*kernel.Scalar
	counts                            []*kernel.Count
}

// formula makes up a formula with some operations. Of what is a bit mask, the lowest bit asks for outputs, and the other one for a sum.
func (f *formulas) formula(b *kernel.Builder, r *rand.Rand, operations, what int) {
	everything := what == 3
	var values []kernel.Value
	var masks []kernel.Mask
	unused := map[kernel.Value]bool{}
	unusedMasks := map[kernel.Mask]bool{}
	made := func(v kernel.Value) kernel.Value {
		if r.IntN(3) == 0 {
			v = b.Let(fmt.Sprintf("x%d", len(values)), v)
		}
		values, unused[v] = append(values, v), true
		return v
	}
	take := func() kernel.Value {
		v := values[r.IntN(len(values))]
		if r.IntN(3) == 0 { // a recent one
			v = values[len(values)-1]
		}
		delete(unused, v)
		return v
	}
	for i, c := range append(f.inputs[:len(f.inputs):len(f.inputs)], f.optional...) {
		if i == 0 || everything || r.IntN(2) == 0 {
			made(b.Load(c))
		}
	}
	for _, s := range f.scalars {
		if everything || r.IntN(3) == 0 {
			made(b.Scalar(s))
		}
	}
	mask := func() {
		var m kernel.Mask
		switch kind := r.IntN(5); {
		case kind < 3 || len(masks) < 2:
			m = []func(x, y kernel.Value) kernel.Mask{b.AtLeast, b.Above, b.Equal}[r.IntN(3)](take(), take())
		default:
			x, y := masks[r.IntN(len(masks))], masks[r.IntN(len(masks))]
			if r.IntN(2) == 0 {
				y = masks[len(masks)-1]
			}
			delete(unusedMasks, x)
			delete(unusedMasks, y)
			if kind == 3 {
				m = b.And(x, y)
			} else {
				m = b.Or(x, y)
			}
		}
		if r.IntN(4) == 0 {
			m = b.LetMask(fmt.Sprintf("m%d", len(masks)), m)
		}
		masks, unusedMasks[m] = append(masks, m), true
	}
	choose := func() kernel.Mask {
		for len(masks) < 2 {
			mask()
		}
		m := masks[r.IntN(len(masks))]
		delete(unusedMasks, m)
		return m
	}
	for range operations {
		switch r.IntN(13) {
		case 0, 1:
			made(b.Add(take(), take()))
		case 2, 3:
			made(b.Sub(take(), take()))
		case 4, 5:
			made(b.Mul(take(), take()))
		case 6:
			made(b.Div(take(), take()))
		case 7:
			made(b.Max(take(), take()))
		case 8:
			made(b.Neg(take()))
		case 9:
			made(b.Abs(take()))
		case 10:
			made(b.Where(choose(), take()))
		case 11:
			made(b.Select(choose(), take(), take()))
		case 12:
			made(b.Constant([]float64{0, math.Copysign(0, -1), 1, -1, .1, 1e-30, math.Inf(1), math.NaN(), 3}[r.IntN(9)]))
		}
	}
	// What has not been used yet goes into one value.
	v := take()
	for _, w := range values {
		if unused[w] && w != v {
			v = b.Add(v, w)
		}
	}
	for _, m := range masks {
		if unusedMasks[m] {
			v = b.Select(m, v, b.Constant(2))
		}
	}
	if what >= 2 {
		b.Sum(v)
		for _, c := range f.counts {
			if everything || r.IntN(2) == 0 {
				b.Count(c, b.AtLeast(take(), v))
			}
		}
	}
	if what&1 != 0 || what == 0 {
		for i, c := range append(f.outputs[:1:1], f.wanted...) {
			switch {
			case i == 0 || everything:
				b.Store(c, v)
			case r.IntN(3) == 0:
				b.Store(c, b.Neg(v))
			case r.IntN(2) == 0:
				b.When(c, func() { b.Store(c, b.Mul(v, b.Sub(b.Scalar(f.scalars[i-1]), v))) })
			}
		}
		if everything {
			b.Store(f.outputs[1], values[r.IntN(len(values))])
		}
	}
}
