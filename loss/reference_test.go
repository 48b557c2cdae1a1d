package loss_test

import (
	"math"

	"github.com/x448/float16"

	"github.com/marginrank/marginrank/loss"
)

// A dtype is what the reference knows of an element type. It computes in float64
// and rounds to fewer bits after every operation: products of float32 values are
// exact in float64, and sums and quotients round twice without harm.
type dtype[T loss.Float] struct {
	name     string
	value    func(T) float64 // exact
	bits     func(T) uint64  // for comparisons to the bit
	fromBits func(uint64) T
	element  func(float64) T       // of a value that T has
	round    func(float64) float64 // to a value of T
	compute  func(float64) float64 // to the compute precision
	bound    float64               // relative error allowed to a reduced loss
}

var (
	typeFloat32 = dtype[float32]{
		"float32",
		func(v float32) float64 { return float64(v) }, func(v float32) uint64 { return uint64(math.Float32bits(v)) },
		func(b uint64) float32 { return math.Float32frombits(uint32(b)) },
		func(v float64) float32 { return float32(v) },
		toFloat32, toFloat32, 0x1p-22,
	}
	typeFloat64 = dtype[float64]{
		"float64",
		func(v float64) float64 { return v }, math.Float64bits, math.Float64frombits,
		func(v float64) float64 { return v },
		func(v float64) float64 { return v }, func(v float64) float64 { return v }, 0x1p-50,
	}
	typeFloat16 = dtype[loss.Float16]{
		"float16",
		func(v loss.Float16) float64 { return float64(v.Float32()) }, func(v loss.Float16) uint64 { return uint64(v) },
		func(b uint64) loss.Float16 { return loss.Float16(b) },
		func(v float64) loss.Float16 { return float16.Fromfloat32(float32(v)) },
		func(v float64) float64 { return roundTo(v, 11, -14, 15) }, toFloat32, 0x1p-22,
	}
	typeBFloat16 = dtype[loss.BFloat16]{
		"bfloat16",
		func(v loss.BFloat16) float64 { return float64(v.Float32()) }, func(v loss.BFloat16) uint64 { return uint64(v) },
		func(b uint64) loss.BFloat16 { return loss.BFloat16(b) },
		func(v float64) loss.BFloat16 { return loss.BFloat16(math.Float32bits(float32(v)) >> 16) },
		func(v float64) float64 { return roundTo(v, 8, -126, 127) }, toFloat32, 0x1p-22,
	}
)

// largest is the greatest finite value of the compute precision: beyond it terms of
// a sum overflow where four of them meet.
func (d dtype[T]) largest() float64 {
	if d.compute(math.MaxFloat64) == math.MaxFloat64 {
		return math.MaxFloat64
	}
	return math.MaxFloat32
}

func toFloat32(v float64) float64 { return float64(float32(v)) }

// roundTo rounds v to a binary format with the given bits of significand and
// exponents, ties to even.
func roundTo(v float64, bits, lowest, highest int) float64 {
	if v == 0 || math.IsInf(v, 0) || v != v {
		return v
	}
	_, e := math.Frexp(v) // |v| in [2^(e-1), 2^e)
	ulp := math.Ldexp(1, max(e-1, lowest)-bits+1)
	r := math.RoundToEven(v/ulp) * ulp
	if math.Abs(r) >= math.Ldexp(1, highest+1) {
		return math.Copysign(math.Inf(1), v)
	}
	return r
}

// A term is what the formulas give for one pair, in compute precision.
type term struct{ out, gx1, gx2, gy float64 }

// A pair is one of a batch, in exact values.
type pair struct {
	x1, x2, y, margin, weight float64
	boundary                  loss.Boundary
}

// pair is the i-th of a batch.
func (d dtype[T]) pair(b batch[T], i int) pair {
	p := pair{d.value(b.pairs.X1[i]), d.value(b.pairs.X2[i]), d.label(b.pairs, i), b.margin, 1, b.boundary}
	if b.pairs.Margins != nil {
		p.margin = d.value(b.pairs.Margins[i])
	}
	if b.pairs.Weights != nil {
		p.weight = d.value(b.pairs.Weights[i])
	}
	return p
}

// weighted is the reference for a pair with a weight, and how it is counted.
func (d dtype[T]) weighted(p pair, upstream float64) (r term, active, wrong bool) {
	if p.weight == 0 {
		return term{}, false, false
	}
	r, active, ahead := d.reference(p, d.compute(p.weight*upstream))
	r.out = d.compute(p.weight * r.out)
	return r, active, ahead < 0
}

// reference is the element-by-element contract, word for word, but for weights. It returns whether the pair is active,
// and y·d, too.
func (d dtype[T]) reference(p pair, upstream float64) (r term, active bool, ahead float64) {
	m := d.round(p.margin)
	if m == 0 {
		m = 0
	}
	diff := d.compute(p.x1 - p.x2)
	u := d.compute(d.compute(-p.y*diff) + m)
	switch {
	case math.IsNaN(u):
		r.out = math.NaN()
	case u > 0:
		r.out = u
	}
	active = u >= 0
	if p.boundary == loss.Exclusive {
		active = u > 0
	}
	var gm float64
	if active {
		gm = upstream
	}
	r.gx1 = d.compute(gm * -p.y)
	r.gx2 = -r.gx1
	r.gy = -d.compute(gm * diff)
	return r, active, d.compute(p.y * diff)
}

// label is the label of pair i in any form.
func (d dtype[T]) label(p loss.Pairs[T], i int) float64 {
	switch {
	case p.Y != nil:
		return d.value(p.Y[i])
	case p.Signs != nil:
		return float64(p.Signs[i])
	}
	return 1
}
