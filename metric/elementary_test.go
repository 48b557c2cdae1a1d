package metric

import (
	"encoding/binary"
	"hash/fnv"
	"math"
	"math/big"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Logarithms are as near as those of package math, and exact for powers of 2.
func TestLog2(t *testing.T) {
	check := func(n int) {
		if got, want := log2(n), math.Log2(float64(n)); math.Abs(got-want) > 0x1p-51*want {
			t.Fatalf("%d: %v, not %v", n, got, want)
		}
	}
	for n := 1; n < 1<<17; n++ {
		check(n)
	}
	for n := 2; n < 2000; n++ {
		within(t, 3*0x1p-53, exactLog2(n), log2(n))
	}
	for k := range 30 {
		require.Equal(t, float64(k), log2(1<<k))
		for _, n := range []int{1<<k + 1, 1<<k + 1<<k/2, 1<<k + 1<<k/3, 2<<k - 1} {
			check(n)
		}
	}
}

// Gains are 2^r - 1, to the last place or nearly so, also where they are close to 0.
func TestStandardGain(t *testing.T) {
	for _, r := range []float32{0, 1, 2, 3, 4, 10, 60, 960, 1023, -1, -2, -53} {
		assert.Equal(t, math.Ldexp(1, int(r))-1, standardGain(r), r)
	}
	assert.Equal(t, -1.0, standardGain(-1e30))
	assert.Equal(t, -1.0, standardGain(float32(math.Inf(-1))))
	assert.Equal(t, math.Inf(1), standardGain(1024))
	assert.Equal(t, math.Inf(1), standardGain(float32(math.Inf(1))))
	for r := float32(0x1p-149); r < 1000; r *= 3.1 {
		for _, r := range []float32{r, -r} {
			want, _ := exactGain(r).Float64()
			require.InEpsilon(t, want, standardGain(r), 5e-16, r)
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
func TestSameElementaryBits(t *testing.T) {
	digest := fnv.New64a()
	for n := 1; n < 20_000; n++ {
		values := []float64{log2(n), log2(n * 7919), standardGain(float32(n) / 64), standardGain(-float32(n) * 0x1p-13)}
		require.NoError(t, binary.Write(digest, binary.LittleEndian, values))
	}
	assert.Equal(t, uint64(0x2e307063a758e72a), digest.Sum64())
}
