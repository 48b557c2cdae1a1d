package loss_test

import (
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/internal/losstest"
	"github.com/marginrank/marginrank/loss"
)

// fullArgs is the arguments of n pairs with all arrays but int8 labels.
func fullArgs[T loss.Float](n int) *generated.Args {
	array := func() unsafe.Pointer { return unsafe.Pointer(unsafe.SliceData(make([]T, n))) }
	return &generated.Args{
		N: n, Out: array(), GX1: array(), GX2: array(), GY: array(), X1: array(), X2: array(), Y: array(),
		Upstream: array(), Weights: array(), Margins: array(),
	}
}

// BenchmarkSpan is one call into assembly of the slowest kernels, which the collector cannot stop: tens of
// microseconds at most.
func BenchmarkSpan(b *testing.B) {
	for _, tier := range losstest.OtherTiers() {
		b.Run("tier="+tier.String(), func(b *testing.B) {
			b.Run("dtype=float32", func(b *testing.B) { benchmarkSpan[float32](b, tier) })
			b.Run("dtype=float64", func(b *testing.B) { benchmarkSpan[float64](b, tier) })
			b.Run("dtype=float16", func(b *testing.B) { benchmarkSpan[loss.Float16](b, tier) })
			b.Run("dtype=bfloat16", func(b *testing.B) { benchmarkSpan[loss.BFloat16](b, tier) })
		})
	}
}

func benchmarkSpan[T loss.Float](b *testing.B, tier cpuid.Tier) {
	weighted := fullArgs[T](generated.Span)
	plain := *weighted
	plain.Weights, plain.Margins = nil, nil
	b.Run("weighted=false", func(b *testing.B) {
		for b.Loop() {
			generated.Run[T](generated.EachGrad, tier, &plain)
		}
	})
	b.Run("weighted=true", func(b *testing.B) {
		for b.Loop() {
			generated.Run[T](generated.EachGrad, tier, weighted)
		}
	})
	b.Run("squared=true", func(b *testing.B) {
		for b.Loop() {
			generated.Run[T](generated.SquaredEachGrad, tier, weighted)
		}
	})
}

// A call into assembly is a span at most, however long a batch is: nobody may hand a kernel more.
func TestSpanGuard(t *testing.T) {
	t.Parallel()
	assert.Equal(t, 16384, generated.Span)
	for op := generated.Sum; op <= generated.SquaredEachGrad; op++ {
		for _, tier := range losstest.Tiers() {
			a := fullArgs[float32](generated.Span + 1)
			assert.Panics(t, func() { generated.Run[float32](op, tier, a) }, "%v on %v", op, tier)
			a.N--
			assert.NotPanics(t, func() { generated.Run[float32](op, tier, a) }, "%v on %v", op, tier)
		}
	}
}
