package loss_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/marginrank/marginrank/generated"
	"github.com/marginrank/marginrank/internal/cpuid"
	"github.com/marginrank/marginrank/loss"
)

// A call into assembly is over before the collector could notice: it cannot stop there.
func TestSpanDuration(t *testing.T) {
	if testing.Short() {
		t.Skip("not run: an emulator or the race detector takes its time")
	}
	for _, tier := range otherTiers() {
		t.Run(tier.String(), func(t *testing.T) {
			defer cpuid.Use(tier)()
			t.Run("float32", testSpanDuration[float32])
			t.Run("float64", testSpanDuration[float64])
			t.Run("float16", testSpanDuration[loss.Float16])
			t.Run("bfloat16", testSpanDuration[loss.BFloat16])
		})
	}
}

func testSpanDuration[T loss.Float](t *testing.T) {
	array := func() []T { return make([]T, generated.Span) }
	b := generated.Batch[T]{X1: array(), X2: array(), Y: array(), Upstream: array(), Out: array(), GX1: array(), GX2: array(), GY: array()}
	shortest := time.Hour
	for range 100 { // an interrupted call is no measure
		start := time.Now()
		generated.HingeEachGrad(&b)
		shortest = min(shortest, time.Since(start))
	}
	t.Logf("%d pairs in %v", generated.Span, shortest)
	assert.Less(t, shortest, 200*time.Microsecond)
}

// Nobody else may hand a kernel more than a span.
func TestSpanGuard(t *testing.T) {
	for name, kernel := range map[string]func(*generated.Batch[float32]){
		"sum":                func(b *generated.Batch[float32]) { generated.HingeSum(b) },
		"sum and gradients":  func(b *generated.Batch[float32]) { generated.HingeSumGrad(b) },
		"each":               generated.HingeEach[float32],
		"gradients":          generated.HingeGrad[float32],
		"each gradient":      generated.HingeGradEach[float32],
		"each and gradients": generated.HingeEachGrad[float32],
	} {
		array := func() []float32 { return make([]float32, generated.Span+1) }
		b := generated.Batch[float32]{X1: array(), X2: array(), Upstream: array(), Out: array(), GX1: array()}
		assert.Panics(t, func() { kernel(&b) }, name)
	}
}
