package dcg

import (
	"encoding/binary"
	"hash/fnv"
	"math"
	"math/big"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// number is v to 400 bits.
func number(v float64) *big.Float { return new(big.Float).SetPrec(400).SetFloat64(v) }

// exactLog is the natural logarithm of n to nearly 400 bits: e·ln 2 + 2·atanh((x-1)/(x+1)) for n = x·2^e.
func exactLog(n uint64) *big.Float {
	x := number(float64(n))
	e := x.MantExp(x) // x in [1/2, 1)
	sum := series(x)
	ln2 := series(number(0.5))
	return sum.Sub(sum, ln2.Mul(ln2, number(float64(e))))
}

// series is ln x = 2·atanh((x-1)/(x+1)), for x in [1/2, 1].
func series(x *big.Float) *big.Float {
	y := number(0).Quo(number(0).Sub(x, number(1)), number(0).Add(x, number(1)))
	square, power, sum := number(0).Mul(y, y), number(0).Mul(y, number(2)), number(0)
	for k := 1.0; k < 260; k += 2 {
		sum.Add(sum, number(0).Quo(power, number(k)))
		power.Mul(power, square)
	}
	return sum
}

// exactDiscount is 1/log2(1 + rank).
func exactDiscount(rank uint64) *big.Float {
	return number(0).Quo(exactLog(2), exactLog(1+rank))
}

// Discounts are off by less than 2^-100 of themselves, and their differences by less than 2^-52.
func TestDiscounts(t *testing.T) {
	const n = 1 << 17
	d := Discounts(n)
	require.Len(t, d, n)
	ranks := []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 16, 17, 30, 31, 32, 33, 100, 127, 128, 129, 255, 256, 257, 1000, 1023, 1024, 4096, 65535, 65536, 100_000, n - 1}
	for _, rank := range ranks {
		want := exactDiscount(uint64(rank))
		upper, _ := want.Float64()
		assert.Equal(t, upper, d[rank-1].Upper, rank)
		got := number(0).Add(number(d[rank-1].Upper), number(d[rank-1].Lower))
		off, _ := got.Quo(got.Sub(got, want), want).Float64()
		assert.Less(t, math.Abs(off), 0x1p-100, rank)

		gap, _ := want.Sub(want, exactDiscount(uint64(rank+1))).Float64()
		assert.InEpsilon(t, gap, d[rank-1].Minus(d[rank]), 0x1p-52, rank)
	}
}

// Discounts of far ranks are as exact, and those of powers of 2 exactly what they are.
func TestFarDiscounts(t *testing.T) {
	for _, rank := range []uint64{1<<20 - 1, 1 << 20, 12_345_678, 1<<31 - 2} {
		var known [64]double
		m := rank + 1
		l := double{}
		for zeros := 63; zeros >= 0; zeros-- {
			if m>>zeros&1 == 1 {
				l = logarithm(&known, m>>zeros<<zeros)
				known[zeros] = l
			}
		}
		want := exactDiscount(rank)
		inverse := l.inverse()
		got := number(0).Add(number(inverse.upper), number(inverse.lower))
		off, _ := got.Quo(got.Sub(got, want), want).Float64()
		assert.Less(t, math.Abs(off), 0x1p-100, rank)
	}
	for k := range 17 {
		assert.Equal(t, Discount{1 / float64(k+1), math.FMA(-1/float64(k+1), float64(k+1), 1) / float64(k+1)}, Discounts(1 << 17)[2<<k-2])
	}
}

// Discounts do not depend on what was asked for before, also at the same time.
func TestGrowingDiscounts(t *testing.T) {
	known.Store(nil)
	want := make([]Discount, 3000)
	fill(want, 0)
	var group sync.WaitGroup
	for n := range 3000 {
		group.Go(func() {
			for _, n := range []int{n, 3000 - n, n / 7} {
				assert.Equal(t, want[:n], Discounts(n))
			}
		})
	}
	group.Wait()
}

// Gains are 2^r - 1, to the last place or nearly so, also where they are close to 0.
func TestStandardGain(t *testing.T) {
	for _, r := range []float32{0, 1, 2, 3, 4, 10, 60, 960, 1023, -1, -2, -53} {
		assert.Equal(t, math.Ldexp(1, int(r))-1, StandardGain(r), r)
	}
	assert.Equal(t, -1.0, StandardGain(-1e30))
	assert.Equal(t, -1.0, StandardGain(float32(math.Inf(-1))))
	assert.Equal(t, math.Inf(1), StandardGain(1024))
	assert.Equal(t, math.Inf(1), StandardGain(float32(math.Inf(1))))
	for r := float32(0x1p-149); r < 1000; r *= 3.1 {
		for _, r := range []float32{r, -r} {
			want, _ := exactGain(r).Float64()
			require.InEpsilon(t, want, StandardGain(r), 5e-16, r)
		}
	}
}

// exactGain is 2^r - 1 = e^x - 1 to 200 bits, by the series of e^(x/2^k), squared k times.
func exactGain(r float32) *big.Float {
	x := exactLog(2)
	x.Mul(x, number(float64(r)))
	const halvings = 20
	x.SetMantExp(x, -halvings)
	sum, term := number(0), number(1)
	for n := 1; n < 40; n++ {
		term.Quo(term.Mul(term, x), number(float64(n)))
		sum.Add(sum, term) // e^x - 1
	}
	for range halvings { // (1 + s)² - 1 = 2s + s²
		square := number(0).Mul(sum, sum)
		sum.Add(sum.Add(sum, sum), square)
	}
	return sum
}

// Discounts and gains have the same bits on every machine: these.
func TestSameBits(t *testing.T) {
	digest := fnv.New64a()
	for n := 1; n < 20_000; n++ {
		require.NoError(t, binary.Write(digest, binary.LittleEndian, []float64{StandardGain(float32(n) / 64), StandardGain(-float32(n) * 0x1p-13)}))
	}
	require.NoError(t, binary.Write(digest, binary.LittleEndian, Discounts(1<<16)))
	assert.Equal(t, uint64(0xf3666084717cd926), digest.Sum64())
}
