package allpairs

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// A sum is that of math/big, rounded once, wherever it is flushed and joined.
func TestSum(t *testing.T) {
	t.Run("float32", testSum[float32])
	t.Run("float64", testSum[float64])
}

func testSum[F Float](t *testing.T) {
	s, part := new(Sum), new(Sum)
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 1))
		n := 1 + r.IntN(40)
		orders := []int{1, 10, 100, 250, 2000}[r.IntN(5)]
		most := []uint32{1, 9, 1 << 10, 1 << 20, math.MaxInt32}[r.IntN(5)]
		low, high, counts, values := make([]uint32, n), make([]uint32, n), make([]int32, n), make([]F, n)
		for k := range n {
			low[k], high[k] = r.Uint32N(most)+1, r.Uint32N(most)+1
			v := F(math.Ldexp(2*r.Float64()-1, r.IntN(orders)-orders/2))
			if !isFinite(v) || r.IntN(50) == 0 {
				v = []F{0, largest[F](), -largest[F](), F(math.Ldexp(1, -149)), F(math.Ldexp(-1, -1074))}[r.IntN(5)]
			}
			values[k] = v
			if seed%4 == 0 && k > 0 { // they cancel
				values[k], low[k], high[k] = values[0], high[k-1], low[k-1]
			}
		}
		want := new(big.Float).SetPrec(4500)
		for k, v := range values {
			product := new(big.Float).SetPrec(200).SetInt64(int64(low[k]) - int64(high[k]))
			want.Add(want, product.Mul(product, big.NewFloat(float64(v))))
		}
		pairs, margin := r.Int64N(math.MaxInt64), r.NormFloat64()
		if seed%2 == 0 {
			product := new(big.Float).SetPrec(200).SetInt64(pairs)
			want.Add(want, product.Mul(product, big.NewFloat(margin)))
		}
		rounded, _ := want.Float64()

		s.Reset()
		part.Reset()
		cut := r.IntN(n)
		part.reserve(cut, math.MaxInt32)
		subtract(counts, low, high)
		addEach(part, counts[:cut], values)
		s.Add(part)
		addEach(s, counts[cut:], values[cut:])
		if seed%2 == 0 {
			s.AddProduct(pairs, margin)
		}
		require.Equal(t, rounded, s.Float64(), seed)
		for k := range counts {
			require.Equal(t, int32(low[k]-high[k]), counts[k])
		}
	}
}

// addEach adds as many at a time as there is room for.
func addEach[F Float](s *Sum, counts []int32, values []F) {
	step := atATime(math.MaxInt32)
	for lo := 0; lo < len(counts); lo += step {
		hi := min(lo+step, len(counts))
		s.reserve(hi-lo, math.MaxInt32)
		addAll(s, counts[lo:hi], values[lo:hi])
	}
}

// Sums round to even, to subnormals and to infinity as single operations do.
func TestSumRounding(t *testing.T) {
	for _, c := range []struct{ a, b float64 }{
		{1, 0x1p-53}, {1 + 0x1p-52, 0x1p-53}, {1, 0x1.8p-53}, {1, 0x1p-1074}, {1 + 0x1p-52, -0x1p-1074}, {0x1p53, 1}, {0x1p53, -1},
		{math.MaxFloat64, 0x1p970}, {math.MaxFloat64, 0x1p969}, {math.MaxFloat64, math.MaxFloat64}, {-math.MaxFloat64, -math.MaxFloat64},
		{0x1p-1074, 0x1p-1074}, {0x1p-1022, -0x1p-1074}, {0x1p-1022, 0x1p-1074}, {1, -1}, {0, 0}, {0x1.fffffffffffffp1023, -0x1p-1074},
		{0x1.fffffffffffffp0, 0x1p-53}, {-1, 0x1p-54},
	} {
		s := new(Sum)
		s.AddProduct(1, c.a)
		s.AddProduct(1, c.b)
		require.Equal(t, c.a+c.b, s.Float64(), "%v", c)
	}
}

// Bins that are as full as they may be don't overflow.
func TestSumRoom(t *testing.T) {
	for _, v := range []float64{1, math.MaxFloat32, math.MaxFloat64, 0x1.fffffffffffffp0} {
		s, want := new(Sum), new(big.Float).SetPrec(4500)
		const most, n = 1 << 26, 1 << 12
		low, high, counts, values := make([]uint32, n), make([]uint32, n), make([]int32, n), make([]float64, n)
		for k := range n {
			low[k], values[k] = most, v
			want.Add(want, big.NewFloat(v))
		}
		want.Mul(want, big.NewFloat(most))
		s.AddProduct(1<<40, -v)
		want.Sub(want, new(big.Float).Mul(big.NewFloat(1<<40), big.NewFloat(v)))
		for lo, step := 0, atATime(most); lo < n; lo += step {
			hi := min(lo+step, n)
			s.reserve(hi-lo, most)
			subtract(counts[lo:hi], low[lo:hi], high[lo:hi])
			addAll(s, counts[lo:hi], values[lo:hi])
		}
		rounded, _ := want.Float64()
		require.Equal(t, rounded, s.Float64())
	}
}
