package dcg

import (
	"math/bits"
	"sync"
	"sync/atomic"
)

// A Discount is 1/log2(1 + rank) as the sum of two numbers. The sum is off by less than 2^-100 of itself, and Upper is the nearest
// float64. Two numbers are needed because the discounts of neighbouring ranks are nearly equal: at rank 2^20, the difference of two
// float64 would be off by 2^-30 of itself.
type Discount struct{ Upper, Lower float64 }

// Minus returns d - e, off by less than 2^-51 of itself for ranks up to 2^31.
func (d Discount) Minus(e Discount) float64 { return (d.Upper - e.Upper) + (d.Lower - e.Lower) }

// known are the discounts that have been computed so far, from rank 1 on. All calls share them, and they are kept.
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
	var logarithms [64]double // by the number of trailing zeros: the logarithm of the last number with this many
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

// logarithm is the binary logarithm of m, given the logarithm of m without its lowest bit.
func logarithm(known *[64]double, m uint64) double {
	rest := m & (m - 1)
	if rest == 0 {
		return double{float64(bits.TrailingZeros64(m)), 0}
	}
	b := m - rest
	return known[bits.TrailingZeros64(rest)].plus(logarithmOf(b, 2*m-b))
}
