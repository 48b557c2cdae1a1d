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
	array := func() *T { return &make([]T, generated.Span)[0] }
	out, gx1, gx2, gy, x1, x2, y, upstream := array(), array(), array(), array(), array(), array(), array(), array()
	shortest, shortestWeighted := time.Hour, time.Hour
	for range 100 { // an interrupted call is no measure
		start := time.Now()
		generated.HingeEachGrad(out, gx1, gx2, gy, x1, x2, y, nil, upstream, generated.Span, 0.5, false)
		shortest = min(shortest, time.Since(start))
	}
	weights, margins := array(), array()
	for range 100 {
		start := time.Now()
		generated.HingeEachGradWeighted(out, gx1, gx2, gy, x1, x2, y, nil, upstream, weights, margins, generated.Span, 0.5, 1)
		shortestWeighted = min(shortestWeighted, time.Since(start))
	}
	t.Logf("%d pairs in %v, with weights %v", generated.Span, shortest, shortestWeighted)
	assert.Less(t, shortestWeighted, 200*time.Microsecond)
	assert.Less(t, shortest, 200*time.Microsecond)
}

// Nobody else may hand a kernel more than a span.
func TestSpanGuard(t *testing.T) {
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
