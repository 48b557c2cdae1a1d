package dcg

import (
	"encoding/binary"
	"hash/fnv"
	"math"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/internal/precise"
)

// Discounts have a relative error below 2^-100, and the differences of neighbours one below 2^-52.
func TestDiscounts(t *testing.T) {
	const n = 1 << 17
	d := Discounts(n)
	require.Len(t, d, n)
	ranks := []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 16, 17, 30, 31, 32, 33, 100, 127, 128, 129, 255, 256, 257, 1000, 1023, 1024, 4096, 65535, 65536, 100_000, n - 1}
	for _, rank := range ranks {
		want := precise.Discount(uint64(rank))
		upper, _ := want.Float64()
		assert.Equal(t, upper, d[rank-1].Upper, rank)
		got := precise.Number(0).Add(precise.Number(d[rank-1].Upper), precise.Number(d[rank-1].Lower))
		off, _ := got.Quo(got.Sub(got, want), want).Float64()
		assert.Less(t, math.Abs(off), 0x1p-100, rank)

		gap, _ := precise.Number(0).Sub(want, precise.Discount(uint64(rank+1))).Float64()
		assert.InEpsilon(t, gap, d[rank-1].Minus(d[rank]), 0x1p-52, rank)
	}
}

// Discounts of high ranks are as accurate as those of low ranks. Where 1 + rank is a power of 2, a discount is
// the correctly rounded sum of two float64.
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
		want := precise.Discount(rank)
		inverse := l.inverse()
		got := precise.Number(0).Add(precise.Number(inverse.upper), precise.Number(inverse.lower))
		off, _ := got.Quo(got.Sub(got, want), want).Float64()
		assert.Less(t, math.Abs(off), 0x1p-100, rank)
	}
	for k := range 17 {
		assert.Equal(t, Discount{1 / float64(k+1), math.FMA(-1/float64(k+1), float64(k+1), 1) / float64(k+1)}, Discounts(1 << 17)[2<<k-2])
	}
}

// Discounts do not depend on earlier or concurrent calls.
func TestGrowingDiscounts(t *testing.T) {
	known.Store(nil)
	want := make([]Discount, 3000)
	fill(want, 0)
	var group sync.WaitGroup
	for n := range 3000 {
		group.Go(func() {
			for _, n := range []int{n, 3000 - n, n / 7} {
				assert.True(t, slices.Equal(want[:n], Discounts(n)), n)
			}
		})
	}
	group.Wait()
}

// Gains are 2^r - 1 with a relative error below 5e-16, even if they are close to 0. They are exact for integers
// r.
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
			want, _ := precise.Gain(r).Float64()
			require.InEpsilon(t, want, StandardGain(r), 5e-16, r)
		}
	}
}

// Discounts and gains have the same bits on every machine, with this digest.
func TestSameBits(t *testing.T) {
	digest := fnv.New64a()
	for n := 1; n < 20_000; n++ {
		require.NoError(t, binary.Write(digest, binary.LittleEndian, []float64{StandardGain(float32(n) / 64), StandardGain(-float32(n) * 0x1p-13)}))
	}
	require.NoError(t, binary.Write(digest, binary.LittleEndian, Discounts(1<<16)))
	assert.Equal(t, uint64(0x635347550deb4f71), digest.Sum64())
}
