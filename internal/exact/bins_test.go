package exact

import (
	"math"
	"math/rand/v2"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/require"
)

// A sum of products equals the sum in math/big, rounded once, wherever bins are flushed and merged.
func TestBins(t *testing.T) {
	t.Run("float32", testBins[float32])
	t.Run("float64", testBins[float64])
}

func testBins[F Float](t *testing.T) {
	b, part := new(Bins), new(Bins)
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 1))
		n := 1 + r.IntN(40)
		orders := []int{1, 10, 100, 250, 2000}[r.IntN(5)]
		most := []int64{1, 9, 1 << 10, 1 << 20, 1 << 31}[r.IntN(5)]
		counts, values := make([]int32, n), make([]F, n)
		want := newReference()
		for k := range n {
			counts[k] = int32(max(min(r.Int64N(2*most+1)-most, math.MaxInt32), math.MinInt32))
			v := F(math.Ldexp(2*r.Float64()-1, r.IntN(orders)-orders/2))
			if v-v != 0 || r.IntN(50) == 0 {
				v = []F{0, largest[F](), -largest[F](), F(math.Ldexp(1, -149)), F(math.Ldexp(-1, -1074))}[r.IntN(5)]
			}
			values[k] = v
			if seed%4 == 0 && k > 0 && counts[k-1] != 0 { // they cancel
				values[k], counts[k] = -values[k-1], counts[k-1]
			}
			if r.IntN(20) == 0 { // with a count of 0 the value may be anything
				counts[k], values[k] = 0, F([]float64{math.NaN(), math.Inf(1), math.Inf(-1), 1}[r.IntN(4)])
			}
			if counts[k] != 0 {
				want.addProduct(int64(counts[k]), float64(values[k]))
			}
		}
		single := anyValue(r)
		want.add(single)

		b.Reset() // while there is something in the bins
		part.Reset()
		cut := r.IntN(n)
		AddAll(part, counts[:cut], values[:cut], most)
		b.Sum().Merge(part.Sum())
		AddAll(b, counts[cut:], values[cut:], most)
		b.Add(single)
		same(t, want.float64(), b.Sum().Float64(), seed)
		for k := range values { // subtract all again
			values[k] = -values[k]
		}
		AddAll(b, counts, values, most)
		same(t, single, b.Sum().Float64(), seed)
		AddAll(part, counts, values, most)
	}
}

// largest is the greatest finite value.
func largest[F Float]() F {
	if unsafe.Sizeof(F(0)) == 4 {
		return F(math.Float32frombits(0x7f7fffff))
	}
	return F(math.Float64frombits(0x7fefffffffffffff))
}

// Bins with the largest counts that AddAll lets in do not overflow.
func TestRoom(t *testing.T) {
	t.Run("float32", testRoom[float32])
	t.Run("float64", testRoom[float64])
}

func testRoom[F Float](t *testing.T) {
	const n = 1 << 12
	counts, values := make([]int32, n), make([]F, n)
	for _, v := range []F{1, F(math.Nextafter32(2, 0)), F(math.Nextafter(2, 0)), largest[F](), F(math.Ldexp(1, -149))} {
		for _, count := range []int32{1 << 26, math.MaxInt32, math.MinInt32} {
			for k := range n {
				counts[k], values[k] = count, v
			}
			most := max(int64(count), -int64(count))
			var b Bins
			b.Sum().AddProduct(1<<40, -float64(v))
			AddAll(&b, counts, values, most)
			want := newReference()
			want.addProduct(n*int64(count)-1<<40, float64(v))
			same(t, want.float64(), b.Sum().Float64(), "%v times %d", v, count)
		}
	}
}

// AddAll adds all values even if most, the bound of the counts, is larger than a bin has room for.
func TestBound(t *testing.T) {
	counts, values := []int32{1, math.MinInt32, 3}, []float32{1, 1, 1}
	for _, most := range []int64{1 << 31, 1 << 40, math.MaxInt64} {
		var b Bins
		AddAll(&b, counts, values, most)
		require.EqualValues(t, math.MinInt32+4, b.Sum().Float64())
	}
	var b Bins
	AddAll(&b, nil, []float32{}, 0)
	AddAll(&b, []int32{0, 0}, []float64{math.Inf(1), math.NaN()}, 0)
	require.Zero(t, b.Sum().Float64())
}
