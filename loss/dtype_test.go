package loss_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/loss"
)

// Every bfloat16 survives a round trip, and what lies between two is rounded to
// the nearer one, ties to even.
func TestBFloat16(t *testing.T) {
	t.Parallel()
	for bits := range 1 << 16 {
		b := loss.BFloat16(bits)
		f := b.Float32()
		if f != f {
			assert.True(t, math.IsNaN(float64(loss.BFloat16FromFloat32(f).Float32())))
			continue
		}
		require.Equal(t, b, loss.BFloat16FromFloat32(f))
		if math.IsInf(float64(f), 0) {
			continue
		}
		half := math.Float32frombits(math.Float32bits(f) + 0x8000) // a tie with the next one away from 0
		even := b + b&1
		require.Equal(t, even, loss.BFloat16FromFloat32(half), "tie beyond %v", f)
		require.Equal(t, b, loss.BFloat16FromFloat32(math.Float32frombits(math.Float32bits(half)-1)))
		require.Equal(t, b+1, loss.BFloat16FromFloat32(math.Float32frombits(math.Float32bits(half)+1)))
	}
	assert.Equal(t, "0.100097656", loss.BFloat16FromFloat32(0.1).String())
}

// The margin is rounded to the element type, once.
func TestMarginRounding(t *testing.T) {
	t.Parallel()
	margin := func(t *testing.T, got float64, err error, want float64) {
		t.Helper()
		require.NoError(t, err)
		assert.Equal(t, want, got)
	}
	for _, c := range []struct{ margin, float32, float16, bfloat16 float64 }{
		{0.1, 0.10000000149011612, 0.0999755859375, 0.10009765625},
		{1e300, math.Inf(1), math.Inf(1), math.Inf(1)},
		{65519, 65519, 65504, 65536},
		{65520, 65520, math.Inf(1), 65536},
		{1 + 0x1p-8 + 0x1p-40, 1 + 0x1p-8, 1 + 0x1p-8, 1 + 0x1p-7}, // float32 makes it a tie
		{1 + 0x1p-11 + 0x1p-40, 1 + 0x1p-11, 1 + 0x1p-10, 1},
		{0x1p-150 + 0x1p-190, 0x1p-149, 0, 0},
	} {
		sum32, err := loss.MarginRanking[float32]{Margin: c.margin}.Forward(loss.Pairs[float32]{X1: make([]float32, 1), X2: make([]float32, 1)})
		margin(t, sum32, err, c.float32)
		sum16, err := loss.MarginRanking[loss.Float16]{Margin: c.margin}.Forward(loss.Pairs[loss.Float16]{X1: make([]loss.Float16, 1), X2: make([]loss.Float16, 1)})
		margin(t, sum16, err, c.float16)
		sumB16, err := loss.MarginRanking[loss.BFloat16]{Margin: c.margin}.Forward(loss.Pairs[loss.BFloat16]{X1: make([]loss.BFloat16, 1), X2: make([]loss.BFloat16, 1)})
		margin(t, sumB16, err, c.bfloat16)
	}
}

// Every value of 16 bits is a margin as it is; one half way to the next goes to the even of
// the two, and whatever is nearer to one, be it by the last bit of a float64, to that.
func TestMarginTies(t *testing.T) {
	t.Parallel()
	t.Run("float16", func(t *testing.T) {
		testMarginTies(t, 0x7c00, func(bits uint16) (loss.Float16, float64) {
			return loss.Float16(bits), float64(loss.Float16(bits).Float32())
		}, 0x1p16)
	})
	t.Run("bfloat16", func(t *testing.T) {
		testMarginTies(t, 0x7f80, func(bits uint16) (loss.BFloat16, float64) {
			return loss.BFloat16(bits), float64(loss.BFloat16(bits).Float32())
		}, 0x1p128)
	})
}

// infinity has the bits of the value above all finite ones, which would be beyond if the type went on.
func testMarginTies[T loss.Float](t *testing.T, infinity uint16, value func(bits uint16) (T, float64), beyond float64) {
	var dst, zero [1]T
	for bits := range infinity {
		_, lower := value(bits)
		_, upper := value(bits + 1)
		if math.IsInf(upper, 1) {
			upper = beyond
		}
		tie := (lower + upper) / 2
		for margin, want := range map[float64]uint16{
			lower:                            bits,
			math.Nextafter(tie, 0):           bits,
			tie:                              bits + bits&1,
			math.Nextafter(tie, math.Inf(1)): bits + 1,
			math.Nextafter(upper, 0):         bits + 1,
		} {
			require.NoError(t, loss.MarginRanking[T]{Margin: margin}.ForwardNone(dst[:], loss.Pairs[T]{X1: zero[:], X2: zero[:]}))
			expected, _ := value(want)
			require.Equal(t, expected, dst[0], "margin %v", margin)
		}
	}
}
