package losstest

import (
	"fmt"
	"math"

	"github.com/x448/float16"

	"github.com/marginrank/marginrank/loss"
)

// A DType is an element type as the reference sees it. The reference computes in float64 and rounds to the
// compute precision after every operation. For float32 this gives the same results as float32 arithmetic:
// products of float32 values are exact in float64, and rounding sums and quotients twice does no harm.
type DType[T loss.Float] struct {
	Name     string
	Value    func(T) float64 // the exact value
	Bits     func(T) uint64  // for comparisons to the bit
	FromBits func(uint64) T
	Element  func(float64) T       // the element with a value that T can hold
	Round    func(float64) float64 // rounds to a value of T
	Compute  func(float64) float64 // rounds to the compute precision
	Bound    float64               // the relative error that a reduced loss may have
}

var (
	Float32 = DType[float32]{
		"float32",
		func(v float32) float64 { return float64(v) }, func(v float32) uint64 { return uint64(math.Float32bits(v)) },
		func(b uint64) float32 { return math.Float32frombits(uint32(b)) },
		func(v float64) float32 { return float32(v) },
		toFloat32, toFloat32, 0x1p-22,
	}
	Float64 = DType[float64]{
		"float64",
		func(v float64) float64 { return v }, math.Float64bits, math.Float64frombits,
		func(v float64) float64 { return v },
		func(v float64) float64 { return v }, func(v float64) float64 { return v }, 0x1p-50,
	}
	Float16 = DType[loss.Float16]{
		"float16",
		func(v loss.Float16) float64 { return float64(v.Float32()) }, func(v loss.Float16) uint64 { return uint64(v) },
		func(b uint64) loss.Float16 { return loss.Float16(b) },
		func(v float64) loss.Float16 { return float16.Fromfloat32(float32(v)) },
		func(v float64) float64 { return roundTo(v, 11, -14, 15) }, toFloat32, 0x1p-22,
	}
	BFloat16 = DType[loss.BFloat16]{
		"bfloat16",
		func(v loss.BFloat16) float64 { return float64(v.Float32()) }, func(v loss.BFloat16) uint64 { return uint64(v) },
		func(b uint64) loss.BFloat16 { return loss.BFloat16(b) },
		func(v float64) loss.BFloat16 { return loss.BFloat16(math.Float32bits(float32(v)) >> 16) },
		func(v float64) float64 { return roundTo(v, 8, -126, 127) }, toFloat32, 0x1p-22,
	}
)

// Largest returns the greatest finite value of the compute precision. Sums beyond it overflow when several terms
// are added up in that precision.
func (d DType[T]) Largest() float64 {
	if d.Compute(math.MaxFloat64) == math.MaxFloat64 {
		return math.MaxFloat64
	}
	return math.MaxFloat32
}

func toFloat32(v float64) float64 { return float64(float32(v)) }

// roundTo rounds v to a binary format with the given digits of significand and
// exponents, ties to even.
func roundTo(v float64, digits, lowest, highest int) float64 {
	if v == 0 || math.IsInf(v, 0) || v != v {
		return v
	}
	_, e := math.Frexp(v) // |v| in [2^(e-1), 2^e)
	ulp := math.Ldexp(1, max(e-1, lowest)-digits+1)
	r := math.RoundToEven(v/ulp) * ulp
	if math.Abs(r) >= math.Ldexp(1, highest+1) {
		return math.Copysign(math.Inf(1), v)
	}
	return r
}

// A Term holds the loss and the gradients of one pair, in compute precision.
type Term struct{ Out, GX1, GX2, GY float64 }

// A Pair holds the exact values of one pair of a batch.
type Pair struct {
	X1, X2, Y, Margin, Weight float64
	P                         int
	Boundary                  loss.Boundary
}

// Pair returns pair i of a batch.
func (d DType[T]) Pair(b Batch[T], i int) Pair {
	p := Pair{d.Value(b.Pairs.X1[i]), d.Value(b.Pairs.X2[i]), d.label(b.Pairs, i), b.Margin, 1, b.P, b.Boundary}
	if b.Pairs.Margins != nil {
		p.Margin = d.Value(b.Pairs.Margins[i])
	}
	if b.Pairs.Weights != nil {
		p.Weight = d.Value(b.Pairs.Weights[i])
	}
	return p
}

// Counts is the number of pairs of each kind: those of loss.Stats, and the pairs in the right order.
type Counts struct{ Pairs, Active, Wrong, Tied, Right int64 }

// Add adds d to c.
func (c *Counts) Add(d Counts) {
	c.Pairs += d.Pairs
	c.Active += d.Active
	c.Wrong += d.Wrong
	c.Tied += d.Tied
	c.Right += d.Right
}

// CountsOf returns the counts of statistics. It finds the number of right pairs from the accuracy.
func CountsOf(s loss.Stats) Counts {
	c := Counts{Pairs: s.Pairs, Active: s.Active, Wrong: s.Wrong, Tied: s.Tied}
	if s.Pairs > 0 {
		c.Right = int64(math.Round(s.Accuracy() * float64(s.Pairs)))
	}
	return c
}

// Check describes the first difference between s and c. It returns "" if there is none.
func (c Counts) Check(s loss.Stats) string {
	accuracy := math.NaN()
	if c.Pairs > 0 {
		accuracy = float64(c.Right) / float64(c.Pairs)
	}
	if got := s.Accuracy(); math.Float64bits(got) != math.Float64bits(accuracy) {
		return fmt.Sprintf("accuracy is %v (%x), not %v", got, math.Float64bits(got), accuracy)
	}
	if got := (Counts{s.Pairs, s.Active, s.Wrong, s.Tied, c.Right}); got != c {
		return fmt.Sprintf("counts are %+v, not %+v", s, c)
	}
	return ""
}

// Weighted is the reference for a pair with a weight. It also returns the counts of a batch of this pair alone.
func (d DType[T]) Weighted(p Pair, upstream float64) (Term, Counts) {
	if p.Weight == 0 {
		return Term{}, Counts{}
	}
	r, active, ahead := d.reference(p, d.Compute(p.Weight*upstream))
	r.Out = d.Compute(p.Weight * r.Out)
	return r, Counts{Pairs: 1, Active: one(active), Wrong: one(ahead < 0), Tied: one(ahead == 0), Right: one(ahead > 0)}
}

func one(yes bool) int64 {
	if yes {
		return 1
	}
	return 0
}

// reference is the contract for one pair without a weight, written as the contract says it. It also returns
// whether the pair is active, and ahead, which is y·d.
func (d DType[T]) reference(p Pair, upstream float64) (r Term, active bool, ahead float64) {
	m := d.Round(p.Margin)
	if m == 0 {
		m = 0
	}
	diff := d.Compute(p.X1 - p.X2)
	u := d.Compute(d.Compute(-p.Y*diff) + m)
	switch {
	case math.IsNaN(u):
		r.Out = math.NaN()
	case u > 0:
		r.Out = u
	}
	active = u >= 0
	if p.Boundary == loss.Exclusive {
		active = u > 0
	}
	var gm float64
	if active {
		gm = upstream
		if p.P == 2 {
			gm = d.Compute(upstream * d.Compute(2*r.Out))
		}
	}
	if p.P == 2 {
		r.Out = d.Compute(r.Out * r.Out)
	}
	r.GX1 = d.Compute(gm * -p.Y)
	r.GX2 = -r.GX1
	r.GY = -d.Compute(gm * diff)
	return r, active, d.Compute(p.Y * diff)
}

// label returns the label of pair i, whatever the kind of labels.
func (d DType[T]) label(p loss.Pairs[T], i int) float64 {
	switch {
	case p.Y != nil:
		return d.Value(p.Y[i])
	case p.Signs != nil:
		return float64(p.Signs[i])
	}
	return 1
}
