package loss_test

import (
	"math"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/marginrank/marginrank/internal/losstest"
	"github.com/marginrank/marginrank/loss"
)

// rounding is values in both directions: what becomes of a float32.
var rounding = []float32{0, float32(math.Copysign(0, -1)), 1, -1.5, 0.1, 65504, 65519.99, 65520, -1e30, 0x1p-24, 0x1p-25, 0x1.8p-25, 0x1p-133, 0x1p-149,
	1 + 0x1p-8, 1 + 0x1p-11, 1 + 0x1.8p-11, math.MaxFloat32, float32(math.Inf(1)), float32(math.Inf(-1)), float32(math.NaN())}

// Slices of every length are converted as their elements are one by one, with one rounding, and nothing beside them is written.
func TestConversions(t *testing.T) {
	t.Parallel()
	t.Run("float32", func(t *testing.T) { testConversions(t, losstest.Float32) })
	t.Run("float64", func(t *testing.T) { testConversions(t, losstest.Float64) })
	t.Run("float16", func(t *testing.T) { testConversions(t, losstest.Float16) })
	t.Run("bfloat16", func(t *testing.T) { testConversions(t, losstest.BFloat16) })
	t.Run("named", func(t *testing.T) {
		src, dst := []float32{1, 0.1}, make([]score, 2)
		require.NoError(t, loss.FromFloat32(dst, src))
		assert.Equal(t, []score{1, 0.1}, dst)
		require.NoError(t, loss.ToFloat32(src, []score{3, 0.3}))
		assert.Equal(t, []float32{3, 0.3}, src)
		type precise float64
		double := make([]precise, 2)
		require.NoError(t, loss.FromFloat32(double, src))
		assert.Equal(t, []precise{3, precise(float32(0.3))}, double)
		require.NoError(t, loss.ToFloat32(src, []precise{0.1, 1e300}))
		assert.Equal(t, []float32{0.1, float32(math.Inf(1))}, src)
	})
}

func testConversions[T loss.Float](t *testing.T, d losstest.DType[T]) {
	src := make([]float32, 301)
	for i := range src {
		src[i] = rounding[i%len(rounding)]
	}
	guard := d.Element(7)
	for n := range len(src) {
		dst := make([]T, n+1)
		dst[n] = guard
		require.NoError(t, loss.FromFloat32(dst[:n], src[:n]))
		require.Equal(t, d.Value(guard), d.Value(dst[n]))
		back := make([]float32, n+1)
		back[n] = 7
		require.NoError(t, loss.ToFloat32(back[:n], dst[:n]))
		require.Equal(t, float32(7), back[n])
		for i, v := range src[:n] {
			want := d.Round(float64(v))
			require.True(t, losstest.Same(want, d.Value(dst[i])), "%v becomes %v, not %v", v, d.Value(dst[i]), want)
			require.Equal(t, v == v && math.Signbit(float64(v)), v == v && math.Signbit(d.Value(dst[i])), v)
			require.True(t, losstest.Same(float64(float32(want)), float64(back[i])), "%v comes back as %v", v, back[i])
		}
	}
}

// One by one and as slices, the bits are the same, also of NaN.
func TestFloat16FromFloat32(t *testing.T) {
	t.Parallel()
	half, brain := make([]loss.Float16, len(rounding)), make([]loss.BFloat16, len(rounding))
	require.NoError(t, loss.FromFloat32(half, rounding))
	require.NoError(t, loss.FromFloat32(brain, rounding))
	for i, v := range rounding {
		assert.Equal(t, half[i], loss.Float16FromFloat32(v), v)
		assert.Equal(t, brain[i], loss.BFloat16FromFloat32(v), v)
	}
	assert.Equal(t, loss.Float16(0x3e00), loss.Float16FromFloat32(1.5))
	assert.Equal(t, loss.Float16(0x7bff), loss.Float16FromFloat32(65519.99))
	assert.Equal(t, loss.Float16(0x7c00), loss.Float16FromFloat32(65520))
	assert.Equal(t, loss.Float16(0xffff), loss.Float16FromFloat32(float32(math.NaN())))
}

// Values of float64 are rounded to float32 once.
func TestToFloat32Rounds(t *testing.T) {
	t.Parallel()
	src := []float64{0.1, 1 + 0x1p-24, 1 + 0x1.000002p-24, 1 + 0x1.8p-23, 1e300, -1e-300, 0x1p-150, 0x1.8p-150}
	dst := make([]float32, len(src))
	require.NoError(t, loss.ToFloat32(dst, src))
	assert.Equal(t, []float32{0.1, 1, 1 + 0x1p-23, 1 + 0x1p-22, float32(math.Inf(1)), float32(math.Copysign(0, -1)), 0, 0x1p-149}, dst)
}

// Arrays of two lengths, or in one memory, are an error, and nothing is written. As ever, an output may be exactly its input, if
// the elements are alike.
func TestConversionErrors(t *testing.T) {
	t.Parallel()
	memory := make([]float64, 20)
	floats := unsafe.Slice((*float32)(unsafe.Pointer(&memory[0])), 40)
	halves := unsafe.Slice((*loss.Float16)(unsafe.Pointer(&memory[0])), 80)
	scores := unsafe.Slice((*score)(unsafe.Pointer(&memory[0])), 40)
	for i := range floats {
		floats[i] = float32(i)
	}
	before := append([]float32(nil), floats...)
	for _, c := range []struct {
		err  error
		want error
		text string
	}{
		{loss.FromFloat32(halves[:3], make([]float32, 4)), loss.ErrLength, "dst has length 3, src has length 4"},
		{loss.FromFloat32(halves[:3], nil), loss.ErrLength, "dst has length 3, src has length 0"},
		{loss.ToFloat32(nil, halves[:1]), loss.ErrLength, "dst has length 0, src has length 1"},
		{loss.FromFloat32(halves[:10], floats[:10]), loss.ErrOverlap, "dst and src"},
		{loss.FromFloat32(halves[19:29], floats[:10]), loss.ErrOverlap, "dst and src"},
		{loss.ToFloat32(floats[:10], halves[:10]), loss.ErrOverlap, "dst and src"},
		{loss.ToFloat32(floats[9:19], memory[:10]), loss.ErrOverlap, "dst and src"},
		{loss.FromFloat32(memory[:10], floats[:10]), loss.ErrOverlap, "dst and src"},
		{loss.FromFloat32(scores[1:11], floats[:10]), loss.ErrOverlap, "dst and a part of src"},
		{loss.ToFloat32(floats[:10], scores[9:19]), loss.ErrOverlap, "dst and a part of src"},
		{loss.ToFloat32(floats[:10], floats[:10]), nil, ""},
		{loss.FromFloat32(scores[:10], floats[:10]), nil, ""},
		{loss.ToFloat32[loss.BFloat16](nil, nil), nil, ""},
		{loss.FromFloat32(halves[:0], floats[:0]), nil, ""},
	} {
		assert.ErrorIs(t, c.err, c.want)
		if c.want != nil {
			assert.ErrorContains(t, c.err, c.text)
		}
	}
	assert.Equal(t, before, floats)
	assert.NoError(t, loss.FromFloat32(halves[20:30], floats[:10]), "side by side")
}
