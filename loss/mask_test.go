package loss_test

import (
	"bytes"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/internal/losstest"
	"github.com/marginrank/marginrank/loss"
)

// A mask in memory that C or a file wrote may hold any byte: each but 0 keeps its item, on every path and tier.
func TestMaskOfAnyByte(t *testing.T) {
	t.Parallel()
	t.Run("float32", func(t *testing.T) { t.Parallel(); testMaskOfAnyByte(t, losstest.Float32) })
	t.Run("float64", func(t *testing.T) { t.Parallel(); testMaskOfAnyByte(t, losstest.Float64) })
	t.Run("float16", func(t *testing.T) { t.Parallel(); testMaskOfAnyByte(t, losstest.Float16) })
	t.Run("bfloat16", func(t *testing.T) { t.Parallel(); testMaskOfAnyByte(t, losstest.BFloat16) })
}

func testMaskOfAnyByte[T loss.Float](t *testing.T, d losstest.DType[T]) {
	losstest.EachListCase(d, func(c losstest.ListCase[T]) {
		if c.Lists.Mask != nil {
			compareBytes(t, d, c)
		}
	})
}

// compareBytes compares a mask with the same one in other bytes.
func compareBytes[T loss.Float](t *testing.T, d losstest.DType[T], c losstest.ListCase[T]) {
	t.Helper()
	others := make([]byte, len(c.Lists.Mask))
	for i, keep := range c.Lists.Mask {
		if keep {
			others[i] = []byte{1, 2, 4, 0x80, 0xfe, 0xff}[i%6]
		}
	}
	before := slices.Clone(others)
	other := c.Lists
	other.Mask = unsafe.Slice((*bool)(unsafe.Pointer(unsafe.SliceData(others))), len(others))
	for _, tier := range losstest.Tiers() {
		criterion := on(tier, loss.MarginRanking[T]{Margin: c.Margin, Boundary: c.Boundary})
		want, got := make([]T, len(others)), make([]T, len(others))
		value, stats, err := criterion.ForwardBackwardLists(want, c.Lists, c.Upstream)
		require.NoError(t, err, c.Name)
		again, count, err := criterion.ForwardBackwardLists(got, other, c.Upstream)
		require.NoError(t, err, c.Name)
		require.Equal(t, stats, count, c.Name)
		require.True(t, losstest.Same(value, again), "%s: %v, not %v", c.Name, again, value)
		for i := range want {
			require.True(t, losstest.Same(d.Value(want[i]), d.Value(got[i])), "%s: gradient %d is %v, not %v", c.Name, i, d.Value(got[i]), d.Value(want[i]))
		}
		only, count, err := criterion.ForwardLists(other)
		require.NoError(t, err, c.Name)
		require.Equal(t, stats, count, c.Name)
		require.True(t, losstest.Same(value, only), "%s: %v, not %v", c.Name, only, value)
	}
	require.True(t, bytes.Equal(before, others), "%s: the mask was written to", c.Name)
}

// The relevance of an item that such a byte keeps may not be NaN.
func TestMaskOfAnyByteKeepsErrors(t *testing.T) {
	t.Parallel()
	nan := float32(math.NaN())
	for b := range 256 {
		mask := []byte{1, byte(b), 0}
		l := loss.Lists[float32]{Scores: make([]float32, 3), Relevance: []float32{1, nan, nan}, Mask: unsafe.Slice((*bool)(unsafe.Pointer(&mask[0])), 3)}
		_, _, err := loss.MarginRanking[float32]{}.ForwardLists(l)
		if b == 0 {
			assert.NoError(t, err)
		} else {
			assert.ErrorIs(t, err, loss.ErrRelevance, b)
			assert.ErrorContains(t, err, "Relevance[1] is NaN")
		}
	}
}

// Ten items, all kept, by bytes 2.
func TestMaskOfTwos(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 14))
	var l loss.Lists[float64]
	for range 10 {
		l.Scores, l.Relevance = append(l.Scores, r.NormFloat64()), append(l.Relevance, float32(r.IntN(3)))
	}
	want, stats, err := loss.MarginRanking[float64]{Margin: 1}.ForwardLists(l)
	require.NoError(t, err)
	l.Mask = unsafe.Slice((*bool)(unsafe.Pointer(unsafe.SliceData(bytes.Repeat([]byte{2}, 10)))), 10)
	got, count, err := loss.MarginRanking[float64]{Margin: 1}.ForwardLists(l)
	require.NoError(t, err)
	assert.Equal(t, want, got)
	assert.Equal(t, stats, count)
}
