package precise

import (
	"math/big"
	"sync"
)

// Number returns v as a number of 400 bits.
func Number(v float64) *big.Float { return new(big.Float).SetPrec(400).SetFloat64(v) }

// Log returns the natural logarithm of n, which must be at least 1. It is e·ln 2 + ln x for n = x·2^e.
func Log(n uint64) *big.Float {
	x := Number(0)
	e := Number(float64(n)).MantExp(x) // x in [1/2, 1)
	sum, ln2 := series(x), series(Number(0.5))
	return sum.Sub(sum, ln2.Mul(ln2, Number(float64(e))))
}

// series returns ln x for x in [1/2, 1]. It is 2·(y + y³/3 + y⁵/5 + ...) with y = (x-1)/(x+1).
func series(x *big.Float) *big.Float {
	y := Number(0).Quo(Number(0).Sub(x, Number(1)), Number(0).Add(x, Number(1)))
	square, power, sum := Number(0).Mul(y, y), Number(0).Mul(y, Number(2)), Number(0)
	for k := 1.0; k < 260; k += 2 {
		sum.Add(sum, Number(0).Quo(power, Number(k)))
		power.Mul(power, square)
	}
	return sum
}

// known maps ranks to the discounts that have been computed.
var known sync.Map

// Discount returns 1/log2(1 + rank). The caller must not change it.
func Discount(rank uint64) *big.Float {
	if d, ok := known.Load(rank); ok {
		return d.(*big.Float)
	}
	d := Number(0).Quo(Log(2), Log(1+rank))
	known.Store(rank, d)
	return d
}

// Gain returns 2^r - 1. With x = r·ln 2 it is e^x - 1: the series of e^(x/2^20), squared 20 times.
func Gain(r float32) *big.Float {
	x := Log(2)
	x.Mul(x, Number(float64(r)))
	const halvings = 20
	x.SetMantExp(x, -halvings)
	sum, term := Number(0), Number(1)
	for n := 1; n < 40; n++ {
		term.Quo(term.Mul(term, x), Number(float64(n)))
		sum.Add(sum, term) // e^x - 1
	}
	for range halvings { // (1 + s)² - 1 = 2s + s²
		square := Number(0).Mul(sum, sum)
		sum.Add(sum.Add(sum, sum), square)
	}
	return sum
}
