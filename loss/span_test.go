package loss_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/loss"
)

// BenchmarkSpan is one call into assembly of the slowest kernels, which the collector cannot stop: tens of
// microseconds at most.
func BenchmarkSpan(b *testing.B) {
	for _, tier := range otherTiers() {
		b.Run("tier="+tier.String(), func(b *testing.B) {
			defer cpuid.Use(tier)()
			b.Run("dtype=float32", benchmarkSpan[float32])
			b.Run("dtype=float64", benchmarkSpan[float64])
			b.Run("dtype=float16", benchmarkSpan[loss.Float16])
			b.Run("dtype=bfloat16", benchmarkSpan[loss.BFloat16])
		})
	}
}

func benchmarkSpan[T loss.Float](b *testing.B) {
	array := func() *T { return &make([]T, generated.Span)[0] }
	out, gx1, gx2, gy, x1, x2, y, upstream := array(), array(), array(), array(), array(), array(), array(), array()
	weights, margins := array(), array()
	b.Run("weighted=false", func(b *testing.B) {
		for b.Loop() {
			generated.HingeEachGrad(out, gx1, gx2, gy, x1, x2, y, nil, upstream, generated.Span, 0.5, false)
		}
	})
	b.Run("weighted=true", func(b *testing.B) {
		for b.Loop() {
			generated.HingeEachGradWeighted(out, gx1, gx2, gy, x1, x2, y, nil, upstream, weights, margins, generated.Span, 0.5, 1)
		}
	})
}

// A call into assembly is a span at most, however long a batch is: nobody may hand a kernel more.
func TestSpanGuard(t *testing.T) {
	assert.Equal(t, 16384, generated.Span)
	const n = generated.Span + 1
	array := func() *float32 { return &make([]float32, n)[0] }
	out, gx1, x1, x2, upstream := array(), array(), array(), array(), array()
	for name, kernel := range map[string]func(){
		"sum":                func() { generated.HingeSum(x1, x2, nil, nil, n, 0) },
		"sum and gradients":  func() { generated.HingeSumGrad(gx1, nil, nil, x1, x2, nil, nil, n, 0, 1, false) },
		"each":               func() { generated.HingeEach(out, x1, x2, nil, nil, n, 0, false) },
		"gradients":          func() { generated.HingeGrad(gx1, nil, nil, x1, x2, nil, nil, n, 0, 1, false) },
		"each gradient":      func() { generated.HingeGradEach(gx1, nil, nil, x1, x2, nil, nil, upstream, n, 0, false) },
		"each and gradients": func() { generated.HingeEachGrad(out, gx1, nil, nil, x1, x2, nil, nil, upstream, n, 0, false) },
	} {
		assert.Panics(t, kernel, name)
	}
}
