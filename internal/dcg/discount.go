package dcg

import (
	"math/bits"
	"sync"
	"sync/atomic"
)

// A Discount is 1/log2(1 + rank) as the sum of two numbers, with a relative error below 2^-100. Upper is the
// nearest float64. One float64 would not do, since the discounts of neighbouring ranks differ by little: at rank
// 2^20, the difference of two float64 would have a relative error of 2^-30.
type Discount struct{ Upper, Lower float64 }

// Minus returns d - e, with a relative error below 2^-51 for ranks up to 2^31.
func (d Discount) Minus(e Discount) float64 { return (d.Upper - e.Upper) + (d.Lower - e.Lower) }

// known holds the discounts computed so far, beginning with rank 1. All calls share them.
var (
	known  atomic.Pointer[[]Discount]
	finder sync.Mutex
)

// Discounts returns the discounts of ranks 1 to n. The caller must not change them.
func Discounts(n int) []Discount {
	if p := known.Load(); p != nil && n <= len(*p) {
		return (*p)[:n]
	}
	return find(n)
}

// find is Discounts for ranks whose discounts may not have been computed yet.
func find(n int) []Discount {
	finder.Lock()
	defer finder.Unlock()
	var before []Discount
	if p := known.Load(); p != nil {
		before = *p
	}
	if n > len(before) {
		all := make([]Discount, max(n, 2*len(before), 256))
		first := copy(all, before)
		fill(all, first)
		known.Store(&all)
		before = all
	}
	return before[:n]
}

// fill computes the discounts from index first on. If b is the lowest bit of m, log2(m) = log2(m-b) + log2(m/(m-b)), and
// log2(m/(m-b)) = 2/ln 2 · atanh(b/(2m-b)). So a logarithm is a sum with one term per bit of m that is set.
func fill(all []Discount, first int) {
	var logarithms [64]double // logarithms[z] is log2 of the last number that ended with z zero bits
	m := uint64(first + 1)
	for zeros := bits.Len64(m) - 1; zeros >= 0; zeros-- {
		if m>>zeros&1 == 1 {
			logarithms[zeros] = logarithm(&logarithms, m>>zeros<<zeros)
		}
	}
	for rank := first; rank < len(all); rank++ {
		m := uint64(rank + 2)
		l := logarithm(&logarithms, m)
		logarithms[bits.TrailingZeros64(m)] = l
		d := l.inverse()
		all[rank] = Discount{d.upper, d.lower}
	}
}

// logarithm returns log2(m). known must have the logarithm of m without its lowest bit, as in fill.
func logarithm(known *[64]double, m uint64) double {
	rest := m & (m - 1)
	if rest == 0 {
		return double{float64(bits.TrailingZeros64(m)), 0}
	}
	b := m - rest
	return known[bits.TrailingZeros64(rest)].plus(logarithmOf(b, 2*m-b))
}
