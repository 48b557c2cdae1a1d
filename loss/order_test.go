package loss_test

import "math"

// The order of a sum, as docs/numerics.md fixes it.
const (
	lanes = 16
	rows  = 4
	span  = 16384
)

// A partial is a sum and what rounding left out of it.
type partial struct{ sum, rest float64 }

// add adds v and keeps what that rounds off: the larger of two numbers minus their
// sum, plus the smaller, is exact (Dekker, Numerische Mathematik 18:224).
func (p *partial) add(v float64) {
	large, small := p.sum, v
	if math.Abs(large) < math.Abs(small) {
		large, small = small, large
	}
	p.sum = large + small
	p.rest += large - p.sum + small
}

// ordered is the sum of the losses h to the bit.
func (d dtype[T]) ordered(h []float64) float64 {
	var total partial
	for ; len(h) > 0; h = h[min(span, len(h)):] {
		p := d.orderedSpan(h[:min(span, len(h))])
		total.add(p.sum)
		total.rest += p.rest
	}
	if math.IsInf(total.sum, 0) {
		return total.sum
	}
	return total.sum + total.rest
}

func (d dtype[T]) orderedSpan(h []float64) partial {
	var lane [lanes]partial
	for ; len(h) > 0; h = h[min(rows*lanes, len(h)):] {
		var chunk [rows * lanes]float64
		copy(chunk[:], h)
		for l := range lanes {
			a := d.compute(chunk[l] + chunk[l+lanes])
			b := d.compute(chunk[l+2*lanes] + chunk[l+3*lanes])
			d.addTo(&lane[l], partial{sum: d.compute(a + b)})
		}
	}
	for half := lanes / 2; half > 0; half /= 2 {
		for l := range half {
			d.addTo(&lane[l], lane[l+half])
		}
	}
	return lane[0]
}

// addTo adds a partial sum to another. Only float64 elements keep the rest.
func (d dtype[T]) addTo(p *partial, q partial) {
	p.add(q.sum)
	p.rest += q.rest
	if d.largest() != math.MaxFloat64 {
		p.rest = 0
	}
}
