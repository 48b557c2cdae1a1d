package losstest

import (
	"math"
	"math/big"
)

// These constants are the order of a sum, which docs/numerics.md fixes.
const (
	Row   = 16    // lanes per row; two lanes share a running sum
	Rows  = 4     // rows per chunk
	lanes = 8     // running sums
	Span  = 16384 // terms per span
)

// A partial is a sum and, in rest, what rounding has left out of it.
type partial struct{ sum, rest float64 }

// add adds v, and adds what that rounds off to the rest. This is (large - sum) + small, which is exact (Dekker,
// Numerische Mathematik 18:224).
func (p *partial) add(v float64) {
	large, small := p.sum, v
	if math.Abs(large) < math.Abs(small) {
		large, small = small, large
	}
	p.sum = large + small
	p.rest += large - p.sum + small
}

// Ordered returns the sum of the losses h to the bit: the exact sum of the sums of all spans, rounded once.
func (d DType[T]) Ordered(h []float64) float64 {
	total := new(big.Float).SetPrec(2400)
	special := 0.0 // the sum of all sums of spans that are not finite
	for ; len(h) > 0; h = h[min(Span, len(h)):] {
		switch p := d.orderedSpan(h[:min(Span, len(h))]); {
		case math.IsNaN(p.sum) || math.IsInf(p.sum, 0):
			special += p.sum
		default:
			total.Add(total, big.NewFloat(p.sum))
			total.Add(total, big.NewFloat(p.rest))
		}
	}
	if special != 0 {
		return special
	}
	sum, _ := total.Float64()
	return sum
}

func (d DType[T]) orderedSpan(h []float64) partial {
	var lane [lanes]partial
	for ; len(h) > 0; h = h[min(Rows*Row, len(h)):] {
		var chunk [Rows * Row]float64
		copy(chunk[:], h)
		var a [Row]float64
		for l := range Row {
			upper := d.Compute(chunk[l] + chunk[l+Row])
			lower := d.Compute(chunk[l+2*Row] + chunk[l+3*Row])
			a[l] = d.Compute(upper + lower)
		}
		for l := range lanes {
			d.addTo(&lane[l], partial{sum: d.Compute(a[l] + a[l+lanes])})
		}
	}
	for half := lanes / 2; half > 0; half /= 2 {
		for l := range half {
			d.addTo(&lane[l], lane[l+half])
		}
	}
	return lane[0]
}

// addTo adds q to p. Only sums of float64 elements keep the rest.
func (d DType[T]) addTo(p *partial, q partial) {
	p.add(q.sum)
	p.rest += q.rest
	if d.Largest() != math.MaxFloat64 {
		p.rest = 0
	}
}
