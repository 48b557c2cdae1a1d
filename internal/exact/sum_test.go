package exact

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// precision is the number of bits of a reference, enough for every sum of these tests to be exact.
const precision = 4500

// A reference is a sum in math/big.
type reference struct{ sum *big.Float }

func newReference() reference { return reference{new(big.Float).SetPrec(precision)} }

func (r reference) add(v float64) { r.addProduct(1, v) }

func (r reference) addProduct(n int64, v float64) {
	product := new(big.Float).SetPrec(200).SetInt64(n)
	r.sum.Add(r.sum, product.Mul(product, big.NewFloat(v)))
}

func (r reference) float64() float64 {
	rounded, _ := r.sum.Float64()
	return rounded
}

// same requires that want and got have the same bits, taking -0 as +0.
func same(t *testing.T, want, got float64, message ...any) {
	t.Helper()
	require.Equal(t, math.Float64bits(want+0), math.Float64bits(got), message...)
}

// sumOf returns the rounded sum of the values.
func sumOf(values ...float64) float64 {
	var s Sum
	for _, v := range values {
		s.Add(v)
	}
	return s.Float64()
}

// Sums of two values round ties to even, and become subnormal or infinite, as a single addition does.
func TestRounding(t *testing.T) {
	for _, c := range []struct{ a, b float64 }{
		{1, 0x1p-53}, {1 + 0x1p-52, 0x1p-53}, {1, 0x1.8p-53}, {1, 0x1p-1074}, {1 + 0x1p-52, -0x1p-1074}, {0x1p53, 1}, {0x1p53, -1},
		{math.MaxFloat64, 0x1p970}, {math.MaxFloat64, 0x1p969}, {math.MaxFloat64, math.MaxFloat64}, {-math.MaxFloat64, -math.MaxFloat64},
		{0x1p-1074, 0x1p-1074}, {0x1p-1022, -0x1p-1074}, {0x1p-1022, 0x1p-1074}, {1, -1}, {0, 0}, {0x1.fffffffffffffp1023, -0x1p-1074},
		{0x1.fffffffffffffp0, 0x1p-53}, {-1, 0x1p-54},
	} {
		same(t, c.a+c.b, sumOf(c.a, c.b), c)
		same(t, -c.a-c.b, sumOf(-c.a, -c.b), c)
		var s Sum
		s.AddProduct(1, c.a)
		s.AddProduct(-1, -c.b)
		same(t, c.a+c.b, s.Float64(), c)
	}
}

// At every exponent a tie rounds to even, while a sum just above or below the tie rounds to nearest, however
// small the difference is. A sum that rounds up to a power of 2 gets the next exponent.
func TestExponents(t *testing.T) {
	for e := -1074; e <= 1023; e++ {
		power := math.Ldexp(1, e)
		unit := max(math.Ldexp(power, -52), 0x1p-1074)
		for _, v := range []float64{power, power + unit, power + unit*(1<<52-1), power + unit*(1<<51)} {
			if math.IsInf(v, 0) || v < power {
				continue
			}
			for _, terms := range [][]float64{
				{v}, {v, unit / 2}, {v, unit / 2, 0x1p-1074}, {v, unit / 2, -0x1p-1074}, {v, unit}, {v, -unit / 2}, {v, -unit / 4},
				{v, -unit / 4, 0x1p-1074}, {v, -unit / 4, -0x1p-1074}, {v, -v}, {v, v}, {v, v, v, -0x1p-1074}, {v, math.MaxFloat64, -v},
			} {
				want := newReference()
				for _, x := range terms {
					want.add(x)
				}
				got := sumOf(terms...)
				same(t, want.float64(), got, "%x", terms)
				for i := range terms {
					terms[i] = -terms[i]
				}
				same(t, -got, sumOf(terms...), "%x", terms)
			}
		}
	}
}

// Carries and borrows go through any number of limbs.
func TestCarries(t *testing.T) {
	for low := -1074; low <= 1023; low += 61 {
		for _, high := range []int{low + 1, low + 63, low + 64, low + 65, low + 130, low + 1000, 971} {
			if high <= low || high > 971 {
				continue
			}
			// All bits from low on and below high are set, and then the lowest one is added.
			var s Sum
			for at := low; at < high; at += 53 {
				n := min(53, high-at)
				s.Add(math.Ldexp(float64(uint64(1)<<n-1), at))
			}
			want := new(big.Float).SetPrec(precision).SetMantExp(big.NewFloat(1), high)
			want.Sub(want, new(big.Float).SetMantExp(big.NewFloat(1), low))
			rounded, _ := want.Float64()
			same(t, rounded, s.Float64(), "%d to %d", low, high)
			s.Add(math.Ldexp(1, low))
			same(t, math.Ldexp(1, high), s.Float64(), "%d to %d", low, high)
			s.Add(-math.Ldexp(1, low))
			same(t, rounded, s.Float64(), "%d to %d", low, high)
		}
	}
}

// A sum may exceed the greatest float64 on its way: only the final value can overflow.
func TestOverflow(t *testing.T) {
	const top, half = math.MaxFloat64, 0x1p970 // half is half a unit in the last place of top
	inf := math.Inf(1)
	for _, c := range []struct {
		values []float64
		want   float64
	}{
		{[]float64{top, top}, inf},
		{[]float64{top, top, -top}, top},
		{[]float64{top, half}, inf},
		{[]float64{top, half, -0x1p-1074}, top},
		{[]float64{top, half / 2, half / 4}, top},
		{[]float64{top, top, -top, -top, 1}, 1},
		{[]float64{-top, -top, -top, top, top}, -top},
		{[]float64{-top, -half}, -inf},
	} {
		same(t, c.want, sumOf(c.values...), c.values)
	}
	var s Sum
	for range 1000 {
		s.AddProduct(math.MaxInt64, top)
		s.AddProduct(math.MinInt64, top)
	}
	assert.Equal(t, -inf, s.Float64())
	s.AddProduct(1000, top)
	assert.Zero(t, s.Float64())
}

// NaN and infinities, and products with them, give the same result as in floating point, in any order.
func TestNotFinite(t *testing.T) {
	inf, not := math.Inf(1), math.NaN()
	for _, c := range []struct {
		values []float64
		want   float64
	}{
		{[]float64{1, inf}, inf}, {[]float64{-inf, 1}, -inf}, {[]float64{inf, inf}, inf},
		{[]float64{inf, -inf}, not}, {[]float64{-inf, 1, inf, inf}, not},
		{[]float64{not}, not}, {[]float64{not, inf}, not}, {[]float64{inf, -inf, not}, not},
		{[]float64{math.Float64frombits(0xfff8000000000123)}, not}, {[]float64{math.Float64frombits(0x7ff0000000000001)}, not},
		{[]float64{-math.MaxFloat64, -math.MaxFloat64, inf}, inf},
	} {
		var s, reverse, first, second Sum
		for i, v := range c.values {
			s.Add(v)
			reverse.AddProduct(-1, -c.values[len(c.values)-1-i])
			if i == 0 {
				first.AddProduct(math.MaxInt64, v)
			} else {
				second.AddProduct(math.MinInt64, -v)
			}
		}
		first.Merge(&second)
		for _, got := range []float64{s.Float64(), reverse.Float64(), first.Float64()} {
			assert.Equal(t, math.Float64bits(c.want), math.Float64bits(got), "%v", c.values)
		}
		s.Reset()
		assert.Zero(t, s.Float64(), "%v", c.values)
	}
	assert.Equal(t, uint64(0x7ff8000000000001), math.Float64bits(sumOf(not)), "as documented")

	var s Sum
	for _, v := range []float64{inf, -inf, not, 1} {
		s.AddProduct(0, v)
	}
	assert.Zero(t, s.Float64())
}

// The sum of no values is +0, and so is a sum of zeros.
func TestZero(t *testing.T) {
	negative := math.Copysign(0, -1)
	for _, values := range [][]float64{{}, {0}, {negative}, {negative, negative}, {1, -1}, {0x1p-1074, negative, -0x1p-1074}} {
		assert.Zero(t, math.Float64bits(sumOf(values...)), "%v", values)
	}
}

// anyValue draws a value of any exponent, or of a few exponents, or an extreme value.
func anyValue(r *rand.Rand) float64 {
	switch r.IntN(6) {
	case 0:
		return math.Ldexp(2*r.Float64()-1, r.IntN(40)-20)
	case 1:
		return []float64{0, math.MaxFloat64, -math.MaxFloat64, 0x1p-1074, -0x1p-1074, 0x1p-1022, -1, 1}[r.IntN(8)]
	case 2: // subnormal
		return math.Copysign(math.Float64frombits(r.Uint64N(1<<52)), float64(r.IntN(2))-0.5)
	}
	for {
		if v := math.Float64frombits(r.Uint64()); v-v == 0 {
			return v
		}
	}
}

// anyCount draws a count of any magnitude.
func anyCount(r *rand.Rand) int64 {
	return []int64{1, -1, 0, math.MaxInt64, math.MinInt64, r.Int64() >> r.IntN(64), -r.Int64() >> r.IntN(64)}[r.IntN(7)]
}

// A sum equals the sum in math/big, rounded once, in any order and in parts that are merged in any order. It is 0
// after all values have been subtracted again.
func TestSum(t *testing.T) {
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 1))
		n := 1 + r.IntN(60)
		counts, values := make([]int64, n), make([]float64, n)
		want := newReference()
		for k := range n {
			counts[k], values[k] = anyCount(r), anyValue(r)
			if seed%3 == 0 && k > 0 && r.IntN(2) == 0 { // most of it cancels
				counts[k], values[k] = counts[k-1], -values[k-1]
			}
			want.addProduct(counts[k], values[k])
		}
		var s Sum
		for k := range n {
			s.AddProduct(counts[k], values[k])
		}
		same(t, want.float64(), s.Float64(), seed)
		for range 4 {
			parts := make([]Sum, 1+r.IntN(8))
			for _, k := range r.Perm(n) {
				parts[r.IntN(len(parts))].AddProduct(counts[k], values[k])
			}
			for len(parts) > 1 {
				i, last := r.IntN(len(parts)-1), len(parts)-1
				parts[i].Merge(&parts[last])
				parts = parts[:last]
			}
			same(t, want.float64(), parts[0].Float64(), seed)
		}
		for _, k := range r.Perm(n) {
			s.AddProduct(counts[k], -values[k])
		}
		same(t, 0, s.Float64(), seed)
	}
}

// With values that are not finite, too, the sum is the same in any order and in any parts.
func TestOrder(t *testing.T) {
	not := []float64{math.Inf(1), math.Inf(-1), math.NaN()}
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(seed, 2))
		values := make([]float64, 1+r.IntN(30))
		for k := range values {
			if values[k] = anyValue(r); r.IntN(20) == 0 {
				values[k] = not[r.IntN(3)]
			}
		}
		want := math.Float64bits(sumOf(values...))
		r.Shuffle(len(values), func(i, j int) { values[i], values[j] = values[j], values[i] })
		cut := r.IntN(len(values) + 1)
		var a, b Sum
		for _, v := range values[:cut] {
			a.Add(v)
		}
		for _, v := range values[cut:] {
			b.Add(v)
		}
		before := b
		a.Merge(&b)
		require.Equal(t, want, math.Float64bits(a.Float64()), seed)
		require.Equal(t, before, b, "the other one has changed")
		a.Reset()
		require.Equal(t, Sum{}, a)
	}
}

// A Sum has the room that is documented, and panics beyond it.
func TestCapacity(t *testing.T) {
	var s, minus Sum
	s.AddProduct(math.MinInt64, -math.MaxFloat64)
	minus.AddProduct(math.MinInt64, math.MaxFloat64)
	for range 141 - 63 { // each turn doubles the sum
		s.Merge(&s)
		minus.Merge(&minus)
	}
	s.Add(1)
	assert.Equal(t, math.Inf(1), s.Float64())
	assert.Equal(t, math.Inf(-1), minus.Float64())
	both := s
	both.Merge(&minus)
	assert.EqualValues(t, 1, both.Float64())
	assert.Panics(t, func() { s.Merge(&s) })
}

// A Sum stays on the stack.
func TestAllocations(t *testing.T) {
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		var a, b Sum
		a.Add(1)
		b.AddProduct(3, 0.5)
		a.Merge(&b)
		if a.Float64() != 2.5 {
			t.Error("not 2.5")
		}
		a.Reset()
	}))
}
